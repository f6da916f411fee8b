package app.trunkline.sip.wire;

import java.util.function.Consumer;

/** Where every message leaves, as the far side is to read it. On the loop. */
final class Outlet implements Consumer<String> {
    private final Consumer<String> connection;
    private long sent;

    Outlet(Consumer<String> connection) {
        this.connection = connection;
    }

    @Override
    public void accept(String message) {
        sent++;
        connection.accept(FarTransactions.restore(message));
    }

    /** How many have left. */
    long sent() {
        return sent;
    }
}
