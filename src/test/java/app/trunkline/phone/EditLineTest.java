package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.settings.VoicemailSettings;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.ScriptedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings of a line are changed while it is in use, its server played by raw text. */
class EditLineTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final Map<String, ScriptedServer> servers = new HashMap<>();
    private final CallsByName log = new CallsByName();
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final Softphone phone = new Softphone(
            loop, media, NUMBERS, new TestAgents(loop, media, this::server), settings -> true, log::put, Runnable::run);

    /** A line as a form shows it, for a test to change one field of. */
    private static final class Form {
        private String id = "a1";
        private String name = "Office";
        private boolean enabled = true;
        private String server = "wss://example.com";
        private String user = "trunk_12345";
        private String displayName = "";
        private String callerId = "+14155550123";
        private String country = "US";
        private int expires;
        private List<String> numbers = List.of();
        private VoicemailSettings voicemail = VoicemailSettings.DEFAULT;

        AccountSettings settings() {
            return AccountSettingsBuilder.builder()
                    .id(id)
                    .name(name)
                    .enabled(enabled)
                    .country(country)
                    .server(ServerBuilder.builder()
                            .addresses(server)
                            .domain("example.com")
                            .expiresSeconds(expires)
                            .build())
                    .identity(IdentityBuilder.builder()
                            .user(user)
                            .displayName(displayName)
                            .callerId(callerId)
                            .numbers(numbers)
                            .build())
                    .voicemail(voicemail)
                    .build();
        }
    }

    private final Form form = new Form();

    private ScriptedServer server() {
        return server("a1");
    }

    private ScriptedServer server(String line) {
        return servers.computeIfAbsent(line, _ -> new ScriptedServer(loop));
    }

    @BeforeEach
    void talk() {
        save();
        call("+14155550199");
        loop.settle();
        server().answers("+14155550199");
        media.last().tell(new MediaEvent.Connected());
        loop.settle();
        assertThat(running()).hasSize(1);
    }

    private void save() {
        phone.use(List.of(form.settings()));
        loop.settle();
    }

    private List<CallSnapshot> running() {
        return phone.snapshot().get().calls().stream()
                .filter(call -> !call.ended())
                .toList();
    }

    private LineSnapshot line() {
        return phone.snapshot().get().lines().getFirst();
    }

    private void callGoesOn() {
        loop.advance(Duration.ofSeconds(10));
        assertThat(running()).hasSize(1);
        assertThat(running().getFirst().established()).isTrue();
        assertThat(server().requests("BYE")).isEmpty();
        assertThat(line().ready()).isTrue();
    }

    private void hangUp() {
        phone.tell(new CallCommand.HangUp(running().getFirst().id()));
        loop.settle();
        assertThat(server().requests("BYE")).hasSize(1);
    }

    private void call(String number) {
        try {
            phone.call(Dialling.of(number).on(phone.snapshot().get(), NUMBERS));
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String next(String number) {
        call(number);
        loop.settle();
        return server().requests("INVITE").getLast();
    }

    /** Neither call nor binding is touched, and what is changed holds from now on. */
    @Test
    void nameNumbersAndCountryNeedNoNewConnection() {
        form.name = "Front desk";
        form.displayName = "Ada";
        form.callerId = "+14155550124";
        form.country = "DE";
        form.numbers = List.of("+14155550125");
        save();
        assertThat(line().name()).isEqualTo("Front desk");
        assertThat(line().country()).isEqualTo("DE");
        assertThat(line().numbers()).containsExactly("+14155550124", "+14155550125");
        callGoesOn();
        assertThat(server().requests("REGISTER")).hasSize(1);
        hangUp();
        assertThat(next("030 123456"))
                .startsWith("INVITE sip:+4930123456@")
                .contains("From: \"Ada\" <sip:+14155550124@example.com>");
    }

    @Test
    void voicemailAndExpiryNeedNoNewConnection() {
        assertThat(server().requests("SUBSCRIBE")).hasSize(1);
        form.voicemail = new VoicemailSettings("+14155550100", true);
        form.expires = 1200;
        save();
        assertThat(line().voicemail()).isEqualTo("+14155550100");
        callGoesOn();
        assertThat(server().requests("REGISTER")).hasSize(2);
        assertThat(server().requests("REGISTER").getLast()).contains("Expires: 1200");
    }

    @Test
    void anotherServerWaitsForTheEndOfTheCall() {
        form.server = "wss://other.example.com";
        form.name = "Moved";
        save();
        callGoesOn();
        assertThat(server().requests("REGISTER")).hasSize(1);
        phone.tell(new CallCommand.Hold(running().getFirst().id()));
        loop.settle();
        assertThat(server().requests("INVITE"))
                .as("commands still reach the call")
                .hasSize(2);
        hangUp();
        loop.advance(Duration.ofSeconds(5));
        assertThat(line().name()).isEqualTo("Moved");
        bindingIsKept(3);
    }

    /** The last word at the registrar is a registration that stands. */
    private void bindingIsKept(int registers) {
        var all = server().requests("REGISTER");
        assertThat(all).hasSize(registers);
        assertThat(all.get(registers - 2)).contains("Expires: 0");
        assertThat(all.getLast()).doesNotContain("Expires: 0");
        assertThat(line().ready()).isTrue();
    }

    @Test
    void anotherServerAfterwardsUnregistersFirst() {
        hangUp();
        form.server = "wss://other.example.com";
        save();
        bindingIsKept(3);
    }

    /** However long the old one has to wait for the answer to its goodbye. */
    @Test
    void aGoodbyeThatIsNotAnsweredComesBeforeTheNewBinding() {
        hangUp();
        server().fallsSilent();
        form.server = "wss://other.example.com";
        save();
        assertThat(phone.snapshot().get().lines()).hasSize(1);
        assertThat(server().requests("REGISTER")).hasSize(2);
        loop.advance(Duration.ofSeconds(3));
        assertThat(server().requests("REGISTER")).hasSize(3);
        assertThat(server().requests("REGISTER").getLast()).doesNotContain("Expires: 0");
    }

    /** Deleted and made anew: another line of the same address of record. */
    @Test
    void aNewLineOfTheSameAddressWaitsForTheOldOnesGoodbye() {
        hangUp();
        server().fallsSilent();
        form.id = "a2";
        save();
        assertThat(server("a2").requests("REGISTER")).isEmpty();
        loop.advance(Duration.ofSeconds(3));
        assertThat(server().requests("REGISTER").getLast()).contains("Expires: 0");
        assertThat(server("a2").requests("REGISTER")).hasSize(1);
    }

    @Test
    void aLineThatIsSwitchedOffKeepsItsCallToTheEnd() {
        form.enabled = false;
        save();
        callGoesOn();
        hangUp();
        loop.advance(Duration.ofSeconds(5));
        assertThat(phone.snapshot().get().lines()).isEmpty();
        assertThat(server().requests("REGISTER").getLast()).contains("Expires: 0");
        assertThat(log.ended()).hasSize(1);
    }

    /** Thought better of before the call was over. */
    @Test
    void whatIsTakenBackInTimeChangesNothing() {
        form.server = "wss://other.example.com";
        save();
        form.server = "wss://example.com";
        save();
        hangUp();
        loop.advance(Duration.ofSeconds(5));
        assertThat(server().requests("REGISTER")).hasSize(1);
    }

    @Test
    void settingsThatCannotBeUsedHangUpNothing() {
        form.user = "not a user";
        save();
        callGoesOn();
        form.user = "trunk_12345";
        save();
        callGoesOn();
        assertThat(server().requests("REGISTER")).hasSize(1);
    }

    /** A password is proved on the connection that is there. */
    @Test
    void anotherPasswordHangsUpNothing() {
        phone.passwordChanged("a1");
        loop.settle();
        callGoesOn();
        assertThat(server().requests("REGISTER")).hasSize(2);
    }

    /** The order is that of the settings, whatever was changed when. */
    @Test
    void linesKeepTheirOrder() {
        var first = form.settings();
        form.id = "a2";
        form.user = "trunk_2";
        form.name = "Second";
        var second = form.settings();
        phone.use(List.of(first, second));
        loop.settle();
        hangUp();
        form.id = "a1";
        form.user = "trunk_12345";
        form.name = "First";
        form.server = "wss://other.example.com";
        phone.use(List.of(form.settings(), second));
        loop.advance(Duration.ofSeconds(3));
        assertThat(phone.snapshot().get().lines())
                .extracting(LineSnapshot::name)
                .containsExactly("First", "Second");
    }
}
