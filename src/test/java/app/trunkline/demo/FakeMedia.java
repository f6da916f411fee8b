package app.trunkline.demo;

import java.util.ArrayList;
import java.util.List;

/** Media without sockets: remembers what was asked of it, and enforces the order and the one close. */
final class FakeMedia implements Media {
    final List<FakeSession> sessions = new ArrayList<>();

    @Override
    public Session open(boolean echo, Listener listener) {
        var session = new FakeSession(echo, listener);
        sessions.add(session);
        return session;
    }

    FakeSession last() {
        return sessions.getLast();
    }

    static final class FakeSession implements Session {
        final boolean echo;
        final Listener listener;
        final List<String> heard = new ArrayList<>();
        boolean closed;
        private boolean offered;

        FakeSession(boolean echo, Listener listener) {
            this.echo = echo;
            this.listener = listener;
        }

        @Override
        public String offer() {
            offered = true;
            return "v=0 our offer\r\n";
        }

        @Override
        public String answer(String offer) throws UnacceptableSdpException {
            if (offer.contains("video only")) {
                throw new UnacceptableSdpException("no audio offered");
            }
            heard.add(offer);
            return "v=0 our answer\r\n";
        }

        @Override
        public void accept(String answer) {
            if (!offered) {
                throw new IllegalStateException("an answer without an offer");
            }
            heard.add(answer);
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed twice");
            }
            closed = true;
        }
    }
}
