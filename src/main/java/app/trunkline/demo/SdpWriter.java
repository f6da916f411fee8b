package app.trunkline.demo;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * Writes our descriptions: an ICE-lite agent (RFC 8839) that waits for the DTLS handshake (RFC 8842).
 *
 * @param id of the session, for the {@code o=} line
 * @param user our ICE user fragment
 * @param password our ICE password; like every key in SDP, never logged
 * @param fingerprint SHA-256 of our certificate
 * @param candidates where we listen; the first is the default
 */
record SdpWriter(
        long id,
        String user,
        String password,
        String fingerprint,
        int ssrc,
        String cname,
        List<InetSocketAddress> candidates) {
    private static final int HOST_PREFERENCE = 126;

    /** An offer of everything the echo can carry. */
    String offer(int version) {
        var text = new StringBuilder();
        session(text, version);
        text.append("a=group:BUNDLE 0\r\n");
        text.append("m=audio ").append(candidates.getFirst().getPort()).append(" UDP/TLS/RTP/SAVPF 111 9 0 8 110\r\n");
        transport(text, "actpass");
        text.append("a=mid:0\r\na=sendrecv\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n");
        text.append("a=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n");
        text.append("a=rtpmap:110 telephone-event/48000\r\na=fmtp:110 0-15\r\n");
        stream(text);
        return text.toString();
    }

    /** The answer to an offer, with one codec; sections that are not the call's audio are refused. */
    String answer(Sdp offer, Agreement agreed, int version) throws UnacceptableSdpException {
        int audio = offer.audio();
        var mid = offer.attribute(audio, "mid").orElse("");
        var text = new StringBuilder();
        session(text, version);
        if (offer.bundles(mid)) {
            text.append("a=group:BUNDLE ").append(mid).append("\r\n");
        }
        for (int i = 0; i < offer.sections().size(); i++) {
            var m = offer.mediaLine(i);
            if (i == audio) {
                audio(text, m[2], mid, agreed);
            } else if (m.length > 3) {
                text.append(m[0])
                        .append(" 0 ")
                        .append(m[2])
                        .append(' ')
                        .append(m[3])
                        .append("\r\n");
                offer.attribute(i, "mid")
                        .ifPresent(other -> text.append("a=mid:").append(other).append("\r\n"));
            }
        }
        return text.toString();
    }

    private void audio(StringBuilder text, String profile, String mid, Agreement agreed) {
        int type = agreed.audioType();
        int event = agreed.eventType();
        text.append("m=audio ")
                .append(candidates.getFirst().getPort())
                .append(' ')
                .append(profile);
        text.append(' ').append(type).append(event < 0 ? "" : " " + event).append("\r\n");
        transport(text, "passive");
        if (!mid.isEmpty()) {
            text.append("a=mid:").append(mid).append("\r\n");
        }
        text.append("a=").append(agreed.direction()).append("\r\n");
        text.append("a=rtpmap:").append(type).append(' ').append(agreed.codec()).append("\r\n");
        if (agreed.codec().toLowerCase(Locale.ROOT).startsWith("opus")) {
            text.append("a=fmtp:").append(type).append(" minptime=10;useinbandfec=1\r\n");
        }
        if (event >= 0) {
            text.append("a=rtpmap:").append(event).append(" telephone-event/");
            text.append(agreed.clockRate()).append("\r\na=fmtp:").append(event).append(" 0-15\r\n");
        }
        stream(text);
    }

    private void session(StringBuilder text, int version) {
        text.append("v=0\r\no=- ").append(id).append(' ').append(version).append(" IN IP4 127.0.0.1\r\n");
        text.append("s=-\r\nt=0 0\r\na=ice-lite\r\na=msid-semantic: WMS echo\r\n");
    }

    private void transport(StringBuilder text, String setup) {
        var first = candidates.getFirst().getAddress();
        text.append(first instanceof Inet6Address ? "c=IN IP6 " : "c=IN IP4 ");
        text.append(first.getHostAddress())
                .append("\r\na=rtcp-mux\r\na=ice-ufrag:")
                .append(user);
        text.append("\r\na=ice-pwd:")
                .append(password)
                .append("\r\na=fingerprint:sha-256 ")
                .append(fingerprint);
        text.append("\r\na=setup:").append(setup).append("\r\n");
        for (int i = 0; i < candidates.size(); i++) {
            long priority = ((long) HOST_PREFERENCE << 24) + ((65_535L - i) << 8) + 255;
            text.append("a=candidate:")
                    .append(i + 1)
                    .append(" 1 udp ")
                    .append(priority)
                    .append(' ');
            text.append(host(candidates.get(i)))
                    .append(' ')
                    .append(candidates.get(i).getPort())
                    .append(" typ host\r\n");
        }
        text.append("a=end-of-candidates\r\n");
    }

    private static String host(InetSocketAddress address) {
        var text = address.getAddress().getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private void stream(StringBuilder text) {
        var number = Integer.toUnsignedString(ssrc);
        text.append("a=msid:echo echo\r\na=ssrc:")
                .append(number)
                .append(" cname:")
                .append(cname)
                .append("\r\n");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "SdpWriter[" + id + "]";
    }
}
