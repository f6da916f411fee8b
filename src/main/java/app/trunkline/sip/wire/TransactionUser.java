package app.trunkline.sip.wire;

/**
 * Whoever sends requests outside of calls and hears what becomes of them: a transaction user, as RFC 3261 section 5 has
 * it. On the loop.
 */
public interface TransactionUser {
    /** True for a transaction of its own that is not over. */
    boolean owns(ClientTransaction transaction);

    /** A response, provisional or final, to one of its own. */
    void onResponse(SipResponse response, ClientTransaction transaction);

    /** Timer B or F of one of its own (RFC 3261 section 17.1). */
    void onTimeout(ClientTransaction transaction);

    /** Nothing that is on its way will be answered any more. */
    void connectionLost();
}
