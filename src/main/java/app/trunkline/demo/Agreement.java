package app.trunkline.demo;

/**
 * What a call's media agreed on.
 *
 * @param codec encoding name as in the SDP, such as {@code opus/48000/2}
 * @param audioType RTP payload type of the codec
 * @param eventType RTP payload type of telephone-event, -1 where there is none
 * @param clockRate of the codec, in hertz
 * @param direction ours: {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}
 * @param fingerprintHash hash function of the phone's certificate fingerprint, such as {@code sha-256}
 * @param fingerprint in upper-case hexadecimal with colons
 * @param phoneUser the phone's ICE user fragment
 * @param echo false to say nothing whatever the direction
 */
record Agreement(
        String codec,
        int audioType,
        int eventType,
        int clockRate,
        String direction,
        String fingerprintHash,
        String fingerprint,
        String phoneUser,
        boolean echo) {
    /** True when what is heard goes back. */
    boolean echoes() {
        return echo && (direction.equals("sendrecv") || direction.equals("sendonly"));
    }
}
