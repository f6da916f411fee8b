package app.trunkline.sip;

/** Is told what became of a text message, on the loop. */
@FunctionalInterface
public interface MessageDelivery {
    /**
     * Told once.
     *
     * @param code SIP status: 2xx delivered or taken on, 408 no answer, 0 the connection was lost
     * @param phrase the server's own words
     */
    void answered(int code, String phrase);
}
