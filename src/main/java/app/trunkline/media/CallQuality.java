package app.trunkline.media;

import java.time.Duration;

/**
 * A call's quality, from RTCP (RFC 3550) and ITU-T G.107.
 *
 * @param roundTrip zero while unknown
 * @param jitter of what is received
 * @param lossPercent of what should have been received, 0 to 100
 * @param mos mean opinion score by the E-model, 1.0 to 4.5
 * @param codec encoding name in use, empty while unknown
 * @param bytesSent RTP payload octets sent
 * @param bytesReceived RTP payload octets received
 */
public record CallQuality(
        Duration roundTrip,
        Duration jitter,
        double lossPercent,
        double mos,
        String codec,
        long bytesSent,
        long bytesReceived) {}
