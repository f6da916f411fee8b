package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.RecordingRules;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.ScriptedServer;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallRecord;
import app.trunkline.store.KeptCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One telephone after another at the same real file, on virtual time; each but the last is killed. */
class CallKeeperTest {
    private static final String BOB = "+14155550199";
    private static final AccountSettings OFFICE = AccountSettingsBuilder.builder()
            .id("a1")
            .name("Office")
            .enabled(true)
            .country("US")
            .server(ServerBuilder.builder()
                    .addresses("wss://example.com")
                    .domain("example.com")
                    .build())
            .identity(IdentityBuilder.builder().user("trunk_1").build())
            .build();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final List<CallRecord> log = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;

    /** Works at once, so that virtual time has nothing to wait for. */
    private static final class AtOnce extends ScheduledThreadPoolExecutor {
        AtOnce() {
            super(0);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /** A telephone from its start to its end. */
    private final class Process {
        private final VirtualEventLoop loop = new VirtualEventLoop();
        private final FakeMediaEngine media = new FakeMediaEngine(loop);
        private final ScriptedServer server = new ScriptedServer(loop);
        private final KeptCalls kept = new KeptCalls(folder.resolve("running.db"), new AtOnce(), loop::now);
        private final Softphone phone = new Softphone(
                loop,
                media,
                new PhoneNumbers(),
                new TestAgents(loop, media, _ -> server),
                settings -> true,
                log::add,
                Runnable::run);
        private int resumed;

        Process() {
            loop.advance(elapsed);
            phone.keepCalls(kept).thenAccept(number -> resumed = number);
            loop.settle();
            phone.use(RecordingRules.DEFAULT.withAgreement(), folder, () -> {});
            phone.use(List.of(OFFICE));
            loop.settle();
        }

        CallId talk() {
            var dialling = Dialling.of(BOB);
            var id = phone.call(
                    new Dialled(new SipAddress("", dialling.address(), "example.com"), dialling, Optional.empty()));
            loop.settle();
            server.answers(BOB);
            connected();
            return id;
        }

        void connected() {
            media.last().tell(new MediaEvent.Connected());
            loop.settle();
        }

        void tell(Command command) {
            phone.tell(command);
            loop.settle();
        }

        List<CallSnapshot> calls() {
            return phone.snapshot().get().calls();
        }

        boolean goesOn() {
            return calls().stream()
                    .flatMap(call -> call.milestones().stream())
                    .anyMatch(m -> m.kind() == Milestone.Kind.RESUMED);
        }
    }

    /** The next process, so long after the one before. */
    private Process next(Duration after) {
        if (!processes.isEmpty()) {
            var last = processes.getLast();
            elapsed = Duration.between(new VirtualEventLoop().now(), last.loop.now());
            last.kept.close();
        }
        elapsed = elapsed.plus(after);
        var process = new Process();
        processes.add(process);
        return process;
    }

    @AfterEach
    void close() {
        processes.getLast().kept.close();
    }

    @Test
    void aCallGoesOnInTheNextProcessAndHasOneRow() {
        var first = next(Duration.ZERO);
        var id = first.talk();
        first.loop.advance(Duration.ofSeconds(60));
        var second = next(Duration.ofSeconds(3));
        assertThat(second.resumed).isOne();
        assertThat(second.server.requests("INVITE")).hasSize(1);
        second.connected();
        assertThat(second.goesOn()).isTrue();
        second.loop.advance(Duration.ofSeconds(10));
        second.tell(new Command.OfCall(new CallCommand.HangUp(id)));
        assertThat(log).extracting(CallRecord::call).containsOnly(id.value());
        var row = log.getLast();
        assertThat(row.outcome()).isEqualTo(CallRecord.Outcome.ANSWERED);
        assertThat(row.answered()).contains(log.get(3).answered().orElseThrow());
        assertThat(Duration.between(row.answered().orElseThrow(), second.loop.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(73));
        assertThat(next(Duration.ofSeconds(1)).resumed).as("over").isZero();
    }

    @Test
    void whoHungUpIsNotCalled() {
        var first = next(Duration.ZERO);
        first.tell(new Command.OfCall(new CallCommand.HangUp(first.talk())));
        var second = next(Duration.ofSeconds(1));
        assertThat(second.resumed).isZero();
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void whoQuitIsNotCalled() {
        var first = next(Duration.ZERO);
        first.talk();
        first.phone.stop(() -> {});
        first.loop.settle();
        assertThat(next(Duration.ofSeconds(1)).resumed).isZero();
    }

    /** Two minutes count from when it was last there, however long it has lasted. */
    @Test
    void aCallThatWasAwayForLongIsNotCalled() {
        var first = next(Duration.ZERO);
        first.talk();
        first.loop.advance(Duration.ofMinutes(10));
        var second = next(Duration.ofSeconds(125));
        assertThat(second.resumed).isZero();
        assertThat(second.server.requests("INVITE")).isEmpty();
        var third = next(Duration.ofSeconds(1));
        assertThat(third.resumed).isZero();
    }

    @Test
    void aCallThatHasLastedForLongGoesOn() {
        var first = next(Duration.ZERO);
        first.talk();
        first.loop.advance(Duration.ofMinutes(10));
        assertThat(next(Duration.ofSeconds(110)).resumed).isOne();
    }

    @Test
    void aCallThatBringsTheProcessDownIsResumedOnce() {
        next(Duration.ZERO).talk();
        assertThat(next(Duration.ofSeconds(1)).resumed).isOne();
        var third = next(Duration.ofSeconds(1));
        assertThat(third.resumed).isZero();
        assertThat(third.server.requests("INVITE")).isEmpty();
    }

    /** One that brings it down as soon as there is sound, too. */
    @Test
    void onceMoreOnlyAfterAMinuteOfSound() {
        next(Duration.ZERO).talk();
        var second = next(Duration.ofSeconds(1));
        second.connected();
        second.loop.advance(Duration.ofSeconds(50));
        assertThat(next(Duration.ofSeconds(1)).resumed).isZero();
        next(Duration.ofSeconds(1)).talk();
        var fifth = next(Duration.ofSeconds(1));
        fifth.connected();
        fifth.loop.advance(Duration.ofSeconds(65));
        assertThat(next(Duration.ofSeconds(1)).resumed).isOne();
    }

    @Test
    void theHeldCallStaysHeldBesideTheOther() {
        var first = next(Duration.ZERO);
        var held = first.talk();
        first.loop.advance(Duration.ofSeconds(1));
        var active = first.talk();
        var second = next(Duration.ofSeconds(1));
        assertThat(second.resumed).isEqualTo(2);
        second.media.sessions().forEach(session -> session.tell(new MediaEvent.Connected()));
        second.loop.settle();
        assertThat(second.calls())
                .filteredOn(call ->
                        call.state() instanceof CallState.Established(var _, var hold, var _, var _) && hold.local())
                .extracting(CallSnapshot::id)
                .containsExactly(held);
        assertThat(second.calls()).extracting(CallSnapshot::id).containsExactly(held, active);
    }

    /** Joined calls are not joined any more: nobody is to hear what is said to the other. */
    @Test
    void ofAConferenceOneIsTalkedOn() {
        var first = next(Duration.ZERO);
        first.talk();
        first.loop.advance(Duration.ofSeconds(1));
        first.talk();
        first.tell(new Command.Conference());
        first.loop.advance(Duration.ofSeconds(1));
        var second = next(Duration.ofSeconds(1));
        assertThat(second.resumed).isEqualTo(2);
        assertThat(second.calls())
                .filteredOn(call ->
                        call.state() instanceof CallState.Established(var _, var hold, var _, var _) && hold.local())
                .hasSize(1);
    }

    @Test
    void whatWasRecordedIsRecordedOn() {
        var first = next(Duration.ZERO);
        var id = first.talk();
        first.tell(new Command.RecordCall(id, true));
        first.loop.advance(Duration.ofSeconds(3));
        var second = next(Duration.ofSeconds(1));
        assertThat(second.phone.snapshot().get().recordings()).isEmpty();
        second.connected();
        assertThat(second.phone.snapshot().get().recordings()).containsKey(id);
    }
}
