package app.trunkline.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One laboratory: started in a folder of its own, ended by {@link #close()}. Keys are those of {@code lab.env}, described in
 * {@code src/it/lab/README.md}. Several can stand at a time.
 */
public final class Lab implements AutoCloseable {
    public static final String KAMAILIO = "kamailio";
    public static final String PRESENCE = "presence";
    public static final String SHA256 = "sha256";
    public static final String IPV6 = "ipv6";
    public static final String RTPENGINE = "rtpengine";
    public static final String NETWORK = "network";
    public static final String BARESIP = "baresip";
    public static final String PULSE = "pulse";
    public static final String KEYRING = "keyring";
    public static final String COTURN = "coturn";
    public static final String BROWSER = "browser";
    public static final String PROXY = "proxy";
    public static final String DNS = "dns";
    public static final String ASTERISK = "asterisk";

    /** Longer than a message takes from Kamailio into the file. */
    private static final Duration WRITTEN = Duration.ofMillis(20);

    private static final String EVENT_MARK = " LAB {";

    private final Path scripts;
    private final Path folder;

    private Lab(Path scripts, Path folder) {
        this.scripts = scripts;
        this.folder = folder;
    }

    /**
     * Starts the parts named, or all; takes one to three seconds. Its block of ports is no other laboratory's, but any program
     * may take one of them, so a laboratory that does not come up is laid out once more, in another block.
     */
    public static Lab start(String... parts) {
        try {
            return begin(parts);
        } catch (AssertionError e) {
            System.err.println("The laboratory did not come up and is started once more. " + e.getMessage());
            return begin(parts);
        }
    }

    /** The telephone network with these of its numbers alone, such as {@code 9008}; without one, it has but the lines that a test opens. */
    public static String numbers(String... numbers) {
        return NETWORK + "=" + String.join(",", numbers);
    }

    private static Lab begin(String... parts) {
        Path scripts =
                Path.of(System.getProperty("trunkline.lab", "src/it/lab")).toAbsolutePath();
        Path target =
                Path.of(System.getProperty("trunkline.it.folder", "target/it")).toAbsolutePath();
        try {
            Files.createDirectories(target);
            Lab lab = new Lab(scripts, Files.createTempDirectory(target, "lab-"));
            lab.run("start", parts);
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value of {@code lab.env}. */
    public String get(String key) {
        String value = all().get(key);
        if (value == null) {
            throw new AssertionError("lab.env has no " + key + "; it has " + all().keySet());
        }
        return value;
    }

    public Path file(String key) {
        return Path.of(get(key));
    }

    public int port(String name) {
        return Integer.parseInt(get("PORT_" + name));
    }

    /** The address of the WSS server, such as {@code wss://localhost:12345}; {@link #get} has the others. */
    public String wss() {
        return get("WSS_URL");
    }

    public Path ca() {
        return file("CA_FILE");
    }

    /** The password file of {@code alice}, {@code bob}, {@code trunk_12345}, {@code trunk_67890}, or {@code wrong}. */
    public Path passwordFile(String user) {
        return file("PASSWORD_FILE_" + user.toUpperCase(Locale.ROOT));
    }

    /** A number or user of this laboratory as a SIP address. */
    public String address(String user) {
        return "sip:" + user + "@" + get("DOMAIN");
    }

    public Path folder() {
        return folder;
    }

    public Path logs() {
        return folder.resolve("log");
    }

    Path script(String name) {
        return scripts.resolve(name);
    }

    /** What the telephone network tells from now on. */
    public Network network() {
        return new Network(file("NETWORK_EVENTS"));
    }

    /** What Kamailio told of this kind since it was started: handshake, registered, registration-refused, bye, websocket-closed. */
    public List<JsonObject> serverEvents(String event) {
        try (Stream<String> lines = Files.lines(file("LOG_KAMAILIO"))) {
            return lines.filter(line -> line.contains(EVENT_MARK))
                    .map(line -> line.substring(line.indexOf(EVENT_MARK) + EVENT_MARK.length() - 1))
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .filter(each -> each.get("event").getAsString().equals(event))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every SIP message that passed Kamailio, in both directions, as text. */
    public String sipTrace() {
        return sipTrace(KAMAILIO);
    }

    /** The same for another server of the laboratory: {@link #SHA256} or {@link #IPV6}. */
    public String sipTrace(String server) {
        LockSupport.parkNanos(WRITTEN.toNanos());
        try (Stream<Path> files = Files.list(folder.resolve("sip").resolve(server))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".data")) {
                    text.append(Files.readString(file));
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends parts, for instance the server under a phone that is registered. */
    public void stop(String... parts) {
        run("stop", parts);
    }

    /** Starts parts again that were ended, on the ports they had. */
    public void startAgain(String... parts) {
        run("start", parts);
    }

    /** One more sound server, with {@code mic}, {@code mic2}, {@code spk} and {@code spk2}. */
    public Pulse pulse(String name) {
        run("pulse", name);
        return new Pulse(this, get("PULSE_SERVER_" + name.toUpperCase(Locale.ROOT)));
    }

    /** The sound server that the part {@code pulse} started. */
    public Pulse pulse() {
        return new Pulse(this, get("PULSE_SERVER_PHONE"));
    }

    /** A WSS server that can play dead; see {@code browser/deaf-wss.mjs} for its commands and events. */
    public JsonProcess deafServer(String... options) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                script("browser/deaf-wss.mjs").toString(),
                "--cert",
                get("CERTIFICATE"),
                "--key",
                get("CERTIFICATE_KEY")));
        command.addAll(List.of(options));
        return JsonProcess.start("deaf-wss", logs(), Map.of(), command);
    }

    /** The packaged program; the environment says, for instance, {@code PULSE_SERVER}. */
    public JsonProcess trunkline(Map<String, String> environment, String... arguments) {
        return JsonProcess.start("trunkline", logs(), environment, Program.command(arguments));
    }

    @Override
    public void close() {
        run("stop");
    }

    private Map<String, String> all() {
        try (Stream<String> lines = Files.lines(folder.resolve("lab.env"))) {
            return lines.map(line -> line.split("=", 2)).collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String verb, String... words) {
        List<String> command = new ArrayList<>(List.of(script("lab").toString(), verb, folder.toString()));
        command.addAll(List.of(words));
        Commands.run(Map.of(), command);
    }
}
