package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.DtmfMode;
import app.trunkline.sip.Milestone;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digits of one call on their way out: as telephone-events (RFC 4733) where the account wants them and the far side
 * takes them, else as INFO, which needs a dialog. Each that leaves is noted. On the loop.
 */
final class CallDigits {
    private static final Logger LOG = LoggerFactory.getLogger(CallDigits.class);

    private final CallContext context;
    private final CallId id;
    private final CallMedia media;
    private final CallLeg leg;
    private final CallDetails details;
    private final Supplier<CallPhase> phase;
    private final InfoDigits byInfo;

    CallDigits(
            CallContext context,
            CallId id,
            CallMedia media,
            CallLeg leg,
            CallDetails details,
            Supplier<CallPhase> phase) {
        this.context = context;
        this.id = id;
        this.media = media;
        this.leg = leg;
        this.details = details;
        this.phase = phase;
        this.byInfo = new InfoDigits(context.loop(), this::sendInfo);
        leg.requests().whenDigitAnswered(byInfo::answered);
    }

    /** @param digits {@code 0-9*#A-D}, {@code ,} for a pause */
    void send(String digits) {
        var spoken = context.account().dtmf() == DtmfMode.RFC4733 && media.sendDigits(digits);
        if (spoken) {
            digits.chars()
                    .filter(c -> c != ',')
                    .forEach(c -> details.note(Milestone.Kind.DTMF_SENT, Character.toString(c)));
        } else if (leg.confirmed()) {
            byInfo.add(digits);
        } else {
            LOG.info("call {}: digits have no way before the answer", id);
        }
    }

    private void sendInfo(char digit) {
        if (phase.get() instanceof CallPhase.Talking) {
            leg.info(digit);
            details.note(Milestone.Kind.DTMF_SENT, Character.toString(digit));
            context.changed();
        }
    }

    /** Those that wait are not sent any more. */
    void clear() {
        byInfo.clear();
    }
}
