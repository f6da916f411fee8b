package app.trunkline.sip.wire;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;

/**
 * ACKs that are due to 2xx of ours. The library's dialog knows one INVITE of the far side alone: a newer one takes the place
 * of that whose ACK is on its way, and the ACK is lost. So the newer one waits here for the ACK, or for as long as it
 * takes the 2xx to be sent again; after that it stands for the ACK, for who asks on knows the answer (RFC 5407 section
 * 3.1.4). An INVITE without an offer has its answer in the ACK, and the newer one waits on. On the loop.
 */
final class AwaitedAcks {
    /** T1 (RFC 3261 section 17.1.1.1). */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** 64*T1: the call is ended then (RFC 3261 section 13.3.1.4). */
    private static final Duration LIFETIME = Duration.ofSeconds(32);

    /** Requests that wait for one ACK. */
    static final int MOST_HELD = 8;

    private record Key(String callId, String theirTag, String ourTag) {
        static Key of(SIPRequest request) {
            return new Key(Messages.callId(request), Messages.fromTag(request), Messages.toTag(request));
        }
    }

    private static final class Awaited {
        private final long cseq;
        private final boolean offered;
        private final Cancellable end;
        private final List<SIPRequest> held = new ArrayList<>();
        private Cancellable patience = Cancellable.NONE;

        Awaited(long cseq, boolean offered, Cancellable end) {
            this.cseq = cseq;
            this.offered = offered;
            this.end = end;
        }
    }

    private final EventLoop loop;
    private final Map<Key, Awaited> awaited = new HashMap<>();
    private Consumer<SIPRequest> deliver = request -> {};

    AwaitedAcks(EventLoop loop) {
        this.loop = loop;
    }

    void deliverTo(Consumer<SIPRequest> library) {
        deliver = library;
    }

    /** A 2xx of ours to an INVITE goes out. */
    void sent(SIPRequest invite, SIPResponse accepted) {
        var key = new Key(Messages.callId(invite), Messages.fromTag(invite), Messages.toTag(accepted));
        var end = loop.schedule(LIFETIME, () -> release(key));
        Optional.ofNullable(awaited.put(key, new Awaited(Messages.cseq(invite), Messages.hasBody(invite), end)))
                .ifPresent(older -> older.end.cancel());
    }

    /** Nothing more can wait for that ACK. */
    boolean isFull(SIPRequest request) {
        var open = awaited.get(Key.of(request));
        return open != null
                && open.held.size() >= MOST_HELD
                && concerns(open, request)
                && open.held.stream().noneMatch(each -> isSame(each, request));
    }

    /** True where it waits; it is delivered later then. */
    boolean holds(SIPRequest request) {
        var key = Key.of(request);
        var open = awaited.get(key);
        if (open == null || !concerns(open, request)) {
            return false;
        }
        if (open.held.stream().noneMatch(each -> isSame(each, request))) {
            open.held.add(request);
        }
        if (open.offered && open.held.size() == 1) {
            open.patience.cancel();
            open.patience = loop.schedule(PATIENCE, () -> impatient(key, open));
        }
        return true;
    }

    private static boolean concerns(Awaited open, SIPRequest request) {
        return switch (request.getMethod()) {
            case Request.INVITE -> Messages.cseq(request) > open.cseq;
            case Request.CANCEL ->
                open.held.stream().anyMatch(invite -> Messages.cseq(invite) == Messages.cseq(request));
            default -> false;
        };
    }

    private static boolean isSame(SIPRequest one, SIPRequest other) {
        return Messages.cseq(one) == Messages.cseq(other) && one.getMethod().equals(other.getMethod());
    }

    /** What was delivered may be what others wait for. */
    void delivered(SIPRequest request) {
        var key = Key.of(request);
        var open = awaited.get(key);
        if (open != null
                && (request.getMethod().equals(Request.BYE)
                        || (request.getMethod().equals(Request.ACK) && Messages.cseq(request) == open.cseq))) {
            release(key);
        }
    }

    private void impatient(Key key, Awaited open) {
        if (awaited.get(key) == open && !open.held.isEmpty()) {
            deliver.accept(ack(open.held.getFirst(), open.cseq));
            release(key);
        }
    }

    private void release(Key key) {
        var open = awaited.remove(key);
        if (open != null) {
            open.end.cancel();
            open.patience.cancel();
            open.held.forEach(deliver);
        }
    }

    /** The ACK of the 2xx to that INVITE is lost, and the far side is known to have the 2xx. */
    void take(SIPRequest invite, String ourTag) throws WireException {
        var ack = ack(invite, Messages.cseq(invite));
        WireException.run(() -> ack.setToTag(ourTag));
        deliver.accept(ack);
        delivered(ack);
    }

    /** The ACK that a newer INVITE stands for. */
    private SIPRequest ack(SIPRequest invite, long cseq) {
        try {
            var ack = (SIPRequest) invite.clone();
            ack.removeContent();
            ack.removeHeader(ContentTypeHeader.NAME);
            ack.setMethod(Request.ACK);
            ack.getCSeq().setMethod(Request.ACK);
            ack.getCSeq().setSeqNumber(cseq);
            ack.getTopmostVia().setBranch("z9hG4bK" + SipStack.random(loop));
            return ack;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("an ACK could not be written", e);
        }
    }
}
