package app.trunkline.session;

/** What a person wanted by a press outside of the window: in the tray's menu, or on a notification. */
public sealed interface Press {
    /** To see the window. */
    record Show() implements Press {}

    record Answer(String call) implements Press {}

    record Decline(String call) implements Press {}

    record HangUp(String call) implements Press {}

    /** Do-not-disturb, on or off. */
    record Disturb() implements Press {}

    /** To see the missed calls. */
    record ShowMissed() implements Press {}

    /** To read the message that came in. */
    record ShowMessage() implements Press {}

    /** The program's end. */
    record Quit() implements Press {}
}
