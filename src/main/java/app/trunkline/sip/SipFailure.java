package app.trunkline.sip;

/**
 * Why a registration, or something else that a server keeps for a time, did not come about.
 *
 * @param code SIP status, 0 where there was no answer
 * @param phrase the server's own words, for the log
 */
public record SipFailure(Kind kind, int code, String phrase) {
    /** What it means to a person. */
    public enum Kind {
        /** User name or password refused (401, 403 and 407 after an answer to the challenge): not tried again until changed. */
        WRONG_CREDENTIALS,
        /** The server does not know the user or domain (404, 604, 403 without a challenge). */
        UNKNOWN_USER,
        /** No digest algorithm in common. */
        NO_COMMON_ALGORITHM,
        /** The server is overloaded or in maintenance (5xx). */
        SERVER_ERROR,
        /** No answer (408, timer F). */
        NO_ANSWER,
        /** The connection was lost. */
        TRANSPORT,
        /** Anything else. */
        REFUSED
    }

    /** The status; 408 as well for what could not be sent, which nobody answered either. */
    public int status() {
        return code == 0 ? SipStatus.REQUEST_TIMEOUT : code;
    }
}
