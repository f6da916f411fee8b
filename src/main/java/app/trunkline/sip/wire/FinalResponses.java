package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;

/**
 * Our final responses of the last 32 s. The library forgets them at once on a reliable connection; a request that was sent
 * again somewhere on its way is answered by the same once more (RFC 3261 section 17.2.2). One to an INVITE is owed until its
 * ACK comes, and so goes out again on a new connection: on the old one nothing was sent again (RFC 3261 section 17.2.1). On
 * the loop.
 */
final class FinalResponses {
    private static final Duration KEPT = Duration.ofSeconds(32);
    private static final int MOST = 256;

    private record Key(String branch, String method, String callId, long cseq) {
        static Key of(SIPMessage message) {
            return new Key(
                    String.valueOf(message.getTopmostVia().getBranch()),
                    Messages.method(message),
                    Messages.callId(message),
                    Messages.cseq(message));
        }

        boolean isInvite(SIPRequest ack) {
            return method.equals(Request.INVITE) && callId.equals(Messages.callId(ack)) && cseq == Messages.cseq(ack);
        }
    }

    /** @param owed the ACK of an INVITE has not come */
    private record Sent(Instant at, String text, boolean owed) {
        Sent settled() {
            return new Sent(at, text, false);
        }
    }

    private final EventLoop loop;
    private final Map<Key, Sent> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Sent> eldest) {
            return size() > MOST;
        }
    };

    FinalResponses(EventLoop loop) {
        this.loop = loop;
    }

    void sent(SIPResponse response, String text) {
        if (response.isFinalResponse() && response.getTopmostVia() != null) {
            var key = Key.of(response);
            sent.put(key, new Sent(loop.now(), text, key.method().equals(Request.INVITE)));
        }
    }

    /** What was answered to the same request before. */
    Optional<String> to(SIPRequest again) {
        return Optional.ofNullable(sent.get(Key.of(again)))
                .filter(this::isFresh)
                .map(Sent::text);
    }

    /** The ACK came: of a 2xx on a branch of its own, so that it is known by its call and number. */
    void acknowledged(SIPRequest ack) {
        sent.replaceAll((key, before) -> key.isInvite(ack) ? before.settled() : before);
    }

    /** Those to INVITEs that wait for their ACK, oldest first. */
    List<String> owed() {
        return sent.values().stream()
                .filter(before -> before.owed() && isFresh(before))
                .map(Sent::text)
                .toList();
    }

    private boolean isFresh(Sent before) {
        return Duration.between(before.at(), loop.now()).compareTo(KEPT) <= 0;
    }
}
