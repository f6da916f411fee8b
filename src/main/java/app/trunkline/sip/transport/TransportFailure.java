package app.trunkline.sip.transport;

/**
 * Why there is no connection. The user interface makes its words from the kind.
 *
 * @param detail technical, for the log and for "copy details"; holds no secret
 */
public record TransportFailure(Kind kind, String detail) {
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
        /** The certificate is another host's. */
        WRONG_HOST_NAME,
        /** The certificate has expired or is not valid yet. */
        EXPIRED_CERTIFICATE,
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
        /** The server closed the connection. */
        CLOSED_BY_SERVER,
        /** The server broke the rules of WebSocket, or sent more than we take. */
        PROTOCOL,
        /** The network failed. */
        NETWORK
    }
}
