package app.trunkline.sip;

import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.RemoteParty;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.TransactionUser;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Text messages, each a MESSAGE of its own outside of any dialog (RFC 3428). On the loop. */
final class PagerMessages implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(PagerMessages.class);
    /** Nobody answered: the connection went away. */
    static final int CONNECTION_LOST = 0;

    private final Signalling signalling;
    private final Map<ClientTransaction, UserAgent.Delivery> open = new HashMap<>();
    private Consumer<TextMessage> received = message -> LOG.info("nobody takes messages");

    PagerMessages(Signalling signalling) {
        this.signalling = signalling;
    }

    void deliverTo(Consumer<TextMessage> taker) {
        received = taker;
    }

    /** Takes a MESSAGE and says how to answer it. */
    int onMessage(Request request) {
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || !Messages.type(request, "text", "plain")
                || request.getHeader("Content-Encoding") != null) {
            // A message of no type and no text says nothing, but nothing is wrong with it.
            return Messages.hasBody(request) ? Response.UNSUPPORTED_MEDIA_TYPE : Response.OK;
        }
        var charset = charset(type);
        if (charset.isEmpty()) {
            return Response.UNSUPPORTED_MEDIA_TYPE;
        }
        var from = RemoteParty.of(request, signalling.account().domain());
        var text = new String(request.getRawContent(), charset.get());
        received.accept(new TextMessage(signalling.account().id(), from, text));
        return Response.OK;
    }

    private static Optional<Charset> charset(ContentTypeHeader type) {
        var named = type.getParameter("charset");
        try {
            return Optional.of(named == null ? StandardCharsets.UTF_8 : Charset.forName(named.replace("\"", "")));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    void send(SipAddress target, String text, UserAgent.Delivery delivery) {
        try {
            var stack = signalling.stack();
            var uri = stack.addresses().createURI(target.uri());
            var from = signalling.requests().own();
            var request = signalling
                    .requests()
                    .create(
                            Request.MESSAGE,
                            uri,
                            JainStack.random() + JainStack.random(),
                            1,
                            from,
                            stack.addresses().createAddress(stack.addresses().createURI(target.uri())));
            var type = stack.headers().createContentTypeHeader("text", "plain");
            type.setParameter("charset", "UTF-8");
            request.setContent(text.getBytes(StandardCharsets.UTF_8), type);
            signalling.digest().authorize(request);
            send(request, delivery);
        } catch (ParseException | InvalidArgumentException e) {
            LOG.warn("no MESSAGE can be written to {}", target.uri(), e);
            delivery.answered(Response.BAD_REQUEST, "");
        }
    }

    private void send(Request request, UserAgent.Delivery delivery) {
        try {
            var transaction = signalling.stack().newTransaction(request);
            open.put(transaction, delivery);
            transaction.sendRequest();
        } catch (SipException e) {
            LOG.warn("MESSAGE could not be sent", e);
            delivery.answered(CONNECTION_LOST, "");
        }
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return open.containsKey(transaction);
    }

    @Override
    public void onResponse(Response response, ClientTransaction transaction) {
        var code = response.getStatusCode();
        if (code < 200) {
            return;
        }
        Optional.ofNullable(open.remove(transaction)).ifPresent(delivery -> {
            if (code == 401 || code == 407) {
                challenged(response, transaction.getRequest(), delivery);
            } else {
                if (code < 300) {
                    signalling.digest().succeeded(response);
                }
                delivery.answered(code, response.getReasonPhrase());
            }
        });
    }

    private void challenged(Response response, Request request, UserAgent.Delivery delivery) {
        switch (signalling.digest().answer(response, request)) {
            case DigestAuthenticator.Outcome.Retry(Request retry) -> {
                signalling.stack().renewVia(retry);
                send(retry, delivery);
            }
            case DigestAuthenticator.Outcome.Refused(),
                    DigestAuthenticator.Outcome.NoPassword(),
                    DigestAuthenticator.Outcome.NoCommonAlgorithm() ->
                delivery.answered(response.getStatusCode(), response.getReasonPhrase());
        }
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        Optional.ofNullable(open.remove(transaction))
                .ifPresent(delivery -> delivery.answered(Response.REQUEST_TIMEOUT, ""));
    }

    @Override
    public void connectionLost() {
        var lost = Map.copyOf(open);
        open.clear();
        lost.values().forEach(delivery -> delivery.answered(CONNECTION_LOST, ""));
    }
}
