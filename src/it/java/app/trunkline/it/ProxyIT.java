package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Out of a company's network through its HTTP proxy, which alone knows the server's address. */
class ProxyIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.COTURN, Lab.PULSE, Lab.PROXY);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String server() {
        return "wss://sip.lab.test:" + lab.port("WSS");
    }

    private static String proxy(String password) {
        return "http://company:" + password + "@127.0.0.1:" + lab.port("PROXY");
    }

    private static String password() throws IOException {
        return Files.readString(lab.file("PROXY_PASSWORD_FILE"));
    }

    private static Phone listen(Map<String, String> environment) {
        return Phone.start(lab, environment, "listen", "trunk_12345", server());
    }

    @Test
    void theEnvironmentsProxyLeadsToTheServer() throws IOException {
        try (Phone phone = listen(Map.of("https_proxy", proxy(password())))) {
            phone.next("registered");
            assertThat(Files.readString(lab.file("LOG_PROXY"))).contains("CONNECT sip.lab.test:" + lab.port("WSS"));
        }
        assertThat(Files.readString(lab.folder().resolve("home/logs/trunkline.log")))
                .doesNotContain(password());
    }

    /** Not a packet leaves but through the proxy: signalling by the WebSocket, sound by TURN over TLS. */
    @Test
    void aCallGoesThroughTheProxySoundAndAll() throws IOException {
        var proxy = Map.of("https_proxy", proxy(password()));
        var options = new String[] {
            "--turn",
            "turns:turn.lab.test:" + lab.port("TURNS"),
            "--turn-user",
            lab.get("TURN_USER"),
            "--turn-password-file",
            lab.get("TURN_PASSWORD_FILE"),
            "--relay-only",
            "9008"
        };
        try (Phone phone = Phone.start(lab, proxy, "call", "trunk_12345", server(), options)) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
        }
        assertThat(Files.readString(lab.file("LOG_PROXY"))).contains("CONNECT turn.lab.test:" + lab.port("TURNS"));
    }

    @Test
    void aWrongPasswordIsToldInWords() throws IOException {
        try (Phone phone = listen(Map.of("HTTPS_PROXY", proxy("wrong")))) {
            var failure = phone.next("disconnected");
            assertThat(failure.toString()).contains("Your network's proxy rejected the connection");
        }
        assertThat(Files.readString(lab.folder().resolve("home/logs/trunkline.log")))
                .contains("it answered HTTP/1.0 401 Unauthorized");
    }

    @Test
    void whatTheEnvironmentLeavesOutIsReachedDirectly() throws IOException {
        try (Phone phone = listen(Map.of("https_proxy", proxy(password()), "no_proxy", "localhost,.lab.test"))) {
            assertThat(phone.next("disconnected").toString()).contains("sip.lab.test");
        }
    }

    /** GNOME's own settings, as its control centre writes them; its proxy wants a password, which these settings cannot hold. */
    @Test
    void theDesktopsProxyIsAskedWhereTheEnvironmentNamesNone() throws IOException {
        Path settings = lab.folder().resolve("gnome");
        Files.createDirectories(settings.resolve("glib-2.0/settings"));
        Files.writeString(settings.resolve("glib-2.0/settings/keyfile"), """
            [system/proxy]
            mode='manual'

            [system/proxy/https]
            host='127.0.0.1'
            port=%d
            """.formatted(lab.port("PROXY")));
        Map<String, String> gnome = Map.of(
                "XDG_CURRENT_DESKTOP", "GNOME",
                "GSETTINGS_BACKEND", "keyfile",
                "XDG_CONFIG_HOME", settings.toString());
        try (Phone phone = listen(gnome)) {
            assertThat(phone.next("disconnected").toString()).contains("Your network's proxy rejected the connection");
        }
    }
}
