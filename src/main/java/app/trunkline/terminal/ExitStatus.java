package app.trunkline.terminal;

/** What the process's exit status says. */
final class ExitStatus {
    /** All went as asked. */
    static final int GOOD = 0;

    /** The command line is wrong; nothing was connected. */
    static final int USAGE = 1;

    /** No connection or registration. */
    static final int NO_LINE = 2;

    /** The call failed. */
    static final int CALL_FAILED = 3;

    /** Sound could not be had. */
    static final int SOUND = 4;

    private ExitStatus() {}
}
