package app.trunkline.session;

/**
 * What a desktop can do.
 *
 * @param tray it has a place for icons of running programs, in which ours is to be seen
 * @param notifications it shows notifications
 * @param buttons its notifications have buttons
 */
public record Abilities(boolean tray, boolean notifications, boolean buttons) {
    public static final Abilities NONE = new Abilities(false, false, false);

    Abilities withTray(boolean now) {
        return new Abilities(now, notifications, buttons);
    }

    Abilities withNotifications(boolean now, boolean withButtons) {
        return new Abilities(tray, now, now && withButtons);
    }
}
