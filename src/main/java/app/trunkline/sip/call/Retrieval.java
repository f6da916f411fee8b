package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call whose dialog leads to the far side no more, as after a restart of the server that forgot where its telephones are:
 * it is set up once more, by an INVITE that takes its place there (RFC 3891), to the far side's GRUU (RFC 5627) or its address
 * of record. Once; and only where the far side has said that it knows Replaces, for another would ring. On the loop.
 */
final class Retrieval implements InviteOptions.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);
    /** Who was called leaves the first try to the caller, as with glare (RFC 3261 section 14.1), who may come back later. */
    private static final Duration COURTESY = Duration.ofSeconds(8);

    private enum Stage {
        IDLE,
        CALLING,
        DONE
    }

    private final CallContext context;
    private final CallId id;
    private final CallLeg leg;
    private final CallDetails details;
    private final InviteOptions options;
    private final Supplier<CallPhase> phase;
    private final Consumer<CallEvent> tell;
    private Stage stage = Stage.IDLE;
    /** The worst of what the far side has said. */
    private int refusal;

    Retrieval(
            CallContext context,
            CallId id,
            CallLeg leg,
            CallDetails details,
            InviteOptions options,
            Supplier<CallPhase> phase,
            Consumer<CallEvent> tell) {
        this.context = context;
        this.id = id;
        this.leg = leg;
        this.details = details;
        this.options = options;
        this.phase = phase;
        this.tell = tell;
    }

    /** Sets it up anew, or tells that it cannot. */
    void begin(int code) {
        refusal = refusal == SipStatus.NO_SUCH_CALL ? refusal : code;
        switch (stage) {
            case IDLE -> {
                if (target().isEmpty()) {
                    failed();
                    return;
                }
                stage = Stage.CALLING;
                context.loop().schedule(leg.requests().incoming() ? COURTESY : Duration.ZERO, this::call);
            }
            case CALLING -> LOG.debug("call {}: is being set up anew", id);
            case DONE -> failed();
        }
    }

    /** Who hides the number from the far side would be named by another call. */
    private Optional<SipAddress> target() {
        return Optional.of(details.target())
                .filter(_ -> leg.takesReplaces() && !options.presentation().hidden())
                .filter(who -> !who.user().isEmpty() && !who.host().endsWith(".invalid"));
    }

    private void call() {
        var dialog = leg.dialogId();
        if (!(phase.get() instanceof CallPhase.Talking) || dialog.isEmpty()) {
            return;
        }
        LOG.info("call {}: its way is lost after a {}, and it is set up anew", id, refusal);
        target().ifPresent(who -> context.follow(
                id,
                new ReferTo(
                        who,
                        Optional.of(new Replaces(dialog.get().flipped(), false)),
                        Optional.empty(),
                        leg.remoteGruu()),
                this));
    }

    @Override
    public void progressed(int code) {}

    @Override
    public void over(int code) {
        if (stage != Stage.CALLING) {
            return;
        }
        if (code == SipStatus.OK) {
            stage = Stage.DONE;
            tell.accept(new CallEvent.HandedOver(EndReason.of(EndReason.Kind.REPLACED), false));
        } else {
            failed();
        }
    }

    private void failed() {
        stage = Stage.DONE;
        tell.accept(new CallEvent.NotSetUpAnew(refusal));
    }
}
