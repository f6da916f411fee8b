package app.trunkline.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a notice, and which version is the newer one. */
class ReleaseTest {
    private static Release read(String text) throws UnbelievableNoticeException {
        return Release.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsANoticeAndLeavesAloneWhatItDoesNotKnow() throws Exception {
        var release = read(Publisher.notice("0.2.0").replace("{", "{\"later\": [1], "));
        assertThat(release.version()).hasToString("0.2.0");
        assertThat(release.date()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(release.page()).isEqualTo(URI.create("https://example.com/trunkline/#new"));
        assertThat(release.notes()).isEqualTo("Calls ring sooner.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.2.0, 0.1.0, true",
        "0.10.0, 0.9.9, true",
        "1.0, 0.99.99, true",
        "0.1.1, 0.1, true",
        "0.2.0, 0.2.0-rc1, true",
        "0.2.0-rc2, 0.2.0-rc1, true",
        "0.1.0, 0.1.0, false",
        "0.1, 0.1.0, false",
        "0.1.0, 0.2.0, false",
        "0.9.0, 0.10.0, false",
        "0.2.0-rc1, 0.2.0, false",
        "0.2.0, unknown, false",
    })
    void comparesVersionsByTheirNumbers(String told, String running, boolean newer) throws Exception {
        assertThat(read(Publisher.notice(told)).newerThan(running)).isEqualTo(newer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "hello",
                "\u0000\u0001",
                "{\"version\": \"0.2.0\"",
                "{\"version\": 2, \"date\": \"2026-12-01\", \"page\": \"https://example.com\", \"notes\": \"\"}",
                "{\"version\": \"new\", \"date\": \"2026-12-01\", \"page\": \"https://example.com\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"soon\", \"page\": \"https://example.com\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"http://example.com\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"file:///etc/passwd\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"https://a@example.com\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"https:-x\", \"notes\": \"\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"https://example.com\", \"notes\": \"a\\nb\"}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"https://example.com\", \"notes\": \"a\\u202Eb\"}",
                "{'version': '0.2.0', 'date': '2026-12-01', 'page': 'https://example.com', 'notes': ''}",
                "{\"version\": \"0.2.0\", \"date\": \"2026-12-01\", \"page\": \"https://example.com\", \"notes\": \"\"} more",
            })
    void refusesWhatIsNoNotice(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnbelievableNoticeException.class);
    }

    @Test
    void refusesNotesThatAreAnEssay() {
        var text = Publisher.notice("0.2.0").replace("sooner", "s" + "o".repeat(400) + "ner");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("more than a line");
    }

    @Test
    void believesExactlyTheBytesThatTheKeySigned() throws Exception {
        try (var publisher = new Publisher();
                var other = new Publisher()) {
            var signed = publisher.signed(Publisher.notice("0.2.0"));
            assertThat(publisher.publicKey().read(signed).version()).hasToString("0.2.0");
            assertThatThrownBy(() -> other.publicKey().read(signed)).hasMessageContaining("not signed by the key");
            var forged = Publisher.notice("0.3.0").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> publisher.publicKey().read(new NoticeFetch.Fetched(forged, signed.signature())))
                    .hasMessageContaining("not signed by the key");
            for (var nothing : new String[] {"", "AAAA", "no base64!", "\u0000"}) {
                assertThatThrownBy(() -> publisher
                                .publicKey()
                                .read(new NoticeFetch.Fetched(
                                        signed.notice(), nothing.getBytes(StandardCharsets.UTF_8))))
                        .isInstanceOf(UnbelievableNoticeException.class);
            }
        }
    }

    @Test
    void findsTheKeyInItsFileAndTellsThatThereIsNone() throws Exception {
        try (var publisher = new Publisher()) {
            assertThat(ReleaseKey.parse("The key of the releases:\n" + publisher.pem()))
                    .isPresent();
            assertThat(ReleaseKey.parse("No key stands here yet.")).isEmpty();
            var broken = publisher.pem().replaceFirst("\nM", "\nA");
            assertThatThrownBy(() -> ReleaseKey.parse(broken)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/release.json, true",
        "https://example.com, true",
        "http://localhost:8080/r, true",
        "http://127.0.0.1/r, true",
        "http://[::1]/r, true",
        "http://example.com/r, false",
        "http://localhost.example.com/r, false",
        "https://user@example.com/r, false",
        "https:///r, false",
        "file:///r, false",
        "example.com, false",
        "https://exa mple.com, false",
    })
    void asksByHttpsAlone(String typed, boolean asked) {
        assertThat(NoticeAddress.parse(typed).isPresent()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/r, https://b.example/r, https://b.example/r",
        "https://a.example/x/r, ../s, https://a.example/s",
        "https://a.example/r, http://a.example/r,",
        "https://a.example/r, http://localhost/r,",
        "http://localhost/r, http://localhost:1/s, http://localhost:1/s",
        "http://localhost/r, https://a.example/r, https://a.example/r",
        "http://localhost/r, http://a.example/r,",
        "https://a.example/r, file:///etc/passwd,",
    })
    void followsNobodyOutOfHttps(String from, String location, String to) {
        assertThat(NoticeAddress.redirected(URI.create(from), location))
                .isEqualTo(java.util.Optional.ofNullable(to).map(URI::create));
    }

    @Test
    void looksForTheSignatureBesideTheNotice() {
        assertThat(NoticeAddress.signature(URI.create("https://a.example/r.json")))
                .isEqualTo(URI.create("https://a.example/r.json.sig"));
        assertThat(NoticeAddress.signature(URI.create("https://a.example/r.json?channel=stable")))
                .isEqualTo(URI.create("https://a.example/r.json.sig?channel=stable"));
    }
}
