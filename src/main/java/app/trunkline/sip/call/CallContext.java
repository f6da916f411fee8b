package app.trunkline.sip.call;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Reach;
import app.trunkline.sip.Account;
import app.trunkline.sip.CallId;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.wire.DigestAuthenticator;
import app.trunkline.sip.wire.Requests;
import app.trunkline.sip.wire.SipStack;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a call needs of its user agent; the boundary between the two. On the loop.
 *
 * <p>The user agent routes by the Call-ID header: requests inside the dialog (and CANCEL), responses and time-outs of
 * transactions with that Call-ID go to the call as they come from {@link SipStack.Listener}.
 */
public record CallContext(
        EventLoop loop,
        SipStack stack,
        Requests requests,
        Supplier<Account> current,
        DigestAuthenticator digest,
        LostForks lostForks,
        MediaEngine media,
        Supplier<Optional<InetAddress>> server,
        UserAgentConfig config,
        Agent agent) {
    /** The user agent, as its calls see it. */
    public interface Agent {
        /** Places a call that the far side of {@code from} asked for. */
        void follow(CallId from, ReferTo target, InviteOptions.Progress progress);

        /** A snapshot is another. */
        void changed();

        /** The call is over and its last transaction answered: it needs no more events. */
        void over(CallId call);
    }

    /** The account as it is now; the user may have edited it since the call began. */
    Account account() {
        return current.get();
    }

    /** What is asked of a call's media, now. */
    MediaOptions mediaOptions() {
        return account().media().within(Reach.of(server.get()));
    }

    void follow(CallId from, ReferTo target, InviteOptions.Progress progress) {
        agent.follow(from, target, progress);
    }

    void changed() {
        agent.changed();
    }

    void over(CallId call) {
        agent.over(call);
    }
}
