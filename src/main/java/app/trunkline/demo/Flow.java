package app.trunkline.demo;

/** One phone's connection, as the exchange sees it. Called on the loop. */
interface Flow {
    /** Names the connection among those of this run. */
    String id();

    /** Queues one SIP message; dropped when the connection is gone. */
    void send(String message);

    /** Closes with a WebSocket status code. */
    void close(int code, String reason);

    /** The phone's address, for Via's {@code received}. */
    String host();

    /** The phone's port, for Via's {@code rport}. */
    int port();
}
