package app.trunkline.sip.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * Why there is no connection. The user interface makes its words from the kind.
 *
 * @param detail technical, for the log and for "copy details"; holds no secret
 * @param retryAfter what the server asked to wait, where it did
 * @param fact what the words tell beside the kind, such as a date; empty where there is none
 */
public record TransportFailure(Kind kind, String detail, String fact, Optional<Duration> retryAfter) {
    public TransportFailure(Kind kind, String detail, String fact) {
        this(kind, detail, fact, Optional.empty());
    }

    public TransportFailure(Kind kind, String detail) {
        this(kind, detail, "");
    }

    TransportFailure withRetryAfter(Optional<Duration> asked) {
        return new TransportFailure(kind, detail, fact, asked);
    }

    /** What went wrong, as far as it decides what a person can do about it. */
    public enum Kind {
        /** Not a usable wss:// address. */
        BAD_ADDRESS,
        /** ws:// to another machine: refused by us, it would send everything unencrypted. */
        NOT_ENCRYPTED,
        /** The host name could not be resolved. */
        UNKNOWN_HOST,
        /** Nothing listens at the port. */
        REFUSED,
        /** No answer in time. */
        TIMEOUT,
        /** The certificate is signed by an authority that neither the system nor the account trusts. */
        UNTRUSTED_AUTHORITY,
        /** The certificate is another host's. The fact: whose. */
        WRONG_HOST_NAME,
        /** The certificate states its name in the common name alone, which says nothing (RFC 9525). */
        NAME_NOT_STATED,
        /** The certificate has expired. The fact: when. */
        EXPIRED_CERTIFICATE,
        /** The certificate is not valid yet. The fact: from when on it is. */
        NOT_YET_VALID_CERTIFICATE,
        /** The certificate, or one above it, can be forged: SHA-1, or an RSA key under 2048 bits. */
        WEAK_CERTIFICATE,
        /** The server speaks nothing newer than TLS 1.1. */
        OLD_TLS,
        /** Any other failure of TLS. */
        TLS,
        /** The CA file of the account cannot be read. */
        BAD_AUTHORITY_FILE,
        /** The server answered the WebSocket handshake with an HTTP error, such as 403 for a wrong Origin. */
        HANDSHAKE_REFUSED,
        /** The server does not speak the WebSocket sub-protocol sip. */
        NO_SIP,
        /** The proxy between refused. */
        PROXY,
        /** Keep-alives were not answered. */
        SILENT,
        /** This machine no longer has the address that the connection came from. */
        MOVED,
        /** The server closed the connection. */
        CLOSED_BY_SERVER,
        /** The server broke the rules of WebSocket, or sent more than we take. */
        PROTOCOL,
        /** The network failed. */
        NETWORK
    }
}
