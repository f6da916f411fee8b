package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Our final responses of the last 32 s. The library forgets them at once on a reliable connection; a request that was sent
 * again somewhere on its way is answered by the same once more (RFC 3261 section 17.2.2). On the loop.
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
    }

    private record Sent(Instant at, String text) {}

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
            sent.put(Key.of(response), new Sent(loop.now(), text));
        }
    }

    /** What was answered to the same request before. */
    Optional<String> to(SIPRequest again) {
        return Optional.ofNullable(sent.get(Key.of(again)))
                .filter(before -> Duration.between(before.at(), loop.now()).compareTo(KEPT) <= 0)
                .map(Sent::text);
    }
}
