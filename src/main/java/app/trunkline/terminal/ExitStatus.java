package app.trunkline.terminal;

import app.trunkline.sip.EndReason;

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

    /** @param placed the session places calls, rather than waits for them */
    static int of(EndReason reason, boolean placed) {
        return switch (reason.kind()) {
            case HUNG_UP_HERE,
                    HUNG_UP_THERE,
                    CANCELLED_HERE,
                    CANCELLED_THERE,
                    ANSWERED_ELSEWHERE,
                    DECLINED_HERE,
                    DO_NOT_DISTURB,
                    SCREENED,
                    FORWARDED_HERE,
                    BUSY_HERE,
                    TRANSFERRED,
                    REPLACED -> GOOD;
            case NO_ANSWER_HERE -> placed ? CALL_FAILED : GOOD;
            case MEDIA_FAILED, SOUND_LOST -> SOUND;
            case DECLINED_THERE,
                    FORGOTTEN_THERE,
                    NOT_RESUMED,
                    BUSY,
                    NO_ANSWER,
                    NOT_FOUND,
                    UNAVAILABLE,
                    FORBIDDEN,
                    INCOMPATIBLE,
                    NO_AUDIO,
                    NO_ENCRYPTION,
                    NO_ICE,
                    NO_RTCP_MUX,
                    NO_CODEC,
                    MOVED,
                    SERVER_ERROR,
                    REJECTED,
                    TIMEOUT,
                    TRANSPORT_LOST,
                    NO_ACK,
                    INTERNAL -> CALL_FAILED;
        };
    }
}
