package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.transport.TransportFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP user agent for one account (RFC 3261): one connection, one registration, any number of calls. Commands and
 * snapshots are on the event loop. It never connects again by itself: {@link #connect} is for whoever has a policy.
 */
public final class UserAgent {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);
    /** How long goodbyes may take: BYE, then the un-REGISTER. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Account account;
    private final Transport transport;
    private final MediaEngine media;
    private final UserAgentConfig config;
    private final JainStack stack;
    private final Requests requests;
    private final DigestAuthenticator digest;
    private final Registration registration;
    private final Outsiders outsiders;
    private final Map<CallId, Call> calls = new LinkedHashMap<>();
    private final Observable<UaSnapshot> snapshot;
    private TransportState connection = new TransportState.Idle();
    private List<CallSnapshot> justEnded = List.of();
    private Optional<Goodbye> goodbye = Optional.empty();
    private boolean stopped;
    /** The connection was lost: calls are taken onto the new one once it is registered. */
    private boolean adrift;

    public UserAgent(
            EventLoop loop,
            Account account,
            Credentials credentials,
            Transport transport,
            MediaEngine media,
            UserAgentConfig config) {
        this.loop = loop;
        this.account = account;
        this.transport = transport;
        this.media = media;
        this.config = config;
        stack = new JainStack(loop, transport::send, new Router());
        requests = new Requests(stack, account, config.product());
        digest = new DigestAuthenticator(account.authUser(), credentials, stack.headers(), JainStack::random);
        registration = new Registration(account, stack, requests, digest, loop, this::changed);
        outsiders = new Outsiders(stack, requests);
        snapshot = new Observable<>(new UaSnapshot(account.id(), connection, registration.state(), List.of()));
    }

    /** Set on the loop; an ended call is in exactly one snapshot. */
    public Observable<UaSnapshot> snapshot() {
        return snapshot;
    }

    /** Connects, and registers once connected. Nothing while a connection is there or on its way. */
    public void connect() {
        loop.assertOnLoop();
        if (stopped
                || connection instanceof TransportState.Connecting
                || connection instanceof TransportState.Connected) {
            return;
        }
        connection = new TransportState.Connecting();
        changed();
        transport.connect(account.endpoint(), new Link());
    }

    /** The password is another one: registers with it. */
    public void credentialsChanged() {
        loop.assertOnLoop();
        digest.forget();
        if (connection instanceof TransportState.Connected && !stopped) {
            registration.begin();
        }
    }

    /**
     * Begins a call.
     *
     * @param id new in this program
     * @param dialled what the user typed, for the log
     */
    public void invite(CallId id, SipAddress target, String dialled) {
        loop.assertOnLoop();
        var call = Call.outgoing(new Context(), id, target, dialled);
        calls.put(id, call);
        changed();
    }

    public void answer(CallId id) {
        on(id, Call::answer);
    }

    /** Refuses an incoming call with that status. */
    public void reject(CallId id, int code) {
        on(id, call -> call.reject(code));
    }

    /** Sends the caller of a call that rings elsewhere (RFC 3261 section 21.3.3). */
    public void redirect(CallId id, SipAddress target) {
        on(id, call -> call.redirect(target));
    }

    public void hangup(CallId id) {
        on(id, Call::hangUp);
    }

    public void hold(CallId id) {
        on(id, call -> call.hold(true));
    }

    public void resume(CallId id) {
        on(id, call -> call.hold(false));
    }

    public void mute(CallId id, boolean muted) {
        on(id, call -> call.mute(muted));
    }

    /** Digits {@code 0-9*#A-D}, {@code ,} for a pause. */
    public void sendDtmf(CallId id, String digits) {
        on(id, call -> call.sendDigits(digits));
    }

    private void on(CallId id, Consumer<Call> command) {
        loop.assertOnLoop();
        Optional.ofNullable(calls.get(id)).ifPresentOrElse(command, () -> LOG.info("call {} has ended meanwhile", id));
    }

    /**
     * Hangs up, unregisters, closes; each with a deadline. Nothing can be begun after it.
     *
     * @param whenDone on the loop, after four seconds at the latest
     */
    public void stop(Runnable whenDone) {
        loop.assertOnLoop();
        if (stopped) {
            whenDone.run();
            return;
        }
        stopped = true;
        var leaving = new Goodbye(whenDone);
        goodbye = Optional.of(leaving);
        List.copyOf(calls.values()).forEach(Call::hangUp);
        leaving.deadline = loop.schedule(GOODBYE, leaving::unregister);
        leaving.look();
    }

    /** The order of leaving, each step when it is due. */
    private final class Goodbye {
        private final Runnable whenDone;
        private Cancellable deadline = Cancellable.NONE;
        private boolean unregistering;
        private boolean gone;

        Goodbye(Runnable whenDone) {
            this.whenDone = whenDone;
        }

        /** Something changed: perhaps the next step is due. */
        void look() {
            if (!unregistering
                    && calls.values().stream().allMatch(call -> call.snapshot().ended())) {
                unregister();
            } else if (unregistering && registration.state() instanceof RegistrationState.Unregistered) {
                close();
            }
        }

        void unregister() {
            if (unregistering) {
                return;
            }
            unregistering = true;
            deadline.cancel();
            if (connection instanceof TransportState.Connected) {
                deadline = loop.schedule(GOODBYE, this::close);
                registration.end();
            }
            if (!(connection instanceof TransportState.Connected)) {
                close();
            }
        }

        void close() {
            if (gone) {
                return;
            }
            gone = true;
            deadline.cancel();
            transport.close();
            stack.close();
            connection = new TransportState.Idle();
            publish();
            whenDone.run();
        }
    }

    private void changed() {
        if (adrift && registration.state() instanceof RegistrationState.Registered) {
            adrift = false;
            List.copyOf(calls.values()).forEach(Call::transportBack);
        }
        publish();
        goodbye.ifPresent(Goodbye::look);
    }

    private void publish() {
        List<CallSnapshot> all = new ArrayList<>(justEnded);
        justEnded = List.of();
        calls.values().forEach(call -> all.add(call.snapshot()));
        snapshot.set(new UaSnapshot(account.id(), connection, registration.state(), all));
    }

    private final class Context implements CallContext {
        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public JainStack stack() {
            return stack;
        }

        @Override
        public Requests requests() {
            return requests;
        }

        @Override
        public Account account() {
            return account;
        }

        @Override
        public DigestAuthenticator digest() {
            return digest;
        }

        @Override
        public MediaEngine media() {
            return media;
        }

        @Override
        public UserAgentConfig config() {
            return config;
        }

        @Override
        public void changed() {
            UserAgent.this.changed();
        }

        @Override
        public void over(CallId id) {
            Optional.ofNullable(calls.remove(id)).ifPresent(call -> {
                var ended = new ArrayList<>(justEnded);
                ended.add(call.snapshot());
                justEnded = List.copyOf(ended);
            });
            UserAgent.this.changed();
        }
    }

    /** The connection's news. */
    private final class Link implements Transport.Listener {
        @Override
        public void onOpen() {
            connection = new TransportState.Connected();
            changed();
            registration.begin();
        }

        @Override
        public void onText(String message) {
            stack.onText(message);
        }

        @Override
        public void onClosed(TransportFailure failure) {
            connection = new TransportState.Lost(failure);
            stack.connectionLost();
            registration.connectionLost();
            List.copyOf(calls.values()).forEach(Call::transportLost);
            adrift = true;
            changed();
        }
    }

    /** From the stack to whom it concerns. */
    private final class Router implements JainStack.Listener {
        private Optional<Call> call(Message message) {
            var id = ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
            return calls.values().stream().filter(c -> c.callId().equals(id)).findFirst();
        }

        @Override
        public void onRequest(RequestEvent event) {
            var request = event.getRequest();
            var call = call(request);
            if (call.isPresent()
                    && (event.getDialog() != null || request.getMethod().equals(Request.CANCEL))) {
                call.get().onRequest(event);
            } else if (request.getMethod().equals(Request.INVITE) && event.getDialog() == null) {
                invited(event, call.isPresent());
            } else {
                outsiders.onRequest(event);
            }
        }

        private void invited(RequestEvent event, boolean merged) {
            var refusal = outsiders.refusal(event.getRequest(), merged);
            if (stopped) {
                refusal = Optional.of(480);
            }
            if (refusal.isPresent()) {
                outsiders.refuse(event, refusal.get());
                return;
            }
            outsiders.transaction(event).ifPresent(this::ring);
        }

        private void ring(ServerTransaction transaction) {
            var id = new CallId(JainStack.random());
            var context = new Context();
            if (CallOffer.refused(context, transaction)) {
                return;
            }
            var call = Call.incoming(context, id, transaction);
            var verdict = config.policy().decide(call.invitation(transaction.getRequest()), running());
            calls.put(id, call);
            call.welcome(transaction.getRequest(), verdict);
            changed();
        }

        private List<CallSnapshot> running() {
            return calls.values().stream()
                    .map(Call::snapshot)
                    .filter(c -> !c.ended())
                    .toList();
        }

        @Override
        public void onResponse(ResponseEvent event) {
            var transaction = event.getClientTransaction();
            if (transaction != null && registration.owns(transaction)) {
                registration.onResponse(event.getResponse(), transaction.getRequest());
                return;
            }
            call(event.getResponse())
                    .ifPresentOrElse(
                            call -> call.onResponse(event),
                            () -> LOG.debug(
                                    "a response to nothing: {}",
                                    event.getResponse().getStatusCode()));
        }

        @Override
        public void onTimeout(Transaction transaction) {
            if (transaction instanceof ClientTransaction client && registration.owns(client)) {
                registration.onTimeout();
            } else {
                call(transaction.getRequest()).ifPresent(call -> call.onTimeout(transaction));
            }
        }

        /** Calls hear of it by {@link Call#transportLost}. */
        @Override
        public void onConnectionLost(ClientTransaction transaction) {
            LOG.debug(
                    "{} was on its way when the connection was lost",
                    transaction.getRequest().getMethod());
        }
    }
}
