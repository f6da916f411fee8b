package app.trunkline.media;

/**
 * How an offer is to be made.
 *
 * @param direction what we want to do with sound; hold is {@code SENDONLY} or {@code INACTIVE}
 * @param iceRestart true for new ICE credentials and candidates (RFC 8839 section 4.4.1.1.1), after the network changed
 */
public record OfferOptions(MediaDirection direction, boolean iceRestart) {
    public static final OfferOptions INITIAL = new OfferOptions(MediaDirection.SENDRECV, false);
}
