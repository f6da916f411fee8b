package app.trunkline.sip;

/**
 * A transfer that we asked the far side for (RFC 3515).
 *
 * @param target whom it shall call
 * @param code of the newest word on it: of the REFER's refusal, or of what the far side met (NOTIFY); 0 before any
 */
public record Transfer(SipAddress target, State state, int code) {
    /** How far it is. */
    public enum State {
        /** REFER sent. */
        ASKED,
        /** The far side tries. */
        TRYING,
        /** The target rings. */
        RINGING,
        /** The target talks with the far side; our call is hung up. */
        DONE,
        /** It came to nothing, and the call is ours again. */
        FAILED
    }

    /** True while nothing is decided. */
    public boolean open() {
        return switch (state) {
            case ASKED, TRYING, RINGING -> true;
            case DONE, FAILED -> false;
        };
    }
}
