package app.trunkline.update;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Fetches a notice and its signature: a few kilobytes, no cookies, nothing said but the name and version of the program.
 * Blocks; never on the loop. Whoever interrupts a virtual thread in it closes the connection.
 *
 * @param userAgent what the server is told, such as {@code Trunkline/0.1.0}
 */
public record NoticeFetch(String userAgent) {
    private static final int MAX_BYTES = 65_536;
    private static final int MAX_REDIRECTS = 3;
    /** For each connect and read; {@link UpdateCheck} bounds the whole. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A notice as it came, and what stood in the file beside it. */
    record Fetched(byte[] notice, byte[] signature) {}

    Fetched fetch(URI address) throws IOException {
        return new Fetched(bytes(address), bytes(NoticeAddress.signature(address)));
    }

    private byte[] bytes(URI address) throws IOException {
        var at = address;
        for (var hop = 0; hop <= MAX_REDIRECTS; hop++) {
            var connection = (HttpURLConnection) at.toURL().openConnection();
            try {
                connection.setConnectTimeout((int) TIMEOUT.toMillis());
                connection.setReadTimeout((int) TIMEOUT.toMillis());
                // By hand, because Java would follow from this computer's http to anybody's.
                connection.setInstanceFollowRedirects(false);
                connection.setUseCaches(false);
                connection.setRequestProperty("User-Agent", userAgent);
                connection.setRequestProperty("Accept", "application/json, */*");
                var status = connection.getResponseCode();
                if (status == HttpURLConnection.HTTP_OK) {
                    return body(connection);
                }
                var location = connection.getHeaderField("Location");
                if (status / 100 != 3 || location == null) {
                    throw new IOException(at + " answered " + status);
                }
                var from = at;
                at = NoticeAddress.redirected(from, location)
                        .orElseThrow(() -> new IOException(from + " leads to " + location + ", which is not followed"));
            } finally {
                connection.disconnect();
            }
        }
        throw new IOException(address + " leads in a circle");
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        try (var in = connection.getInputStream()) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(connection.getURL() + " gives more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
