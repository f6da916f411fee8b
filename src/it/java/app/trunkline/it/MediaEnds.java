package app.trunkline.it;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Media ends made by others for a test that does the signalling itself: peer connections of Chromium, each with a tone of its
 * own. Commands and events are in {@code src/it/lab/browser/media-ends.mjs}.
 */
final class MediaEnds implements AutoCloseable {
    private final JsonProcess process;

    MediaEnds(Lab lab) {
        process = JsonProcess.start(
                "media-ends",
                lab.logs(),
                Map.of(),
                List.of("node", lab.script("browser/media-ends.mjs").toString(), "--chromium", lab.get("CHROMIUM")));
        process.events().next("ready");
    }

    /** One that says this tone. */
    End open(int hz) {
        return opened("open " + hz);
    }

    /** One whose sound stands behind a section for a picture: with another mid, other extmap numbers, and a BUNDLE of two. */
    End openBehindAPicture(int hz) {
        return opened("open " + hz + " behind-a-picture");
    }

    private End opened(String command) {
        process.say(command);
        return new End(process.events().next("opened").get("end").getAsInt());
    }

    /** One peer connection. */
    final class End implements AutoCloseable {
        private final int number;

        private End(int number) {
            this.number = number;
        }

        String offer() {
            return described("offer " + number);
        }

        String answer(String offer) {
            return described("answer " + number + " " + base64(offer));
        }

        /** Takes the answer to its own offer. */
        void take(String answer) {
            process.say("take " + number + " " + base64(answer));
            next("taken");
        }

        /** What it hears for this long. */
        Tone hear(Duration time) {
            process.say("listen " + number + " " + time.toMillis());
            var heard = next("heard");
            return new Tone(heard.get("hz").getAsDouble(), heard.get("db").getAsDouble());
        }

        /** ICE and DTLS are up. */
        void connected() {
            process.events()
                    .once("media", e -> mine(e) && e.get("state").getAsString().equals("connected"));
        }

        private String described(String command) {
            process.say(command);
            return next("described").get("sdp").getAsString().replace("\r\n", "\n");
        }

        private JsonObject next(String event) {
            return process.events().next(event, this::mine);
        }

        private boolean mine(JsonObject event) {
            return event.get("end").getAsInt() == number;
        }

        @Override
        public void close() {
            process.say("close " + number);
            next("closed");
        }
    }

    private static String base64(String sdp) {
        var octets = sdp.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public void close() {
        process.close();
    }
}
