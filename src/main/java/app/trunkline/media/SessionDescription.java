package app.trunkline.media;

/** An SDP body and its role in offer/answer (RFC 3264, RFC 8829). */
public record SessionDescription(Type type, String sdp) {
    /** Role of the description. */
    public enum Type {
        OFFER,
        ANSWER
    }

    public static SessionDescription offer(String sdp) {
        return new SessionDescription(Type.OFFER, sdp);
    }

    public static SessionDescription answer(String sdp) {
        return new SessionDescription(Type.ANSWER, sdp);
    }

    /** Never the body: it carries keys and addresses. */
    @Override
    public String toString() {
        return "SessionDescription[" + type + ", " + sdp.length() + " chars]";
    }
}
