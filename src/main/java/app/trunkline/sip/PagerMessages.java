package app.trunkline.sip;

import app.trunkline.sip.call.Pace;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.RemoteParty;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipUri;
import app.trunkline.sip.wire.TransactionUser;
import app.trunkline.sip.wire.WireException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Text messages, each a MESSAGE of its own outside of any dialog (RFC 3428). On the loop. */
final class PagerMessages implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(PagerMessages.class);
    /** Messages that come in a minute; each is kept. */
    static final int MOST = 100;
    /** Characters of a message that comes: nobody writes so much with a thumb. */
    static final int LONGEST = 16_384;
    /** Nobody answered: the connection went away. */
    static final int CONNECTION_LOST = 0;

    private final Signalling signalling;
    private final Pace pace;
    private final Map<ClientTransaction, MessageDelivery> open = new HashMap<>();
    private Consumer<TextMessage> received = message -> LOG.info("nobody takes messages");

    PagerMessages(Signalling signalling) {
        this.signalling = signalling;
        pace = new Pace(signalling.loop(), MOST, Duration.ofMinutes(1));
    }

    void deliverTo(Consumer<TextMessage> taker) {
        received = taker;
    }

    /** Takes a MESSAGE and says how to answer it. */
    int onMessage(SipRequest request) {
        var part = request.part("text/plain");
        if (part.isPresent()) {
            return deliver(request, part.get());
        }
        if (!request.isType("text/plain")) {
            // A message of no type and no text says nothing, but nothing is wrong with it.
            return request.hasBody() ? SipStatus.UNSUPPORTED_MEDIA_TYPE : SipStatus.OK;
        }
        var charset = charset(request);
        if (charset.isEmpty()) {
            return SipStatus.UNSUPPORTED_MEDIA_TYPE;
        }
        return deliver(request, new String(request.body(), charset.get()));
    }

    private int deliver(SipRequest request, String text) {
        if (text.length() > LONGEST) {
            return SipStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        if (pace.reached()) {
            LOG.warn("a text message was refused: too many have come");
            return SipStatus.SERVICE_UNAVAILABLE;
        }
        pace.count();
        var from = RemoteParty.of(request, signalling.account().domain());
        received.accept(new TextMessage(signalling.account().id(), from, text));
        return SipStatus.OK;
    }

    private static Optional<Charset> charset(SipRequest request) {
        var named = request.parameterized("Content-Type").flatMap(type -> type.parameter("charset"));
        try {
            return Optional.of(named.map(Charset::forName).orElse(StandardCharsets.UTF_8));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    void send(SipAddress target, String text, MessageDelivery delivery) {
        try {
            var request = signalling
                    .requests()
                    .create(
                            SipMethod.MESSAGE,
                            SipUri.parse(target.uri()),
                            signalling.stack().newCallId(),
                            1);
            request.body(text, "text/plain;charset=UTF-8");
            signalling.digest().authorize(request);
            send(request, delivery);
        } catch (WireException e) {
            LOG.warn("no MESSAGE can be written to {}", target.uri(), e);
            delivery.answered(SipStatus.BAD_REQUEST, "");
        }
    }

    private void send(SipRequest request, MessageDelivery delivery) {
        try {
            var transaction = signalling.stack().transaction(request);
            open.put(transaction, delivery);
            transaction.send();
        } catch (WireException e) {
            LOG.warn("MESSAGE could not be sent", e);
            delivery.answered(CONNECTION_LOST, "");
        }
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return open.containsKey(transaction);
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        var code = response.code();
        if (!response.isFinal()) {
            return;
        }
        Optional.ofNullable(open.remove(transaction)).ifPresent(delivery -> {
            if (code == SipStatus.UNAUTHORIZED || code == SipStatus.PROXY_AUTHENTICATION_REQUIRED) {
                challenged(response, transaction.request(), delivery);
            } else {
                delivery.answered(code, response.phrase());
            }
        });
    }

    private void challenged(SipResponse response, SipRequest request, MessageDelivery delivery) {
        switch (signalling.digest().answer(response, request)) {
            case DigestAuthenticator.Outcome.Retry(SipRequest retry) -> {
                signalling.stack().renewVia(retry);
                send(retry, delivery);
            }
            case DigestAuthenticator.Outcome.Refused(),
                    DigestAuthenticator.Outcome.NoPassword(),
                    DigestAuthenticator.Outcome.NoCommonAlgorithm(),
                    DigestAuthenticator.Outcome.TooManyChallenges(),
                    DigestAuthenticator.Outcome.UnknownRealm() -> delivery.answered(response.code(), response.phrase());
        }
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        Optional.ofNullable(open.remove(transaction))
                .ifPresent(delivery -> delivery.answered(SipStatus.REQUEST_TIMEOUT, ""));
    }

    @Override
    public void connectionLost() {
        var lost = Map.copyOf(open);
        open.clear();
        lost.values().forEach(delivery -> delivery.answered(CONNECTION_LOST, ""));
    }
}
