package app.trunkline.demo;

/** The media of the exchange's calls. A seam: tests of the signalling replace it. Called on the loop. */
interface Media {
    /**
     * Opens the media of one call.
     *
     * @param echo true to send back what is heard, false to say nothing
     */
    Session open(boolean echo, Listener listener);

    /** What a session tells, on the loop, never after its close. */
    interface Listener {
        /** A digit was heard (RFC 4733), once per key. */
        void digit(char digit);

        /** The phone has not been heard for thirty seconds (RFC 7675): the call is dead. */
        void lost();
    }

    /** One call's media. */
    interface Session extends AutoCloseable {
        /** Our offer, with all candidates in it. */
        String offer();

        /**
         * Takes the phone's offer, the first or a later one, and answers it.
         *
         * @throws UnacceptableSdpException when there is nothing in it that we can do; the call stays as it was
         */
        String answer(String offer) throws UnacceptableSdpException;

        /** Takes the phone's answer to our offer. */
        void accept(String answer) throws UnacceptableSdpException;

        @Override
        void close();
    }
}
