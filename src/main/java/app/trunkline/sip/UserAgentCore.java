package app.trunkline.sip;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.sip.call.Call;
import app.trunkline.sip.call.CallContext;
import app.trunkline.sip.call.Calls;
import app.trunkline.sip.call.IncomingInvites;
import app.trunkline.sip.call.InviteOptions;
import app.trunkline.sip.call.LostForks;
import app.trunkline.sip.call.ReferTo;
import app.trunkline.sip.event.EventPackage;
import app.trunkline.sip.event.Publication;
import app.trunkline.sip.event.Subscriptions;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.Flow;
import app.trunkline.sip.wire.IncomingRequest;
import app.trunkline.sip.wire.IncomingResponse;
import app.trunkline.sip.wire.OutOfDialogRequests;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipMethod;
import app.trunkline.sip.wire.SipStack;
import app.trunkline.sip.wire.TransactionUser;
import app.trunkline.sip.wire.WireException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind the door of a {@link UserAgent}: it makes the parts, hands each request and response to the part that
 * it concerns, and tells how they all stand. On the loop.
 */
final class UserAgentCore {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgentCore.class);
    private final EventLoop loop;
    private final Flow flow;
    private final SipStack stack;
    private final DigestAuthenticator digest;
    private final Registration registration;
    private final OutOfDialogRequests outOfDialog;
    private final Subscriptions subscriptions;
    private final PagerMessages messages;
    private final LostForks lostForks;
    private final Publication presence;
    private final List<TransactionUser> users;
    private final CallContext context;
    private final Calls calls = new Calls();
    private final IncomingInvites invites;
    private final Observable<UaSnapshot> snapshot;
    private Optional<Shutdown> shutdown = Optional.empty();
    private Account account;
    /** The connection was lost: calls are taken onto the new one once it is registered. */
    private boolean reconnecting;

    UserAgentCore(
            EventLoop loop,
            Account account,
            Credentials credentials,
            Transport transport,
            MediaEngine media,
            UserAgentConfig config) {
        this.loop = loop;
        this.account = account;
        flow = new Flow(transport, account.endpoint(), new Link());
        stack = new SipStack(loop, transport::send, new Router());
        var requests = new Requests(stack, () -> this.account, config.product());
        digest = new DigestAuthenticator(account.authUser(), credentials, stack::random);
        outOfDialog = new OutOfDialogRequests(requests, EventPackage.names());
        var signalling = new Signalling(() -> this.account, stack, requests, digest, loop);
        registration = new Registration(signalling, this::changed, transport::pingWithin);
        subscriptions = new Subscriptions(signalling, transport::server, this::changed);
        messages = new PagerMessages(signalling);
        lostForks = new LostForks(signalling);
        presence = new Publication(signalling, () -> shutdown.ifPresent(Shutdown::look));
        users = List.of(registration, subscriptions, messages, lostForks, presence);
        context = new CallContext(
                loop,
                stack,
                requests,
                () -> this.account,
                digest,
                lostForks,
                media,
                transport::server,
                config,
                new Callers());
        invites = new IncomingInvites(context, calls, outOfDialog);
        snapshot = new Observable<>(new UaSnapshot(
                account.id(), flow.state(), registration.state(), List.of(), Optional.empty(), List.of()));
    }

    Observable<UaSnapshot> snapshot() {
        return snapshot;
    }

    PagerMessages messages() {
        return messages;
    }

    Publication presence() {
        return presence;
    }

    int kept() {
        return stack.kept() + calls.all().size();
    }

    Account account() {
        return account;
    }

    boolean use(Account changed) {
        if (!account.sharesBinding(changed)) {
            return false;
        }
        var before = account;
        account = changed;
        if (!changed.expires().equals(before.expires())) {
            registration.expiresChanged();
        }
        subscriptions.voicemailChanged();
        if (!changed.publishPresence()) {
            presence.end();
        }
        changed();
        return true;
    }

    void connect() {
        if (!leaving()) {
            flow.connect();
        }
    }

    void networkChanged(Predicate<InetAddress> here, boolean lost) {
        if (leaving()) {
            return;
        }
        flow.networkChanged(here);
        if (lost && flow.connected() && !reconnecting) {
            calls.all().forEach(Call::transportBack);
        }
    }

    void credentialsChanged() {
        digest.forget();
        subscriptions.credentialsChanged();
        presence.credentialsChanged();
        if (flow.connected() && !leaving()) {
            registration.begin();
        }
    }

    void place(CallId id, SipAddress target, String dialled, InviteOptions options) {
        calls.add(Call.outgoing(context, id, target, dialled, options));
        changed();
    }

    Calls calls() {
        return calls;
    }

    /** It goes on once this line is registered, and answers the far side before. */
    void resume(KeptCall kept, Instant lost) throws WireException {
        calls.add(Call.resumed(context, kept, lost));
        reconnecting = true;
        changed();
    }

    void watch(List<SipAddress> targets) {
        if (!leaving()) {
            subscriptions.watch(targets, registered());
        }
    }

    private boolean registered() {
        return registration.state() instanceof RegistrationState.Registered
                || registration.state() instanceof RegistrationState.Refreshing;
    }

    void stop(Runnable whenDone) {
        if (leaving()) {
            whenDone.run();
            return;
        }
        var begun = new Shutdown(loop, calls, flow, registration, subscriptions, presence, () -> {
            stack.close();
            publish();
            whenDone.run();
        });
        shutdown = Optional.of(begun);
        begun.begin();
    }

    private boolean leaving() {
        return shutdown.isPresent();
    }

    private void changed() {
        if (registration.state().anotherMayServe() && !leaving() && flow.passOver()) {
            LOG.info("line {}: the server does not serve, and another one is tried", account.id());
        }
        if (reconnecting && registration.state() instanceof RegistrationState.Registered) {
            reconnecting = false;
            stack.connectionBack();
            calls.all().forEach(Call::transportBack);
        }
        if (registered() && !leaving()) {
            subscriptions.registered();
            if (account.publishPresence()) {
                presence.begin();
            }
        }
        publish();
        shutdown.ifPresent(Shutdown::look);
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
        public void follow(CallId from, ReferTo target, InviteOptions.Progress progress) {
            place(new CallId(stack.random()), target.target(), "", InviteOptions.following(from, target, progress));
        }

        @Override
        public void changed() {
            UserAgentCore.this.changed();
        }

        @Override
        public void over(CallId id) {
            calls.over(id);
            UserAgentCore.this.changed();
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
            reconnecting = true;
        }

        @Override
        public void changed() {
            UserAgentCore.this.changed();
        }
    }

    /** From the stack to whom it concerns. */
    private final class Router implements SipStack.Listener {
        @Override
        public void onRequest(IncomingRequest incoming) {
            var method = incoming.method();
            var call = calls.of(incoming.request()).filter(each -> each.takes(incoming));
            if (outOfDialog.refuses(incoming)) {
                LOG.debug("a {} was refused", method);
            } else if (method.equals(SipMethod.MESSAGE)) {
                // In a call as outside of one: it belongs to the conversation with that person.
                outOfDialog.answer(
                        incoming,
                        leaving() ? SipStatus.TEMPORARILY_UNAVAILABLE : messages.onMessage(incoming.request()));
            } else if (call.isPresent() && (incoming.inDialog() || method.equals(SipMethod.CANCEL))) {
                call.get().onRequest(incoming);
            } else if (method.equals(SipMethod.INVITE) && !incoming.inDialog()) {
                invites.onInvite(incoming, call.isPresent(), leaving());
            } else if (method.equals(SipMethod.NOTIFY)) {
                outOfDialog.answer(incoming, subscriptions.onNotify(incoming.request()));
            } else {
                outOfDialog.onRequest(incoming);
            }
        }

        @Override
        public void onResponse(IncomingResponse incoming) {
            var response = incoming.response();
            var transaction = incoming.transaction();
            transaction.ifPresent(ours -> digest.succeeded(response, ours.request()));
            var user = transaction.flatMap(this::user);
            if (user.isPresent() && transaction.isPresent()) {
                user.get().onResponse(response, transaction.get());
                return;
            }
            var call = calls.of(response);
            if (call.isPresent()) {
                call.get().onResponse(incoming);
            } else if (response.acceptsInvite()) {
                lostForks.accepted(response);
            } else {
                LOG.debug("a response to nothing: {}", response);
            }
        }

        @Override
        public boolean isOverrun(String callId) {
            return invites.isOverrun(callId);
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
