package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.util.Map;
import java.util.Optional;

/**
 * What came by the candidate pair in use, taken from a statistics report (W3C webrtc-stats).
 *
 * @param pair which one it is; empty while there is none
 * @param arrived packets of sound, ICE checks and their answers, since the pair is there
 * @param relayed by our own TURN server
 * @param yields the far side has a relay as well and, controlling ICE (RFC 8445 section 6.1.1), is the one to begin
 */
record PathTraffic(String pair, long arrived, boolean relayed, boolean yields) {
    static final PathTraffic NONE = new PathTraffic("", 0, false, false);
    private static final String RELAY = "relay";

    static PathTraffic of(RTCStatsReport report) {
        Map<String, RTCStats> all = report.getStats();
        return all.values().stream()
                .filter(stats -> stats.getType() == RTCStatsType.TRANSPORT)
                .findFirst()
                .flatMap(transport -> named(all, transport, "selectedCandidatePairId")
                        .map(pair -> new PathTraffic(
                                pair.getId(),
                                number(pair, "packetsReceived")
                                        + number(pair, "requestsReceived")
                                        + number(pair, "responsesReceived"),
                                relay(all, pair, "localCandidateId"),
                                relay(all, pair, "remoteCandidateId")
                                        && "controlled"
                                                .equals(transport
                                                        .getAttributes()
                                                        .get("iceRole")))))
                .orElse(NONE);
    }

    /** Whether anything came since then. */
    boolean since(PathTraffic earlier) {
        return !pair.isEmpty() && (arrived > earlier.arrived || !pair.equals(earlier.pair) && arrived > 0);
    }

    private static boolean relay(Map<String, RTCStats> all, RTCStats pair, String candidate) {
        return named(all, pair, candidate)
                .filter(found -> RELAY.equals(found.getAttributes().get("candidateType")))
                .isPresent();
    }

    private static Optional<RTCStats> named(Map<String, RTCStats> all, RTCStats stats, String reference) {
        return Optional.ofNullable(stats.getAttributes().get(reference)).map(all::get);
    }

    /** Values come as Integer, Long, Double or BigInteger. */
    private static long number(RTCStats stats, String attribute) {
        return stats.getAttributes().get(attribute) instanceof Number number ? number.longValue() : 0;
    }
}
