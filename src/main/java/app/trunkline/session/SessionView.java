package app.trunkline.session;

import java.util.List;
import java.util.Optional;

/**
 * What the desktop is to show of the telephone, as it stands now.
 *
 * @param tray empty: no icon
 * @param notices those that are to be seen; one that is no longer among them is taken back
 * @param hush whether media players are to be silent
 * @param awake why the screen is to stay on, in words; empty: it need not
 * @param unseen how many missed calls and messages nobody has looked at, for the program's icon
 */
public record SessionView(Optional<Tray> tray, List<Notice> notices, boolean hush, Optional<String> awake, int unseen) {
    public static final SessionView NOTHING = new SessionView(Optional.empty(), List.of(), false, Optional.empty(), 0);

    public SessionView {
        notices = List.copyOf(notices);
    }

    /**
     * An icon of the running program.
     *
     * @param words its state, for the pointer above it and for screen readers
     * @param urgent it asks to be looked at
     * @param menu from top to bottom
     */
    public record Tray(Icon icon, String title, String words, boolean urgent, List<Entry> menu) {
        public Tray {
            menu = List.copyOf(menu);
        }
    }

    /**
     * A line of the menu.
     *
     * @param on whether it is ticked; empty: it has no tick
     */
    public record Entry(Press press, String words, Optional<Boolean> on) {
        public Entry(Press press, String words) {
            this(press, words, Optional.empty());
        }
    }

    /**
     * A picture in several sizes, made once for each state: pictures are told apart by who they are.
     *
     * @see Pixels
     */
    public static final class Icon {
        private final List<Pixels> sizes;

        public Icon(List<Pixels> sizes) {
            this.sizes = List.copyOf(sizes);
        }

        List<Pixels> sizes() {
            return sizes;
        }
    }

    /**
     * A square of pixels.
     *
     * @param argb row by row from the top left, not premultiplied
     */
    public record Pixels(int size, int... argb) {}

    /**
     * A notification.
     *
     * @param key the same key replaces what was shown under it
     * @param press for a press on the notification itself
     * @param buttons beside it, where the desktop has buttons
     */
    public record Notice(String key, Kind kind, String title, String body, Press press, List<Entry> buttons) {
        public Notice {
            buttons = List.copyOf(buttons);
        }
    }

    /** Of what kind a notification is; the names are those of the categories of the Desktop Notifications Specification. */
    public enum Kind {
        /** It stays until it is taken back. */
        CALL_INCOMING,
        CALL_UNANSWERED,
        IM_RECEIVED,
        /** Of none. */
        HINT
    }
}
