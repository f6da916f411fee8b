package app.trunkline.it;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A telephone made by others: JsSIP in headless Chromium. It speaks a tone in the place of a microphone and measures what it hears.
 * Events and commands are in {@code src/it/lab/browser/jssip-phone.mjs}.
 */
public final class JsSipPhone implements AutoCloseable {
    private final JsonProcess process;

    private JsSipPhone(JsonProcess process) {
        this.process = process;
    }

    /** Registers a user of the laboratory; {@code hz} is the tone it speaks, 0 for silence. Options: {@code --auto-answer}, {@code --follow-refer}. */
    public static JsSipPhone register(Lab lab, String user, int hz, String... options) {
        return registerAt(lab, lab.wss(), user, hz, options);
    }

    /** The same at another server. */
    static JsSipPhone registerAt(Lab lab, String server, String user, int hz, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                lab.script("browser/jssip-phone.mjs").toString(),
                "--server",
                server,
                "--user",
                user,
                "--domain",
                lab.get("DOMAIN"),
                "--password-file",
                lab.passwordFile(user).toString(),
                "--chromium",
                lab.get("CHROMIUM"),
                "--tone",
                Integer.toString(hz),
                "--register"));
        command.addAll(List.of(options));
        JsSipPhone phone = new JsSipPhone(JsonProcess.start("jssip-" + user, lab.logs(), Map.of(), command));
        try {
            phone.next("registered");
            return phone;
        } catch (AssertionError e) {
            phone.close();
            throw e;
        }
    }

    public Events events() {
        return process.events();
    }

    public JsonObject next(String event) {
        return process.events().next(event);
    }

    public void say(String command) {
        process.say(command);
    }

    public void call(String target) {
        say("call " + target);
    }

    public void answer() {
        say("answer");
    }

    public void reject(int code) {
        say("reject " + code);
    }

    public void hangUp() {
        say("hangup");
    }

    public void hold() {
        say("hold");
    }

    public void unhold() {
        say("unhold");
    }

    public void dtmf(String digits) {
        say("dtmf " + digits + " rfc4733");
    }

    /** What the newest call sounds like for this long. */
    public Tone hear(Duration time) {
        say("listen " + time.toMillis());
        JsonObject heard = next("heard");
        return new Tone(heard.get("hz").getAsDouble(), heard.get("db").getAsDouble());
    }

    /** How loud each of these frequencies is in the newest call for this long, in dB of full scale. */
    public Map<Integer, Double> levels(Duration time, List<Integer> hertz) {
        say("levels " + time.toMillis() + " "
                + hertz.stream().map(String::valueOf).collect(Collectors.joining(",")));
        JsonObject heard = next("levels").getAsJsonObject("db");
        return hertz.stream()
                .collect(Collectors.toMap(
                        hz -> hz, hz -> heard.get(String.valueOf(hz)).getAsDouble()));
    }

    /** Un-registers and ends the browser. */
    @Override
    public void close() {
        process.endInput();
        try {
            process.exitStatus();
        } finally {
            process.close();
        }
    }
}
