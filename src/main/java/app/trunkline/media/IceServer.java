package app.trunkline.media;

import java.util.Optional;

/**
 * A STUN or TURN server (RFC 8489, RFC 8656).
 *
 * @param url {@code stun:host:port}, {@code turn:host:port?transport=udp|tcp} or {@code turns:host:port}
 */
public record IceServer(String url, Optional<String> user, Optional<String> password) {
    public static IceServer stun(String url) {
        return new IceServer(url, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "IceServer[" + url + "]";
    }
}
