package app.trunkline.it;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The packaged program as a telephone of the laboratory: its commands, and the events it prints. */
public final class Phone implements AutoCloseable {
    private final JsonProcess process;

    private Phone(JsonProcess process) {
        this.process = process;
    }

    /** {@code trunkline call}, as trunk_12345 at the laboratory's Kamailio. */
    public static Phone call(Lab lab, String target, String... options) {
        return start(lab, "call", "trunk_12345", lab.wss(), with(options, target));
    }

    /** {@code trunkline listen}, as trunk_12345 at the laboratory's Kamailio, registered. */
    public static Phone listen(Lab lab, String... options) {
        var phone = start(lab, "listen", "trunk_12345", lab.wss(), options);
        phone.next("registered");
        return phone;
    }

    /** {@code trunkline listen} in a network of its own. */
    static Phone listen(Lab lab, PhoneNetwork network, Map<String, String> more, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "listen",
                "--json",
                "--user",
                "trunk_12345",
                "--server",
                network.wss(),
                "--domain",
                lab.get("DOMAIN"),
                "--ca",
                lab.ca().toString(),
                "--password-file",
                lab.passwordFile("trunk_12345").toString()));
        words.addAll(List.of(options));
        return new Phone(JsonProcess.start(
                "trunkline",
                lab.logs(),
                environment(lab, more),
                network.command(Program.command(words.toArray(String[]::new)))));
    }

    /** Any command with an account of the laboratory; its CA and password file unless others are named. */
    public static Phone start(Lab lab, String command, String user, String server, String... options) {
        return start(lab, Map.of(), command, user, server, options);
    }

    /** The same with more in its environment. */
    public static Phone start(
            Lab lab, Map<String, String> more, String command, String user, String server, String... options) {
        List<String> all = new ArrayList<>(List.of("--domain", lab.get("DOMAIN")));
        List<String> given = List.of(options);
        if (!given.contains("--ca")) {
            all.addAll(List.of("--ca", lab.ca().toString()));
        }
        if (!given.contains("--password-file")) {
            all.addAll(List.of("--password-file", lab.passwordFile(user).toString()));
        }
        all.addAll(given);
        return at(lab, more, command, user, server, all);
    }

    /** Any command at any server, with the laboratory's sound. */
    public static Phone at(Lab lab, String command, String user, String server, List<String> options) {
        return at(lab, Map.of(), command, user, server, options);
    }

    private static Phone at(
            Lab lab, Map<String, String> more, String command, String user, String server, List<String> options) {
        List<String> all = new ArrayList<>(List.of("--server", server));
        all.addAll(options);
        return run(lab, more, command, user, all);
    }

    /** Any command with a domain among the options and no server, which this name server tells, such as {@code dns://127.0.0.1:5300}. */
    public static Phone locate(Lab lab, String names, String command, String user, List<String> options) {
        return run(lab, Map.of("JAVA_TOOL_OPTIONS", "-Dtrunkline.dns=" + names), command, user, options);
    }

    private static Phone run(Lab lab, Map<String, String> more, String command, String user, List<String> options) {
        List<String> words = new ArrayList<>(List.of(command, "--json", "--user", user));
        words.addAll(options);
        return new Phone(lab.trunkline(environment(lab, more), words.toArray(String[]::new)));
    }

    private static Map<String, String> environment(Lab lab, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(lab.pulse().environment());
        environment.put("TRUNKLINE_HOME", lab.folder().resolve("home").toString());
        environment.put("TRUNKLINE_LOG", "DEBUG");
        environment.putAll(more);
        return environment;
    }

    private static String[] with(String[] options, String last) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(last);
        return all.toArray(String[]::new);
    }

    public JsonObject next(String event) {
        return process.events().next(event);
    }

    public JsonObject next(String event, Predicate<JsonObject> wanted) {
        return process.events().next(event, wanted);
    }

    public Events events() {
        return process.events();
    }

    public void say(String command) {
        process.say(command);
    }

    /** Waits for the process's end. */
    public int exitStatus() {
        return process.exitStatus();
    }

    long pid() {
        return process.pid();
    }

    public String errorText() {
        return process.errorText();
    }

    @Override
    public void close() {
        process.close();
    }
}
