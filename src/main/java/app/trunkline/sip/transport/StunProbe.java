package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.media.IceServer.Over;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a STUN server (RFC 8489) which address it sees, or a TURN server (RFC 8656) whether user and password are right.
 * Any thread asks; the answer comes on the event loop.
 */
public final class StunProbe {
    private static final Logger LOG = LoggerFactory.getLogger(StunProbe.class);
    /** RFC 8489 section 6.2.1, cut short: after four packets and 3.75 s the server counts as silent. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private static final int PACKETS = 4;
    /** All that a server has whose messages cannot be lost. */
    private static final Duration WAIT = Duration.ofMillis(3750);

    private static final byte UDP = 17;
    private static final int UNAUTHORIZED = 401;
    private static final int STALE_NONCE = 438;

    /** What a server answered. */
    public sealed interface Answer {
        /** STUN: how this computer looks from outside. */
        record Mapped(InetSocketAddress address) implements Answer {}

        /** TURN: user and password are right, and this is an address that it relays. It was given back. */
        record Relayed(InetSocketAddress address) implements Answer {}

        /** An error answer; 401 after the challenge means a wrong user or password. */
        record Refused(int code, String reason) implements Answer {}

        /** No answer, or nobody listens. */
        record Silent() implements Answer {}

        record UnknownHost() implements Answer {}

        /** There is no TLS to the server, and so no question either. */
        record Unreached(TransportFailure failure) implements Answer {}

        /** This computer could not ask. The detail is for the log. */
        record Failed(String detail) implements Answer {}
    }

    @FunctionalInterface
    private interface Opening {
        StunWire open() throws IOException, TransportException;
    }

    /** A question over an open wire. */
    @FunctionalInterface
    private interface Question {
        Answer ask(Exchange exchange) throws IOException, GeneralSecurityException;
    }

    private final EventLoop loop;

    public StunProbe(EventLoop loop) {
        this.loop = loop;
    }

    /** Asks for this computer's address as the server sees it, over UDP. */
    public void binding(String host, int port, Consumer<Answer> answer) {
        ask(() -> StunWire.udp(host, port), answer, StunProbe::binding);
    }

    /**
     * Asks for a relayed address with long-term credentials, and gives it back at once.
     *
     * @param authority a PEM file of certificate authorities trusted in addition to the system's
     */
    public void allocate(
            String host,
            int port,
            Over over,
            Optional<Path> authority,
            String user,
            String password,
            Consumer<Answer> answer) {
        Opening opening = switch (over) {
            case UDP -> () -> StunWire.udp(host, port);
            case TCP -> () -> StunWire.tcp(host, port);
            case TLS -> () -> StunWire.tls(host, port, authority, loop);
        };
        ask(opening, answer, exchange -> allocate(exchange, user, password));
    }

    private void ask(Opening opening, Consumer<Answer> answer, Question question) {
        Threads.beside(loop, "ws-stun", () -> ask(opening, question), answer, why -> {
            LOG.debug("the probe failed", why);
            answer.accept(new Answer.Failed(why.toString()));
        });
    }

    private static Answer ask(Opening opening, Question question) throws IOException, GeneralSecurityException {
        try (var wire = opening.open()) {
            return question.ask(new Exchange(wire));
        } catch (TransportException e) {
            return new Answer.Unreached(e.failure());
        } catch (UnknownHostException e) {
            return new Answer.UnknownHost();
        } catch (PortUnreachableException | ConnectException | SocketTimeoutException e) {
            return new Answer.Silent();
        }
    }

    private static Answer binding(Exchange exchange) throws IOException, GeneralSecurityException {
        var answer = exchange.send(StunMessage.request(StunMessage.BINDING, exchange.transaction()), null);
        return answer.success()
                ? answer.address(StunMessage.XOR_MAPPED_ADDRESS)
                        .or(() -> answer.address(StunMessage.MAPPED_ADDRESS))
                        .<Answer>map(Answer.Mapped::new)
                        .orElse(new Answer.Failed("an answer without address"))
                : refused(answer);
    }

