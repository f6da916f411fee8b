package app.trunkline.demo;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/** {@code *46}: rings until the caller gives up (487), or says after three minutes that nobody is there (480). */
final class RingingLeg implements Leg {
    private static final Duration RING_FOR = Duration.ofMinutes(3);

    private final SipText.In invite;
    private final Flow flow;
    private final String tag = Tokens.token(10);
    private final Cancellable timeout;
    private final Consumer<Leg> onEnd;

    RingingLeg(EventLoop loop, SipText.In invite, String contact, Flow flow, Consumer<Leg> onEnd) {
        this.invite = invite;
        this.flow = flow;
        this.onEnd = onEnd;
        timeout = loop.schedule(RING_FOR, () -> refuse(480));
        flow.send(SipText.response(invite, 180, tag, contact));
    }

    @Override
    public DialogKey key() {
        return new DialogKey(invite.callId(), tag);
    }

    /** A request in an early dialog can only be a BYE in place of a CANCEL (RFC 3261 section 15.1.1). */
    @Override
    public void request(SipText.In request, Flow over) {
        switch (request.method()) {
            case "ACK" -> {}
            case "BYE" -> {
                over.send(SipText.response(request, 200, tag));
                refuse(487);
            }
            default -> over.send(SipText.response(request, 500, tag));
        }
    }

    @Override
    public void cancelled() {
        refuse(487);
    }

    @Override
    public void end() {
        refuse(480);
    }

    private void refuse(int code) {
        timeout.cancel();
        flow.send(SipText.response(invite, code, tag));
        onEnd.accept(this);
    }
}
