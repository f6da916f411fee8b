package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.Tone;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.ScriptedServer;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransportState;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole telephone on virtual time, the servers of its two lines played by raw text. */
class SoftphoneTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final Map<String, ScriptedServer> servers = new LinkedHashMap<>();
    private final CallsByName log = new CallsByName();
    private final Softphone phone = new Softphone(
            loop,
            media,
            new PhoneNumbers(),
            new TestAgents(loop, media, this::server),
            settings -> true,
            log::put,
            Runnable::run);

    private ScriptedServer server(String line) {
        return servers.computeIfAbsent(line, _ -> new ScriptedServer(loop));
    }

    private static AccountSettings line(String id, String domain, String name) {
        return AccountSettingsBuilder.builder()
                .id(id)
                .name(name)
                .enabled(true)
                .country("US")
                .server(ServerBuilder.builder()
                        .addresses("wss://" + domain)
                        .domain(domain)
                        .build())
                .identity(IdentityBuilder.builder()
                        .user("trunk_" + id)
                        .callerId("+14155550123")
                        .build())
                .build();
    }

    private static final AccountSettings OFFICE = line("a1", "example.com", "Office");
    private static final AccountSettings HOME = line("a2", "example.org", "Home");

    @BeforeEach
    void connect() {
        phone.use(List.of(OFFICE, HOME));
        loop.settle();
    }

    private static Dialled dialled(String typed, String domain, Optional<String> account) {
        var dialling = Dialling.of(typed);
        return new Dialled(new SipAddress("", dialling.address(), domain), dialling, account);
    }

    private CallId call(String number) {
        var id = phone.call(dialled(number, "example.com", Optional.empty()));
        loop.settle();
        return id;
    }

    private CallId talk(String number) {
        var id = call(number);
        server("a1").answers(number);
        media.last().tell(new MediaEvent.Connected());
        loop.settle();
        return id;
    }

    private Optional<CallSnapshot> seen(CallId id) {
        return phone.snapshot().get().calls().stream()
                .filter(call -> call.id().equals(id))
                .findFirst();
    }

    private boolean held(CallId id) {
        return seen(id).orElseThrow().state() instanceof CallState.Established(var _, var hold, var _, var _)
                && hold.local();
    }

    // Lines

    @Test
    void linesComeInTheOrderOfTheSettingsAndLeaveByUnregistering() {
        assertThat(phone.snapshot().get().lines())
                .extracting(LineSnapshot::name)
                .containsExactly("Office", "Home");
        assertThat(phone.snapshot().get().lines()).allMatch(LineSnapshot::ready);
        phone.use(List.of(HOME));
        loop.settle();
        assertThat(phone.snapshot().get().lines())
                .extracting(LineSnapshot::name)
                .containsExactly("Home");
        assertThat(server("a1").requests("REGISTER").getLast()).contains("expires=0");
        assertThat(server("a2").requests("REGISTER")).hasSize(1);
    }

    @Test
    void aLineWithoutUsableSettingsIsLeftOut() {
        phone.use(List.of(line("a3", "not a host", "Broken"), HOME));
        loop.settle();
        assertThat(phone.snapshot().get().lines())
                .extracting(LineSnapshot::name)
                .containsExactly("Home");
    }

    @Test
    void theCallOfALineThatLeavesIsLogged() {
        talk("+14155550199");
        phone.use(List.of(HOME));
        loop.settle();
        assertThat(server("a1").requests("BYE")).hasSize(1);
        assertThat(log.ended()).extracting(CallRecord::line).containsExactly("Office");
        assertThat(phone.snapshot().get().historyVersion()).isOne();
    }

    @Test
    void aCallGoesOutOnTheLineOfItsRuleAndInsteadOnOneThatIsReady() {
        phone.use(CallSettings.DEFAULT.withLineRules(List.of(new LineRule("+49", "a2"))));
        call("+493012345678");
        assertThat(server("a2").requests("INVITE")).hasSize(1);
        server("a2").breaks();
        call("+493087654321");
        assertThat(server("a1").requests("INVITE")).hasSize(1);
    }

    @Test
    void anEmergencyCallDoesNotWaitForTheChosenLine() {
        server("a2").breaks();
        phone.call(dialled("911", "example.org", Optional.of("a2")));
        phone.call(dialled("+14155550199", "example.org", Optional.of("a2")));
        loop.settle();
        assertThat(server("a1").requests("INVITE"))
                .singleElement()
                .asString()
                .startsWith("INVITE sip:911@example.com ");
        assertThat(server("a2").requests("INVITE")).singleElement().asString().startsWith("INVITE sip:+14155550199@");
    }

    @Test
    void aNationalNumberGoesOutInE164() {
        call("(415) 555-0199");
        assertThat(server("a1").lines()).contains("INVITE sip:+14155550199@example.com SIP/2.0");
    }

    @Test
    void aLostConnectionIsTriedWhenAsked() {
        server("a1").breaks();
        assertThat(phone.snapshot().get().lines().getFirst().transport()).isInstanceOf(TransportState.Lost.class);
        phone.tell(new Command.ReconnectNow());
        loop.settle();
        assertThat(phone.snapshot().get().lines()).allMatch(LineSnapshot::ready);
    }

    @Test
    void stopHangsUpAndUnregistersAllAndSaysSoOnce() {
        talk("+14155550199");
        List<String> done = new ArrayList<>();
        phone.stop(() -> done.add("done"));
        loop.advance(Duration.ofSeconds(5));
        assertThat(done).containsExactly("done");
        assertThat(server("a1").requests("BYE")).hasSize(1);
        assertThat(servers.values())
                .allSatisfy(server ->
                        assertThat(server.requests("REGISTER").getLast()).contains("expires=0"));
        assertThat(log.ended()).hasSize(1);
    }

    @Test
    void stopWaitsFourSecondsForServersThatSayNothing() {
        talk("+14155550199");
        servers.values().forEach(ScriptedServer::fallsSilent);
        List<String> done = new ArrayList<>();
        phone.stop(() -> done.add("done"));
        loop.advance(Duration.ofMillis(3_900));
        assertThat(done).isEmpty();
        assertThat(server("a1").requests("REGISTER").getLast()).contains("expires=0");
        loop.advance(Duration.ofSeconds(5));
        assertThat(done).containsExactly("done");
    }

    // One conversation at a time

    @Test
    void aSecondCallHoldsTheFirstAndResumeSwaps() {
        var first = talk("+14155550199");
        var second = talk("+14155550198");
        assertThat(held(first)).isTrue();
        assertThat(held(second)).isFalse();
        phone.tell(new CallCommand.Resume(first));
        loop.settle();
        assertThat(held(first)).isFalse();
        assertThat(held(second)).isTrue();
    }

    @Test
    void answeringHoldsTheOther() {
        var first = talk("+14155550199");
        server("a2").calls("+14155550142", "trunk_a2");
        var second = phone.snapshot().get().calls().getLast();
        assertThat(second.state()).isInstanceOf(CallState.Incoming.class);
        assertThat(held(first)).isFalse();
        phone.tell(new CallCommand.Answer(second.id()));
        loop.settle();
        assertThat(held(first)).isTrue();
        assertThat(server("a2").lines()).contains("SIP/2.0 200 OK");
    }

    @Test
    void aConferenceIsHeldMutedAndResumedTogetherAndSplitIntoOneThatTalks() {
        var first = talk("+14155550199");
        var second = talk("+14155550198");
        phone.tell(new Command.Conference());
        loop.settle();
        assertThat(phone.snapshot().get().conference()).containsExactlyInAnyOrder(first, second);
        assertThat(held(first) || held(second)).isFalse();
        phone.tell(new CallCommand.Mute(first, true));
        loop.settle();
        assertThat(phone.snapshot().get().calls()).allMatch(CallSnapshot::muted);
        phone.tell(new CallCommand.Hold(second));
        loop.settle();
        assertThat(held(first) && held(second)).isTrue();
        phone.tell(new CallCommand.Resume(second));
        loop.settle();
        assertThat(held(first) || held(second)).isFalse();
        phone.tell(new Command.Split());
        loop.settle();
        assertThat(held(first)).isFalse();
        assertThat(held(second)).isTrue();
        assertThat(phone.snapshot().get().conference()).isEmpty();
    }

    @Test
    void aThirdCallHoldsTheWholeConference() {
        var first = talk("+14155550199");
        var second = talk("+14155550198");
        phone.tell(new Command.Conference());
        loop.settle();
        talk("+14155550197");
        assertThat(held(first) && held(second)).isTrue();
        assertThat(phone.snapshot().get().conference()).containsExactlyInAnyOrder(first, second);
    }

    // The end

    @Test
    void theEndCanBeReadForAWhileAndGoesIntoTheLogOnce() {
        var id = talk("+14155550199");
        phone.tell(new CallCommand.HangUp(id));
        loop.settle();
        assertThat(seen(id).orElseThrow().ended()).isTrue();
        assertThat(log.ended()).extracting(CallRecord::e164).containsExactly("+14155550199");
        assertThat(phone.snapshot().get().historyVersion()).isOne();
        loop.advance(Duration.ofSeconds(4));
        assertThat(seen(id)).isPresent();
        loop.advance(Duration.ofSeconds(60));
        assertThat(seen(id)).isEmpty();
        assertThat(log.ended()).hasSize(1);
    }

    @Test
    void aCallIsInTheLogFromItsBeginning() {
        call("+14155550199");
        server("a1").calls("+14155550142", "trunk_a1");
        loop.settle();
        assertThat(log.all())
                .extracting(CallRecord::number, CallRecord::outcome, CallRecord::answered)
                .containsExactly(
                        tuple("+14155550199", CallRecord.Outcome.IN_PROGRESS, Optional.empty()),
                        tuple("+14155550142", CallRecord.Outcome.IN_PROGRESS, Optional.empty()));
    }

    @Test
    void theLogKeepsUpWithAConversation() {
        var id = talk("+14155550199");
        loop.advance(Duration.ofMinutes(2));
        assertThat(log.all()).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.IN_PROGRESS);
            assertThat(call.talked()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(120));
        });
        phone.tell(new CallCommand.HangUp(id));
        loop.advance(Duration.ofMinutes(2));
        assertThat(log.all()).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.ANSWERED);
            assertThat(call.talked()).isEqualTo(Duration.ofMinutes(2));
        });
    }

    @Test
    void commandsForACallThatHasEndedChangeNothing() {
        var id = talk("+14155550199");
        phone.tell(new CallCommand.HangUp(id));
        loop.settle();
        var sent = server("a1").lines().size();
        phone.tell(new CallCommand.Hold(id));
        phone.tell(new CallCommand.HangUp(id));
        phone.tell(new CallCommand.Redirect(id, new SipAddress("", "9008", "example.com")));
        phone.tell(new CallCommand.SendDigits(id, "1"));
        loop.settle();
        assertThat(server("a1").lines()).hasSize(sent);
    }

    // Digits behind pauses

    @Test
    void storedDigitsGoOnceSoundFlowsAndOnlyOnce() {
        var id = phone.call(dialled("+14155550199,,12#", "example.com", Optional.empty()));
        loop.settle();
        server("a1").answers("+14155550199");
        assertThat(media.last().digits()).isEmpty();
        media.last().tell(new MediaEvent.Connected());
        loop.settle();
        assertThat(media.last().digits()).isEqualTo(",,12#");
        phone.tell(new CallCommand.Mute(id, true));
        loop.settle();
        assertThat(media.last().digits()).isEqualTo(",,12#");
        assertThat(seen(id).orElseThrow().dialled()).doesNotContain("12#");
    }

    @Test
    void storedDigitsAreForgottenWithTheirCall() {
        phone.call(dialled("+14155550199,12", "example.com", Optional.empty()));
        loop.settle();
        server("a1").refuses("+14155550199", "486 Busy Here");
        assertThat(media.played()).contains(new Tone.Busy("US"));
        talk("+14155550199");
        assertThat(media.last().digits()).isEmpty();
    }

    // Whom it knows

    @Test
    void callersAreNamedAfterContactsWhileTheyCallAndInTheLog() {
        phone.know(List.of(new Contact(1, "Grace", List.of("415-555-0142"), false, false)));
        server("a1").calls("+14155550142", "trunk_a1");
        var call = phone.snapshot().get().calls().getFirst();
        assertThat(call.remote().displayName()).isEqualTo("Grace");
        phone.tell(new CallCommand.Reject(call.id(), 486));
        loop.settle();
        assertThat(log.ended()).extracting(CallRecord::name).containsExactly("Grace");
    }

    @Test
    void eachLineWatchesItsOwnDomainAndTheFirstTheRest() {
        phone.know(List.of(
                new Contact(1, "Grace", List.of("100"), false, true),
                new Contact(2, "Ada", List.of("sip:200@example.org"), false, true)));
        phone.tell(new Command.Watch(List.of(new SipAddress("", "300", "elsewhere.example"))));
        loop.settle();
        assertThat(server("a1").lines())
                .anyMatch(line -> line.startsWith("SUBSCRIBE sip:100@example.com "))
                .anyMatch(line -> line.startsWith("SUBSCRIBE sip:300@elsewhere.example "))
                .noneMatch(line -> line.startsWith("SUBSCRIBE sip:200@"));
        assertThat(server("a2").lines()).anyMatch(line -> line.startsWith("SUBSCRIBE sip:200@example.org "));
        assertThat(phone.snapshot().get().lamps())
                .extracting(lamp -> lamp.target().user())
                .containsExactlyInAnyOrder("100", "200", "300");
    }

    // What it does by itself

    @Test
    void aRuleThatACommandChangesIsUsedAndKept() {
        List<CallSettings> kept = new ArrayList<>();
        phone.whenRuled(kept::add);
        phone.tell(new Command.ChangeRules(rules -> rules.disturb(true)));
        loop.settle();
        assertThat(kept).containsExactly(phone.snapshot().get().rules());
        server("a1").calls("+14155550142", "trunk_a1");
        assertThat(server("a1").lines()).noneMatch(line -> line.startsWith("SIP/2.0 180"));
    }
}
