package app.trunkline.sip;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
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
    private final Subscriptions subscriptions;
    private final PagerMessages messages;
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
        var signalling = new Signalling(account, stack, requests, digest, loop);
        subscriptions = new Subscriptions(signalling, account.messageWaiting(), this::changed);
        messages = new PagerMessages(signalling);
        snapshot = new Observable<>(
                new UaSnapshot(account.id(), connection, registration.state(), List.of(), Optional.empty(), List.of()));
    }

    /** Set on the loop; an ended call is in exactly one snapshot. */
    public Observable<UaSnapshot> snapshot() {
        return snapshot;
    }

    /** The numbers that a call can be placed as, the usual one first. Any thread. */
    public List<String> numbers() {
        return account.numbers();
    }

    /** The domain of the account's addresses. Any thread. */
    public String domain() {
        return account.domain();
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
        subscriptions.credentialsChanged();
        if (connection instanceof TransportState.Connected && !stopped) {
            registration.begin();
        }
    }

    /**
     * Begins a call.
     *
     * @param id new in this program
     * @param dialled what the user typed, for the log
     * @param presentation as whom
     */
    public void invite(CallId id, SipAddress target, String dialled, Presentation presentation) {
        loop.assertOnLoop();
        place(id, target, dialled, Origin.dialled(presentation));
    }

    private void place(CallId id, SipAddress target, String dialled, Origin origin) {
        calls.put(id, Call.outgoing(new Context(), id, target, dialled, origin));
        changed();
    }

    /**
     * Takes a call that rings at another telephone, or goes on there (RFC 3891).
     *
     * @param target the other telephone
     * @param theirs the call's dialog as the other telephone sees it
     */
    public void pickUp(CallId id, SipAddress target, DialogId theirs) {
        loop.assertOnLoop();
        place(
                id,
                target,
                "",
                new Origin(
                        Optional.of(new Replaces(theirs, false)),
                        Optional.empty(),
                        Presentation.USUAL,
                        Handover.NONE,
                        Origin.Progress.UNHEEDED));
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

    /** The media of a call, for those who join or record calls; empty once it is over. */
    public Optional<MediaSession> media(CallId id) {
        loop.assertOnLoop();
        return Optional.ofNullable(calls.get(id)).flatMap(Call::media);
    }

    /** Digits {@code 0-9*#A-D}, {@code ,} for a pause. */
    public void sendDtmf(CallId id, String digits) {
        on(id, call -> call.sendDigits(digits));
    }

    /**
     * Asks the far side to call another (RFC 3515). How it goes is in {@link Handover#transfer}; once it is done the call is
     * hung up, and when it fails the call is as before.
     *
     * @param inPlaceOf the target's end of a dialog that the far side is to take over (RFC 3891): a transfer after asking
     */
    public void transfer(CallId id, SipAddress target, Optional<DialogId> inPlaceOf) {
        on(id, call -> call.transfer(target, inPlaceOf));
    }

    /** The user's word on a transfer that the far side asks for, see {@link Handover#asked}. */
    public void followTransfer(CallId id, boolean yes) {
        on(id, call -> call.followTransfer(yes));
    }

    /** The call's dialog as we see it; empty before there is one. */
    public Optional<DialogId> dialog(CallId id) {
        loop.assertOnLoop();
        return Optional.ofNullable(calls.get(id)).flatMap(Call::dialogId);
    }

    /** Is told what became of a text message, on the loop. */
    @FunctionalInterface
    public interface Delivery {
        /**
         * Told once.
         *
         * @param code SIP status: 2xx delivered or taken on, 408 no answer, 0 the connection was lost
         * @param phrase the server's own words
         */
        void answered(int code, String phrase);
    }

    /** Sends a text message (RFC 3428). */
    public void message(SipAddress target, String text, Delivery delivery) {
        loop.assertOnLoop();
        messages.send(target, text, delivery);
    }

    /** Whoever takes the messages that come in, on the loop. */
    public void takeMessages(Consumer<TextMessage> taker) {
        messages.deliverTo(taker);
    }

    /** Watches the calls and the presence of these from now on, and of nobody else; see {@link UaSnapshot#lamps}. */
    public void watch(List<SipAddress> targets) {
        loop.assertOnLoop();
        if (!stopped) {
            subscriptions.watch(targets, registered());
        }
    }

    private boolean registered() {
        return registration.state() instanceof RegistrationState.Registered
                || registration.state() instanceof RegistrationState.Refreshing;
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
                subscriptions.end();
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
        if (registered() && !stopped) {
            subscriptions.registered();
        }
        publish();
        goodbye.ifPresent(Goodbye::look);
    }

    private void publish() {
        List<CallSnapshot> all = new ArrayList<>(justEnded);
        justEnded = List.of();
        calls.values().forEach(call -> all.add(call.snapshot()));
        snapshot.set(new UaSnapshot(
                account.id(), connection, registration.state(), all, subscriptions.messages(), subscriptions.lamps()));
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
        public void follow(CallId from, ReferTo target, Origin.Progress progress) {
            place(
                    new CallId(JainStack.random()),
                    target.target(),
                    "",
                    new Origin(
                            target.replaces(),
                            target.referredBy(),
                            Presentation.USUAL,
                            Handover.of(target.referrer(), from),
                            progress));
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
            subscriptions.connectionLost();
            messages.connectionLost();
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
            if (request.getMethod().equals(Request.MESSAGE)) {
                // In a call as outside of one: it belongs to the conversation with that person.
                outsiders.answer(event, stopped ? 480 : messages.onMessage(request));
                return;
            }
            var call = call(request);
            if (call.isPresent()
                    && (event.getDialog() != null || request.getMethod().equals(Request.CANCEL))) {
                call.get().onRequest(event);
            } else if (request.getMethod().equals(Request.INVITE) && event.getDialog() == null) {
                invited(event, call.isPresent());
            } else if (request.getMethod().equals(Request.NOTIFY)) {
                outsiders.answer(event, subscriptions.onNotify(request));
            } else {
                outsiders.onRequest(event);
            }
        }

        private void invited(RequestEvent event, boolean merged) {
            var refusal = outsiders.refusal(event.getRequest(), merged);
            if (refusal.isEmpty() && !stopped && event.getRequest().getHeader("Replaces") != null) {
                takeOver(event);
                return;
            }
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
            take(transaction, Origin.SIMPLE).ifPresent(call -> {
                var invite = transaction.getRequest();
                var verdict = config.policy().decide(call.invitation(invite), running());
                calls.put(call.id(), call);
                call.welcome(invite, verdict);
                changed();
            });
        }

        private Optional<Call> take(ServerTransaction transaction, Origin origin) {
            var context = new Context();
            return CallOffer.refused(context, transaction)
                    ? Optional.empty()
                    : Optional.of(Call.incoming(context, new CallId(JainStack.random()), transaction, origin));
        }

        /** An INVITE that takes the place of a call of ours is answered at once (RFC 3891 section 3). */
        private void takeOver(RequestEvent event) {
            var replaces = Replaces.of(event.getRequest());
            var old = replaces.flatMap(wanted -> calls.values().stream()
                    .filter(call -> call.dialogId().equals(Optional.of(wanted.dialog())))
                    .findFirst());
            var refusal = Takeover.refusal(replaces, old.map(Call::snapshot));
            if (refusal.isPresent()) {
                outsiders.refuse(event, refusal.get());
                return;
            }
            outsiders
                    .transaction(event)
                    .ifPresent(transaction -> old.ifPresent(call -> {
                        var answered = new Origin.Progress() {
                            @Override
                            public void progressed(int code) {}

                            @Override
                            public void over(int code) {
                                if (code == 200) {
                                    call.replaced();
                                }
                            }
                        };
                        var origin = new Origin(
                                Optional.empty(),
                                Optional.empty(),
                                Presentation.USUAL,
                                Handover.of(Optional.empty(), call.id()),
                                answered);
                        take(transaction, origin).ifPresent(taken -> {
                            calls.put(taken.id(), taken);
                            taken.welcome(transaction.getRequest(), new Verdict.Ring());
                            taken.answer();
                            changed();
                        });
                    }));
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
            if (transaction != null && subscriptions.owns(transaction)) {
                subscriptions.onResponse(event.getResponse(), transaction);
                return;
            }
            if (transaction != null && messages.owns(transaction)) {
                messages.onResponse(event.getResponse(), transaction);
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
            } else if (transaction instanceof ClientTransaction client && subscriptions.owns(client)) {
                subscriptions.onTimeout(client);
            } else if (transaction instanceof ClientTransaction client && messages.owns(client)) {
                messages.onTimeout(client);
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
