package app.trunkline.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import app.trunkline.store.CallRecord.Outcome;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import app.trunkline.ui.Samples.MemoryLog;
import app.trunkline.ui.kit.TimeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private Instant now = Samples.NOW;

    private CallLogViewModel over(CallLogSource source) {
        var times = new TimeText(texts, ZoneOffset.UTC, Locale.UK);
        var model = new CallLogViewModel(phone, source, NUMBERS, texts, times, Runnable::run, () -> now);
        model.apply(Samples.phone());
        model.reload();
        return model;
    }

    private CallLogViewModel over(CallRecord... records) {
        return over(new MemoryLog(List.of(records)));
    }

    @Test
    void writesAMissedCallSoThatItCannotBeOverlooked() {
        var entry = over(Samples.calls().getFirst()).entries().getFirst();
        assertThat(entry.kind()).isEqualTo(LogEntry.Kind.MISSED);
        assertThat(entry.title()).isEqualTo("Grace Hopper");
        assertThat(entry.detail()).isEqualTo("Missed  ·  (415) 555-0123");
        assertThat(entry.when()).isEqualTo("Today 14:05");
        assertThat(entry.spoken()).isEqualTo("Missed, Grace Hopper (415) 555-0123, Today 14:05");
    }

    @Test
    void myContactsNameComesBeforeTheNetworksAndIsFound() {
        var model = over(Samples.calls().getFirst(), Samples.calls().get(1));
        model.apply(List.of(new Contact(1, "Admiral", List.of("(415) 555-0123"), false, false)));
        var entry = model.entries().getFirst();
        assertThat(entry.title()).isEqualTo("Admiral");
        assertThat(entry.detail()).isEqualTo("Missed  ·  (415) 555-0123  ·  Grace Hopper");
        assertThat(entry.spoken()).contains("Admiral", "Grace Hopper");
        model.search().set("admir");
        assertThat(model.entries()).extracting(LogEntry::title).containsExactly("Admiral");
        model.search().set("hopper");
        assertThat(model.entries()).extracting(LogEntry::title).containsExactly("Admiral");
        model.apply(List.of());
        assertThat(model.entries().getFirst().title()).isEqualTo("Grace Hopper");
    }

    @Test
    void warnsOfACallerWhoseNumberMayHaveBeenForged() {
        var entry = over(Samples.by(Samples.calls().getFirst(), CallRecord.Caller.DOUBTFUL))
                .entries()
                .getFirst();
        assertThat(entry.detail()).isEqualTo("May be forged  ·  Missed  ·  (415) 555-0123");
        assertThat(entry.spoken()).startsWith("Missed, May be forged, Grace Hopper");
    }

    @Test
    void writesAnAnsweredCallWithItsDuration() {
        var entry = over(Samples.record(1, true, "+442079460958", "", 60 * 23, 192, Outcome.ANSWERED))
                .entries()
                .getFirst();
        assertThat(entry.kind()).isEqualTo(LogEntry.Kind.OUTGOING);
        assertThat(entry.title()).isEqualTo("+44 20 7946 0958");
        assertThat(entry.detail()).isEqualTo("Outgoing");
        assertThat(entry.when()).isEqualTo("Yesterday 15:30");
        assertThat(entry.duration()).isEqualTo("3:12");
        assertThat(entry.spoken()).endsWith("3 minutes 12 seconds");
    }

    @Test
    void aCallThatWasCutOffSaysSoWithTheTimeThatIsKnown() {
        var talked = over(Samples.record(1, true, "+442079460958", "", 60 * 23, 192, Outcome.CUT_OFF))
                .entries()
                .getFirst();
        assertThat(talked.detail()).isEqualTo("Cut off when Trunkline stopped");
        assertThat(talked.duration()).isEqualTo("3:12");
        assertThat(talked.kind()).isEqualTo(LogEntry.Kind.FAILED);
        var rang = over(Samples.record(1, false, "+442079460958", "Ada", 60 * 23, 0, Outcome.CUT_OFF))
                .entries()
                .getFirst();
        assertThat(rang.detail()).isEqualTo("Cut off when Trunkline stopped  ·  +44 20 7946 0958");
        assertThat(rang.duration()).isEmpty();
        assertThat(rang.kind()).isEqualTo(LogEntry.Kind.MISSED);
    }

    @Test
    void aCallInProgressHasNoDurationYet() {
        var entry = over(Samples.record(1, true, "+442079460958", "", 5, 192, Outcome.IN_PROGRESS))
                .entries()
                .getFirst();
        assertThat(entry.detail()).isEqualTo("In progress");
        assertThat(entry.duration()).isEmpty();
        assertThat(entry.kind()).isEqualTo(LogEntry.Kind.OUTGOING);
    }

    @Test
    void redialsOverTheLineOfTheEntryWhileItExists() {
        var model = over(Samples.calls().get(1));
        model.redial(model.entries().getFirst());
        model.apply(Samples.phone(List.of()));
        model.redial(model.entries().getFirst());
        assertThat(phone.asked())
                .containsExactly(
                        "call sip:+442079460958@example.net dialled +442079460958 over line-1",
                        "call sip:+442079460958@example.net dialled +442079460958 over any");
    }

    @Test
    void searchesNumbersHoweverTheyAreTyped() {
        var model = over(new MemoryLog(Samples.calls()));
        model.search().set("(415) 555-01");
        assertThat(model.entries()).extracting(entry -> entry.call().id()).containsExactly(9L, 6L, 3L, 1L);
        model.search().set("grace");
        assertThat(model.entries()).extracting(LogEntry::title).containsExactly("Grace Hopper", "Grace Hopper");
        model.search().set("");
        assertThat(model.entries()).hasSameSizeAs(Samples.calls());
    }

    @Test
    void anAnswerThatComesTooLateIsDropped() {
        List<CompletableFuture<List<CallRecord>>> answers = new ArrayList<>();
        var model = over(new CallLogSource() {
            @Override
            public Observable<Long> version() {
                return new Observable<>(0L);
            }

            @Override
            public CompletionStage<List<CallRecord>> recent(int limit, CallQuery asked) {
                answers.add(new CompletableFuture<>());
                return answers.getLast();
            }

            @Override
            public Runnable delete(long id) {
                return () -> {};
            }
        });
        model.search().set("a");
        assertThat(model.loaded().get()).isFalse();
        answers.getLast().complete(List.of(Samples.calls().get(1)));
        answers.getFirst().complete(Samples.calls());
        assertThat(model.entries()).hasSize(1);
    }

    @Test
    void aDayLaterTodayIsYesterday() {
        var model = over(Samples.calls().getFirst());
        now = now.plusSeconds(86_400);
        model.refresh();
        assertThat(model.entries().getFirst().when()).isEqualTo("Yesterday 14:05");
    }

    @Test
    void copiesTheNumberThatWorksEverywhere() {
        var model = over(Samples.calls().getFirst(), Samples.calls().get(4));
        assertThat(model.entries()).extracting(model::copied).containsExactly("+14155550123", "*43");
    }

    @Test
    void deletesAnEntry() {
        var log = new MemoryLog(Samples.calls());
        var model = over(log);
        model.delete(model.entries().getFirst());
        model.reload();
        assertThat(model.entries()).hasSize(Samples.calls().size() - 1);
    }

    @Test
    void aCallOfUndisturbedTimeIsAMissedCall() {
        var entry = over(Samples.record(1, false, "+14155550123", "", 5, 0, Outcome.NOT_DISTURBED))
                .entries()
                .getFirst();
        assertThat(entry.kind()).isEqualTo(LogEntry.Kind.MISSED);
        assertThat(entry.detail()).isEqualTo("Missed while do not disturb was on");
    }

    @Test
    void blocksAndUnblocksTheCaller() {
        phone.publish(Samples.phone());
        var model = over(Samples.calls().getFirst(), Samples.calls().get(1));
        var caller = model.entries().getFirst();
        assertThat(model.blockable(caller)).isTrue();
        assertThat(model.blockable(model.entries().get(1))).isFalse();
        assertThat(model.blocked(caller)).isFalse();
        model.block(caller, true);
        model.apply(phone.snapshot().get());
        assertThat(phone.snapshot().get().rules().screening().blocked()).containsExactly("+14155550123");
        assertThat(model.blocked(caller)).isTrue();
        model.block(caller, false);
        assertThat(phone.snapshot().get().rules().screening().blocked()).isEmpty();
    }

    @Test
    void showsTheCallsOfOneKindAndOneLine() {
        var model = over(
                Samples.record(1, true, "+14155550100", "", 5, 60, Outcome.ANSWERED),
                Samples.record(2, false, "+14155550101", "", 6, 0, Outcome.MISSED),
                Samples.record(3, false, "+14155550102", "", 7, 0, Outcome.MISSED)
                        .withAccountId("other"),
                Samples.record(4, false, "+14155550103", "", 8, 9, Outcome.ANSWERED));
        model.apply(Samples.phone(List.of(Samples.line("line-1", "Office"), Samples.line("other", "Other"))));
        assertThat(model.filtered()).isFalse();
        model.kind().set(CallQuery.Kind.MISSED);
        assertThat(ids(model)).containsExactly(2L, 3L);
        model.line().set("other");
        assertThat(ids(model)).containsExactly(3L);
        assertThat(model.filtered()).isTrue();
        model.kind().set(CallQuery.Kind.INCOMING);
        assertThat(ids(model)).containsExactly(3L);
        model.apply(Samples.phone(List.of(Samples.line("line-1", "Office"))));
        assertThat(ids(model)).as("the line is gone").containsExactly(2L, 3L, 4L);
        model.search().set("0103");
        assertThat(ids(model)).containsExactly(4L);
    }

    private static List<Long> ids(CallLogViewModel model) {
        return model.entries().stream().map(entry -> entry.call().id()).toList();
    }

    private static String told(CallLogViewModel model, Path file) throws Exception {
        var words = new CompletableFuture<String>();
        model.whenExported(words::complete);
        model.export(file);
        return words.get(20, TimeUnit.SECONDS);
    }

    @Test
    void exportsWhatIsShownAndSaysHowMany(@TempDir Path folder) throws Exception {
        var model = over(Samples.calls().toArray(CallRecord[]::new));
        var file = folder.resolve("calls.csv");
        model.kind().set(CallQuery.Kind.MISSED);
        var missed = model.entries().size();
        assertThat(told(model, file))
                .isEqualTo(
                        missed == 1
                                ? "One call was exported to calls.csv."
                                : missed + " calls were exported to calls.csv.");
        assertThat(Files.readAllLines(file)).hasSize(missed + 1);
        var nowhere = folder.resolve("none").resolve("calls.csv");
        assertThat(told(model, nowhere))
                .isEqualTo("The calls could not be written to " + nowhere + ". Choose another folder.");
    }

    @Test
    void exportsMoreThanTheListShows(@TempDir Path folder) throws Exception {
        var model = over(LongStream.rangeClosed(1, 1_200)
                .mapToObj(id -> Samples.record(id, true, "+14155550100", "", id, 60, Outcome.ANSWERED))
                .toArray(CallRecord[]::new));
        var file = folder.resolve("calls.csv");
        assertThat(told(model, file)).isEqualTo("1,200 calls were exported to calls.csv.");
        assertThat(Files.readAllLines(file)).hasSize(1_201);
    }
}
