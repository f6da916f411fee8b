package app.trunkline.media.webrtc;

import app.trunkline.media.CallQuality;
import app.trunkline.media.EModel;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The running totals of a call, taken from one statistics report (W3C webrtc-stats).
 *
 * @param roundTrip seconds, by RTCP or else by ICE; zero while unknown
 * @param jitter seconds
 * @param buffered seconds that all samples together waited in the jitter buffer
 * @param emitted samples that left the jitter buffer
 */
record RtpCounters(
        double roundTrip,
        double jitter,
        long received,
        long lost,
        long discarded,
        double buffered,
        double emitted,
        String codec,
        long bytesSent,
        long bytesReceived) {
    static final RtpCounters NONE = new RtpCounters(0, 0, 0, 0, 0, 0, 0, "", 0, 0);

    /** Sound waits for a packet's length before it can be sent. */
    private static final Duration PACKET = Duration.ofMillis(20);

    static RtpCounters of(RTCStatsReport report) {
        Map<String, RTCStats> all = report.getStats();
        var in = audio(all, RTCStatsType.INBOUND_RTP);
        var out = audio(all, RTCStatsType.OUTBOUND_RTP);
        double rtcp = number(audio(all, RTCStatsType.REMOTE_INBOUND_RTP), "roundTripTime");
        double ice = number(selectedPair(all), "currentRoundTripTime");
        return new RtpCounters(
                rtcp > 0 ? rtcp : ice,
                number(in, "jitter"),
                (long) number(in, "packetsReceived"),
                (long) number(in, "packetsLost"),
                (long) number(in, "packetsDiscarded"),
                number(in, "jitterBufferDelay"),
                number(in, "jitterBufferEmittedCount"),
                codec(all, in).or(() -> codec(all, out)).orElse(""),
                (long) number(out, "bytesSent"),
                (long) number(in, "bytesReceived"));
    }

    /** The quality since earlier totals of the same call. */
    CallQuality since(RtpCounters earlier) {
        long came = Math.max(0, received - earlier.received);
        // A late duplicate can make the total shrink (RFC 3550 appendix A.3).
        long missed = Math.max(0, lost - earlier.lost);
        long late = Math.clamp(discarded - earlier.discarded, 0, came);
        double expected = Math.max(1, came + missed);
        double samples = emitted - earlier.emitted;
        double waited = samples > 0 ? (buffered - earlier.buffered) / samples : 0;
        var oneWay = seconds(roundTrip / 2 + waited).plus(PACKET);
        double unheard = 100 * (missed + late) / expected;
        return new CallQuality(
                seconds(roundTrip),
                seconds(jitter),
                100 * missed / expected,
                EModel.mos(oneWay, unheard, codec),
                codec,
                bytesSent,
                bytesReceived);
    }

    /** Level of what is said, 0 to 1, from a report. */
    static double microphone(RTCStatsReport report) {
        return Math.clamp(number(first(report.getStats(), RTCStatsType.MEDIA_SOURCE), "audioLevel"), 0, 1);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static Optional<RTCStats> first(Map<String, RTCStats> all, RTCStatsType type) {
        return all.values().stream().filter(stats -> stats.getType() == type).findFirst();
    }

    private static Optional<RTCStats> audio(Map<String, RTCStats> all, RTCStatsType type) {
        return all.values().stream()
                .filter(stats -> stats.getType() == type
                        && "audio".equals(stats.getAttributes().get("kind")))
                .findFirst();
    }

    private static Optional<RTCStats> selectedPair(Map<String, RTCStats> all) {
        return first(all, RTCStatsType.TRANSPORT)
                .map(transport -> transport.getAttributes().get("selectedCandidatePairId"))
                .map(all::get);
    }

    /** {@code audio/opus} is {@code opus}. */
    private static Optional<String> codec(Map<String, RTCStats> all, Optional<RTCStats> stream) {
        return stream.map(stats -> stats.getAttributes().get("codecId"))
                .map(all::get)
                .map(codec -> codec.getAttributes().get("mimeType"))
                .map(mime -> mime.toString().replaceFirst("^(?i)audio/", ""))
                .filter(name -> !name.toLowerCase(Locale.ROOT).equals("telephone-event"));
    }

    /** Values come as Integer, Long, Double or BigInteger. */
    private static double number(Optional<RTCStats> stats, String attribute) {
        return stats.map(each -> each.getAttributes().get(attribute)).orElse(0) instanceof Number number
                ? number.doubleValue()
                : 0;
    }
}
