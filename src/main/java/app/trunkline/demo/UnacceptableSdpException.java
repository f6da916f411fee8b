package app.trunkline.demo;

/** A session description that the demo line cannot do: answered by 488 with these words in its Warning. */
final class UnacceptableSdpException extends Exception {
    private static final long serialVersionUID = 1;

    UnacceptableSdpException(String message) {
        super(message);
    }
}
