package app.trunkline.sip;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.call.Call;
import app.trunkline.sip.call.CallContext;
import app.trunkline.sip.call.Calls;
import app.trunkline.sip.call.IncomingInvites;
import app.trunkline.sip.call.Origin;
import app.trunkline.sip.call.ReferTo;
import app.trunkline.sip.call.Replaces;
import app.trunkline.sip.event.EventPackage;
import app.trunkline.sip.event.Publication;
import app.trunkline.sip.event.Subscriptions;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.Flow;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.JainStack;
import app.trunkline.sip.wire.Outsiders;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.TransactionUser;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP user agent for one account (RFC 3261): one connection, one registration, any number of calls. Commands and
 * snapshots are on the event loop. It never connects again by itself: {@link #connect} is for whoever has a policy.
 */
public final class UserAgent {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final EventLoop loop;
    private final Account account;
    private final Flow flow;
    private final JainStack stack;
    private final Requests requests;
    private final DigestAuthenticator digest;
    private final Registration registration;
    private final Outsiders outsiders;
    private final Subscriptions subscriptions;
    private final PagerMessages messages;
    private final Optional<Publication> presence;
    private final List<TransactionUser> users;
    private final CallContext context;
    private final Calls calls = new Calls();
    private final IncomingInvites invites;
    private final Observable<UaSnapshot> snapshot;
    private Optional<Goodbye> goodbye = Optional.empty();
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
        flow = new Flow(transport, account.endpoint(), new Link());
        stack = new JainStack(loop, transport::send, new Router());
        requests = new Requests(stack, account, config.product());
        digest = new DigestAuthenticator(account.authUser(), credentials, JainStack::random);
        outsiders = new Outsiders(requests, EventPackage.names());
        var signalling = new Signalling(account, stack, requests, digest, loop);
        registration = new Registration(signalling, this::changed, transport::pingWithin);
        subscriptions = new Subscriptions(signalling, account.messageWaiting(), this::changed);
        messages = new PagerMessages(signalling);
        presence = account.publishPresence()
                ? Optional.of(new Publication(signalling, () -> goodbye.ifPresent(Goodbye::look)))
                : Optional.empty();
        users = Stream.concat(Stream.of(registration, subscriptions, messages), presence.stream())
                .toList();
        context = new CallContext(loop, stack, requests, account, digest, media, config, new Callers());
        invites = new IncomingInvites(context, calls, outsiders);
        snapshot = new Observable<>(new UaSnapshot(
                account.id(), flow.state(), registration.state(), List.of(), Optional.empty(), List.of()));
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
        if (!leaving()) {
            flow.connect();
        }
    }

    /** The password is another one: registers with it. */
    public void credentialsChanged() {
        loop.assertOnLoop();
        digest.forget();
        subscriptions.credentialsChanged();
        presence.ifPresent(Publication::credentialsChanged);
        if (flow.connected() && !leaving()) {
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
        calls.add(Call.outgoing(context, id, target, dialled, origin));
        changed();
    }

    /**
     * Takes a call that rings at another telephone (RFC 3891, early-only: one that was answered meanwhile is left alone).
     *
     * @param telephone where it rings
     */
    public void pickUp(CallId id, SipAddress telephone, PickUp ringing) {
        loop.assertOnLoop();
        place(
                id,
                ringing.target(),
                "",
                new Origin(
                        Optional.of(new Replaces(ringing.dialog(), true)),
                        Optional.empty(),
                        Presentation.USUAL,
                        Handover.pickUp(telephone),
                        Origin.Progress.UNHEEDED,
                        Optional.empty()));
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
        return calls.get(id).flatMap(Call::media);
    }

    /** Digits {@code 0-9*#A-D}, {@code ,} for a pause. */
    public void sendDtmf(CallId id, String digits) {
        on(id, call -> call.sendDigits(digits));
    }

    /**
     * Asks the far side to call another (RFC 3515). How it goes is in {@link Handover#transfer}; once it is done the call is
     * hung up, and when it fails the call is as before.
     *
     * @param inPlaceOf the target's end of a call that the far side is to take over (RFC 3891): a transfer after asking
     */
    public void transfer(CallId id, SipAddress target, Optional<Counterpart> inPlaceOf) {
        on(id, call -> call.transfer(target, inPlaceOf));
    }

    /** The user's word on a transfer that the far side asks for, see {@link Handover#asked}. */
    public void followTransfer(CallId id, boolean yes) {
        on(id, call -> call.followTransfer(yes));
    }

    /** The far side's end of a call; empty before there is one. */
    public Optional<Counterpart> counterpart(CallId id) {
        loop.assertOnLoop();
        return calls.get(id).flatMap(Call::counterpart);
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
        if (!leaving()) {
            subscriptions.watch(targets, registered());
        }
    }

    /** Tells those who watch us, where the account wants it. */
    public void tell(Availability availability) {
        loop.assertOnLoop();
        presence.ifPresent(publication -> publication.tell(availability));
    }

    private boolean registered() {
        return registration.state() instanceof RegistrationState.Registered
                || registration.state() instanceof RegistrationState.Refreshing;
    }

    private void on(CallId id, Consumer<Call> command) {
        loop.assertOnLoop();
        calls.get(id).ifPresentOrElse(command, () -> LOG.info("call {} has ended meanwhile", id));
    }

    /**
     * Hangs up, unregisters, closes; each with a deadline. Nothing can be begun after it.
     *
     * @param whenDone on the loop, after four seconds at the latest
     */
    public void stop(Runnable whenDone) {
        loop.assertOnLoop();
        if (leaving()) {
            whenDone.run();
            return;
        }
        var begun = new Goodbye(loop, calls, new Leaver(whenDone));
        goodbye = Optional.of(begun);
        begun.begin();
    }

    private boolean leaving() {
        return goodbye.isPresent();
    }

    /** What is closed when, see {@link Goodbye}. */
    private final class Leaver implements Goodbye.Leaver {
        private final Runnable whenDone;

        Leaver(Runnable whenDone) {
            this.whenDone = whenDone;
        }

        @Override
        public boolean connected() {
            return flow.connected();
        }

        @Override
        public boolean known() {
            return !(registration.state() instanceof RegistrationState.Unregistered)
                    || !presence.stream().allMatch(Publication::gone);
        }

        @Override
        public void unregister() {
            subscriptions.end();
            presence.ifPresent(Publication::end);
            registration.end();
        }

        @Override
        public void close() {
            flow.close();
            stack.close();
            publish();
            whenDone.run();
        }
    }

    private void changed() {
        if (registration.state().anotherMayServe() && !leaving() && flow.passOver()) {
            LOG.info("line {}: the server does not serve, and another one is tried", account.id());
        }
        if (adrift && registration.state() instanceof RegistrationState.Registered) {
            adrift = false;
            calls.all().forEach(Call::transportBack);
        }
        if (registered() && !leaving()) {
            subscriptions.registered();
            presence.ifPresent(Publication::begin);
        }
        publish();
        goodbye.ifPresent(Goodbye::look);
    }

    private void publish() {
        snapshot.set(new UaSnapshot(
                account.id(),
                flow.state(),
                registration.state(),
                calls.takeSnapshots(),
                subscriptions.messages(),
                subscriptions.lamps()));
    }

    /** What calls tell. */
    private final class Callers implements CallContext.Agent {
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
                            progress,
                            target.gruu()));
        }

        @Override
        public void changed() {
            UserAgent.this.changed();
        }

        @Override
        public void over(CallId id) {
            calls.over(id);
            UserAgent.this.changed();
        }
    }

    /** The connection's news. */
    private final class Link implements Flow.Owner {
        @Override
        public void opened() {
            changed();
            registration.begin();
        }

        @Override
        public void received(String message) {
            stack.onText(message);
        }

        @Override
        public void dropped() {
            stack.connectionLost();
            users.forEach(TransactionUser::connectionLost);
            calls.all().forEach(Call::transportLost);
            adrift = true;
        }

        @Override
        public void changed() {
            UserAgent.this.changed();
        }
    }

    /** From the stack to whom it concerns. */
    private final class Router implements JainStack.Listener {
        @Override
        public void onRequest(IncomingRequest incoming) {
            var method = incoming.method();
            if (method.equals(SipMethod.MESSAGE)) {
                // In a call as outside of one: it belongs to the conversation with that person.
                outsiders.answer(
                        incoming,
                        leaving() ? SipStatus.TEMPORARILY_UNAVAILABLE : messages.onMessage(incoming.request()));
                return;
            }
            var call = calls.of(incoming.request());
            if (call.isPresent() && (incoming.inDialog() || method.equals(SipMethod.CANCEL))) {
                call.get().onRequest(incoming);
            } else if (method.equals(SipMethod.INVITE) && !incoming.inDialog()) {
                invites.onInvite(incoming, call.isPresent(), leaving());
            } else if (method.equals(SipMethod.NOTIFY)) {
                outsiders.answer(incoming, subscriptions.onNotify(incoming.request()));
            } else {
                outsiders.onRequest(incoming);
            }
        }

        @Override
        public void onResponse(IncomingResponse incoming) {
            var response = incoming.response();
            var transaction = incoming.transaction();
            var user = transaction.flatMap(this::user);
            if (user.isPresent() && transaction.isPresent()) {
                user.get().onResponse(response, transaction.get());
                return;
            }
            calls.of(response)
                    .ifPresentOrElse(
                            call -> call.onResponse(incoming), () -> LOG.debug("a response to nothing: {}", response));
        }

        @Override
        public void onTimeout(ClientTransaction transaction) {
            user(transaction)
                    .ifPresentOrElse(
                            user -> user.onTimeout(transaction),
                            () -> calls.of(transaction.request()).ifPresent(call -> call.onTimeout(transaction)));
        }

        private Optional<TransactionUser> user(ClientTransaction transaction) {
            return users.stream().filter(user -> user.owns(transaction)).findFirst();
        }

        /** Calls hear of it by {@link Call#transportLost}. */
        @Override
        public void onConnectionLost(ClientTransaction transaction) {
            LOG.debug("{} was on its way when the connection was lost", transaction.request());
        }
    }
}
