package app.trunkline.sip;

/** How digits are sent. */
public enum DtmfMode {
    /** telephone-event in the sound's stream (RFC 4733); INFO where it was not negotiated. */
    RFC4733,
    /** INFO with application/dtmf-relay, always. */
    INFO
}
