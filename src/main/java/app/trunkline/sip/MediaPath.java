package app.trunkline.sip;

/** How the path of a call's sound stands: ICE and DTLS as one, as WebRTC's connection state tells it. */
public enum MediaPath {
    /** Not connected yet. */
    CONNECTING,
    /** Connected, and nothing wrong has been told since. */
    CONNECTED,
    /** Nothing comes from the far side; most interruptions heal by themselves. */
    INTERRUPTED,
    /** Failed: ICE restarts (RFC 8839 section 4.4.1.1) until there is a path again or the time for it is up. */
    RESTARTING
}
