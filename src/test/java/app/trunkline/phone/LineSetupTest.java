package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.media.IceServer;
import app.trunkline.phone.InvalidAccountException.Field;
import app.trunkline.settings.AccountSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSetupTest {
    private static AccountSettings line(String server, String domain, String user, String stun, String turn) {
        return new AccountSettings(
                "a1",
                "",
                true,
                server,
                domain,
                user,
                "",
                "Ada \"the\" <first>\r\nVia: x",
                "+1 (415) 555-0101",
                "US",
                "",
                "",
                0,
                0,
                stun,
                turn,
                "u",
                false,
                "rfc4733",
                List.of(),
                null);
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
    void namesTheFieldAtFault() {
        assertThat(refused(line("wss://h", "", "", "", ""))).isEqualTo(Field.USER);
        assertThat(refused(line("wss://h", "", "a b", "", ""))).isEqualTo(Field.USER);
        assertThat(refused(line("wss://h", "sip:x@y", "u", "", ""))).isEqualTo(Field.DOMAIN);
        assertThat(refused(line("wss://h", "", "u", "two words", ""))).isEqualTo(Field.STUN);
        assertThat(refused(line("wss://h", "", "u", "", "turn:"))).isEqualTo(Field.TURN);
    }

    @Test
    void relayOnlyWithoutARelayIsRefused() {
        var settings = new AccountSettings(
                "a1", "", true, "wss://h", "", "u", "", "", "", "", "", "", 0, 0, "", "", "", true, "", List.of(),
                null);
        assertThatThrownBy(() -> LineSetup.account(settings, UUID.randomUUID(), Optional.empty()))
                .hasMessageContaining("TURN");
    }
}
