package app.trunkline.sip;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.call.Call;
import app.trunkline.sip.call.InviteOptions;
import app.trunkline.sip.call.Replaces;
import app.trunkline.sip.transport.Transport;
import app.trunkline.sip.wire.WireException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP user agent for one account (RFC 3261): one connection, one registration, any number of calls. Commands and
 * snapshots are on the event loop. It never connects again by itself: {@link #connect} is for whoever has a policy.
 */
public final class UserAgent {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final EventLoop loop;
    private final UserAgentCore core;

    public UserAgent(
            EventLoop loop,
            Account account,
            Credentials credentials,
            Transport transport,
            MediaEngine media,
            UserAgentConfig config) {
        this.loop = loop;
        this.core = new UserAgentCore(loop, account, credentials, transport, media, config);
    }

    /** Set on the loop; an ended call is in exactly one snapshot. */
    public Observable<UaSnapshot> snapshot() {
        return core.snapshot();
    }

    /**
     * Uses this account from now on: running calls go on as they are, and neither connection nor binding is given up.
     *
     * @return false, and nothing is changed, where it would take another connection or binding
     */
    public boolean use(Account changed) {
        loop.assertOnLoop();
        return core.use(changed);
    }

    /** The numbers that a call can be placed as, the usual one first. */
    public List<String> numbers() {
        return core.account().numbers();
    }

    /** The domain of the account's addresses. */
    public String domain() {
        return core.account().domain();
    }

    /** How many calls, transactions and dialogs are kept, those that are over too. */
    int kept() {
        return core.kept();
    }

    /** Connects, and registers once connected. Nothing while a connection is there or on its way. */
    public void connect() {
        loop.assertOnLoop();
        core.connect();
    }

    /**
     * This machine is connected otherwise. The connection is given up where its own address is gone, else it has to show that
     * it stands; calls are taken onto a new path with a new connection, and without one where a path may be lost.
     *
     * @param here whether this machine still has an address
     * @param lost whether it has lost one
     */
    public void networkChanged(Predicate<InetAddress> here, boolean lost) {
        loop.assertOnLoop();
        core.networkChanged(here, lost);
    }

    /** The password is another one: registers with it. */
    public void credentialsChanged() {
        loop.assertOnLoop();
        core.credentialsChanged();
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
        core.place(id, target, dialled, InviteOptions.dialled(presentation));
    }

    /**
     * Takes a call that rings at another telephone (RFC 3891, early-only: one that was answered meanwhile is left alone).
     *
     * @param telephone where it rings
     */
    public void pickUp(CallId id, SipAddress telephone, PickUp ringing) {
        loop.assertOnLoop();
        core.place(
                id,
                ringing.target(),
                "",
                new InviteOptions(
                        Optional.of(new Replaces(ringing.dialog(), true)),
                        Optional.empty(),
                        Presentation.USUAL,
                        CallRelations.pickUp(telephone),
                        InviteOptions.Progress.UNHEEDED,
                        Optional.empty()));
    }

    /** What another process needs to go on with the established calls, should this one be killed. */
    public List<KeptCall> keptCalls() {
        loop.assertOnLoop();
        return core.calls().kept();
    }

    /**
     * Goes on with a call that another process had: its dialog is there at once, for whatever the far side asks, and its sound
     * is agreed upon anew by a re-INVITE as soon as this line is registered.
     *
     * @param lost when it was last there
     * @return false where it cannot be understood
     */
    public boolean resume(KeptCall kept, Instant lost) {
        loop.assertOnLoop();
        try {
            core.resume(kept, lost);
            return true;
        } catch (WireException e) {
            LOG.warn("call {} cannot be resumed", kept.id(), e);
            return false;
        }
    }

    /** Hands a command to its call; that of a call which has ended meanwhile is logged. */
    public void tell(CallCommand command) {
        loop.assertOnLoop();
        var id = command.call();
        core.calls()
                .get(id)
                .ifPresentOrElse(call -> call.tell(command), () -> LOG.info("call {} has ended meanwhile", id));
    }

    /** The media of a call, for those who join or record calls; empty once it is over. */
    public Optional<MediaSession> media(CallId id) {
        loop.assertOnLoop();
        return core.calls().get(id).flatMap(Call::media);
    }

    /** The far side's end of a call; empty before there is one. */
    public Optional<RemoteDialog> remoteDialog(CallId id) {
        loop.assertOnLoop();
        return core.calls().get(id).flatMap(Call::remoteDialog);
    }

    /** Sends a text message (RFC 3428). */
    public void message(SipAddress target, String text, MessageDelivery delivery) {
        loop.assertOnLoop();
        core.messages().send(target, text, delivery);
    }

    /** Whoever takes the messages that come in, on the loop. */
    public void takeMessages(Consumer<TextMessage> taker) {
        core.messages().deliverTo(taker);
    }

    /** Watches the calls and the presence of these from now on, and of nobody else; see {@link UaSnapshot#lamps}. */
    public void watch(List<SipAddress> targets) {
        loop.assertOnLoop();
        core.watch(targets);
    }

    /** Tells those who watch us, as far as the account wants it. */
    public void tell(Availability availability) {
        loop.assertOnLoop();
        core.presence().tell(availability);
    }

    /**
     * Hangs up, unregisters, closes; each with a deadline. Nothing can be begun after it.
     *
     * @param whenDone on the loop, after four seconds at the latest
     */
    public void stop(Runnable whenDone) {
        loop.assertOnLoop();
        core.stop(whenDone);
    }
}
