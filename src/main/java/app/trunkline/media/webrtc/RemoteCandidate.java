package app.trunkline.media.webrtc;

import app.trunkline.media.Reach;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An ICE candidate of the far side (RFC 8839 section 5.1), as far as native code has a use for it: RTP over UDP or TCP, with
 * RTCP on the same port. Immutable and pure.
 */
record RemoteCandidate(
        String foundation,
        String transport,
        String priority,
        String address,
        String port,
        String type,
        Optional<String> tcpType) {
    private static final Pattern LINE = Pattern.compile(
            "a=candidate:([\\w+/]{1,32}) 1 (udp|tcp) (\\d{1,10}) ([0-9A-Fa-f.:]+|[\\w.-]+) (\\d{1,5}) "
                    + "typ (host|srflx|prflx|relay)( .*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TCP_TYPE = Pattern.compile(".* tcptype (active|passive|so)( .*)?");

    /** Empty for a line that is none, and for one that cannot be used. */
    static Optional<RemoteCandidate> of(String line) {
        var match = LINE.matcher(line);
        if (!match.matches()
                || Long.parseLong(match.group(3)) > 0xFFFF_FFFFL
                || Integer.parseInt(match.group(5)) > 0xFFFF) {
            return Optional.empty();
        }
        var transport = match.group(2).toLowerCase(Locale.ROOT);
        var rest = TCP_TYPE.matcher(match.group(7) == null ? "" : match.group(7));
        Optional<String> tcpType = rest.matches() ? Optional.of(rest.group(1)) : Optional.empty();
        if (transport.equals("tcp") == tcpType.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RemoteCandidate(
                match.group(1),
                transport,
                match.group(3),
                match.group(4),
                match.group(5),
                match.group(6).toLowerCase(Locale.ROOT),
                tcpType));
    }

    /** Whether it is to be tried. One that waits for a TCP connection would have us open it. */
    boolean within(Reach reach) {
        return reach.allows(
                address,
                tcpType.filter(kind -> !kind.equalsIgnoreCase("active")).isPresent());
    }

    /** As native code is given it. Where it was found out (raddr) is of no use to us. */
    String line() {
        return "a=candidate:" + foundation + " 1 " + transport + " " + priority + " " + address + " " + port + " typ "
                + type
                + (type.equals("host") ? "" : " raddr 0.0.0.0 rport 0")
                + tcpType.map(kind -> " tcptype " + kind).orElse("")
                + " generation 0";
    }
}
