package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.media.IceServer;
import app.trunkline.phone.InvalidAccountException.Field;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.MediaBuilder;
import app.trunkline.settings.ServerBuilder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSetupTest {
    private static AccountSettings line(String server, String domain, String user, String stun, String turn) {
        return AccountSettingsBuilder.builder()
                .id("a1")
                .enabled(true)
                .country("US")
                .server(ServerBuilder.builder().addresses(server).domain(domain).build())
                .identity(IdentityBuilder.builder()
                        .user(user)
                        .displayName("Ada \"the\" <first>\r\nVia: x")
                        .callerId("+1 (415) 555-0101")
                        .build())
                .media(MediaBuilder.builder()
                        .stun(stun)
                        .turn(turn)
                        .turnUser("u")
                        .build())
                .build();
    }

    private static AccountSettings withNumbers(AccountSettings line, String... numbers) {
        return line.withIdentity(line.identity().withNumbers(List.of(numbers)));
    }

    private static Field refused(AccountSettings settings) {
        try {
            LineSetup.account(settings, UUID.randomUUID(), Optional.empty());
        } catch (InvalidAccountException e) {
            assertThat(e).hasMessageMatching("[A-Z\"].{20,}\\.");
            return e.field();
        }
        throw new AssertionError("was taken");
    }

    @Test
    void takesAServerByItsIpv6Address() throws InvalidAccountException {
        var settings = line("wss://[2001:db8::1]:8443/ws", "example.com", "trunk_12345", "", "");
        LineSetup.checkServer(settings);
        var account = LineSetup.account(settings, UUID.randomUUID(), Optional.empty());
        assertThat(account.endpoint().uri()).hasToString("wss://[2001:db8::1]:8443/ws");
        LineSetup.checkServer(line("ws://[::1]:8080", "example.com", "trunk_12345", "", ""));
    }

    @Test
    void everyNumberOfALineCanBeChosenTheUsualOneFirst() throws InvalidAccountException {
        var one = line("wss://sip.example.com", "", "trunk_12345", "", "");
        var account = LineSetup.account(
                withNumbers(one, "+1 415-555-0102", "", "+14155550101"), UUID.randomUUID(), Optional.empty());
        assertThat(account.numbers()).containsExactly("+14155550101", "+14155550102");
        assertThat(refused(withNumbers(one, "+14155550102", "my second"))).isEqualTo(Field.NUMBERS);
    }

    @Test
    void readsWhatAProviderGives() throws InvalidAccountException {
        var account = LineSetup.account(
                line(
                        " wss://sip.example.com:8443/ws ",
                        "",
                        " trunk_12345 ",
                        "stun.example.com",
                        "turns:t.example.com:5349"),
                UUID.randomUUID(),
                Optional.of("pw"));
        assertThat(account.domain()).isEqualTo("sip.example.com");
        assertThat(account.authUser()).isEqualTo("trunk_12345");
        assertThat(account.callerId()).contains("+14155550101");
        assertThat(account.displayName()).isEqualTo("Ada the firstVia: x");
        assertThat(account.endpoint().uri()).hasPort(8443).hasPath("/ws");
        assertThat(account.media().iceServers())
                .extracting(IceServer::url)
                .containsExactly("stun:stun.example.com", "turns:t.example.com:5349");
        assertThat(account.toString()).doesNotContain("pw]");
    }

    @Test
    void aDomainAloneIsEnough() throws InvalidAccountException {
        var account = LineSetup.account(line("", "example.com", "u", "", ""), UUID.randomUUID(), Optional.empty());
        assertThat(account.endpoint().uri()).hasToString("wss://example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip.example.com",
                "https://sip.example.com",
                "wss://",
                "wss:// x",
                "wss://a:b@example.com",
                "wss://example.com:99999",
                "not a url at all",
                "wss://exa\r\nmple.com"
            })
    void aServerThatIsNoAddressIsRefused(String server) {
        assertThat(refused(line(server, "", "u", "", ""))).isEqualTo(Field.SERVER);
    }

    @Test
    void iceServersMayBeNamedByTheirIpv6Address() throws Exception {
        var account = LineSetup.account(
                line("wss://h", "", "u", "[::1]:3478", "[2001:db8::7]:3479"), UUID.randomUUID(), Optional.of("pw"));
        assertThat(account.media().iceServers())
                .extracting(IceServer::url)
                .containsExactly("stun:[::1]:3478", "turn:[2001:db8::7]:3479");
        assertThat(refused(line("wss://h", "", "u", "::1:3478", ""))).isEqualTo(Field.STUN);
    }

    @Test
    void namesTheFieldAtFault() {
        assertThat(refused(line("wss://h", "", "", "", ""))).isEqualTo(Field.USER);
        assertThat(refused(line("wss://h", "", "a b", "", ""))).isEqualTo(Field.USER);
        assertThat(refused(line("wss://h", "sip:x@y", "u", "", ""))).isEqualTo(Field.DOMAIN);
        assertThat(refused(line("wss://h", "", "u", "two words", ""))).isEqualTo(Field.STUN);
        assertThat(refused(line("wss://h", "", "u", "", "turn:"))).isEqualTo(Field.TURN);
    }

    @Test
    void relayOnlyWithoutARelayIsRefused() {
        var settings = AccountSettingsBuilder.builder()
                .server(ServerBuilder.builder().addresses("wss://h").build())
                .identity(IdentityBuilder.builder().user("u").build())
                .media(MediaBuilder.builder().relayOnly(true).build())
                .build();
        assertThatThrownBy(() -> LineSetup.account(settings, UUID.randomUUID(), Optional.empty()))
                .hasMessageContaining("TURN");
    }
}
