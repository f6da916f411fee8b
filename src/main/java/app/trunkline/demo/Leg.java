package app.trunkline.demo;

/** One call at the exchange. On the loop. */
sealed interface Leg permits RingingLeg, TalkingLeg {
    /** Its dialog on our side: Call-ID and our tag. */
    DialogKey key();

    /** A request in the dialog, or the ACK. */
    void request(SipText.In request, Flow flow);

    /** A CANCEL of the INVITE that made it; the 200 to the CANCEL itself has been sent. */
    void cancelled();

    /** Ends it now, telling the phone. */
    void end();

    /** Names a dialog. */
    record DialogKey(String callId, String localTag) {}
}