    private static Answer allocate(Exchange exchange, String user, String password)
            throws IOException, GeneralSecurityException {
        var plain = StunMessage.request(StunMessage.ALLOCATE, exchange.transaction())
                .with(StunMessage.REQUESTED_TRANSPORT, new byte[] {UDP, 0, 0, 0});
        var answer = exchange.send(plain, null);
        var realm = answer.text(StunMessage.REALM);
        // Once for the challenge, once more should the nonce have grown stale meanwhile.
        for (int attempt = 0; attempt < 2 && realm.isPresent() && challenged(answer, attempt); attempt++) {
            answer = exchange.send(
                    signed(StunMessage.ALLOCATE, exchange, user, realm.get(), answer)
                            .with(StunMessage.REQUESTED_TRANSPORT, new byte[] {UDP, 0, 0, 0}),
                    StunMessage.key(user, realm.get(), password));
            if (answer.success()) {
                giveBack(exchange, user, realm.get(), password, answer);
            }
        }
        return answer.success()
                ? answer.address(StunMessage.XOR_RELAYED_ADDRESS)
                        .<Answer>map(Answer.Relayed::new)
                        .orElse(new Answer.Failed("an answer without address"))
                : refused(answer);
    }

    private static boolean challenged(StunMessage answer, int attempt) {
        return !answer.success()
                && answer.value(StunMessage.NONCE).isPresent()
                && answer.errorCode() == (attempt == 0 ? UNAUTHORIZED : STALE_NONCE);
    }

    private static StunMessage signed(int method, Exchange exchange, String user, String realm, StunMessage challenge) {
        var nonce = challenge.value(StunMessage.NONCE).or(() -> exchange.nonce).orElse(new byte[0]);
        exchange.nonce = Optional.of(nonce);
        return StunMessage.request(method, exchange.transaction())
                .with(StunMessage.USERNAME, user)
                .with(StunMessage.REALM, realm)
                .with(StunMessage.NONCE, nonce);
    }

    /** A refresh with lifetime 0 (RFC 8656 section 7.1). Its answer matters to nobody. */
    private static void giveBack(Exchange exchange, String user, String realm, String password, StunMessage answer)
            throws GeneralSecurityException, IOException {
        var refresh =
                signed(StunMessage.REFRESH, exchange, user, realm, answer).with(StunMessage.LIFETIME, new byte[4]);
        exchange.post(refresh.encode(StunMessage.key(user, realm, password)));
    }

    private static Answer refused(StunMessage answer) {
        return new Answer.Refused(answer.errorCode(), answer.errorReason());
    }

    /** Requests and their answers over one wire. */
    private static final class Exchange {
        private final StunWire wire;
        private final SecureRandom random = new SecureRandom();
        private Optional<byte[]> nonce = Optional.empty();

        Exchange(StunWire wire) {
            this.wire = wire;
        }

        byte[] transaction() {
            var bytes = new byte[12];
            random.nextBytes(bytes);
            return bytes;
        }

        void post(byte[] bytes) throws IOException {
            wire.post(bytes);
        }

        /** Where packets may be lost, again and again, at growing distances, until the answer comes. */
        StunMessage send(StunMessage request, byte @Nullable [] key) throws IOException, GeneralSecurityException {
            var bytes = request.encode(key);
            var packets = wire.reliable() ? 1 : PACKETS;
            var wait = wire.reliable() ? WAIT : FIRST_WAIT;
            for (int packet = 0; packet < packets; packet++) {
                post(bytes);
                try {
                    return receive(request, wait);
                } catch (SocketTimeoutException e) {
                    LOG.trace("no answer to packet {}", packet);
                }
                wait = wait.multipliedBy(2);
            }
            throw new SocketTimeoutException("no answer");
        }

        private StunMessage receive(StunMessage request, Duration wait) throws IOException {
            while (true) {
                var answer = wire.receive(wait);
                if (answer.isPresent() && answer.get().answers(request)) {
                    return answer.get();
                }
            }
        }
    }
}
