package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.store.KeptCalls.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that are kept for the next process, in a real file. */
@Timeout(60)
class KeptCallsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Kept ONE = new Kept("c1", "Call-ID one\nsecond line\n", false, NOW);
    private static final Kept TWO = new Kept("c2", "Call-ID two\n", true, NOW.plusSeconds(1));

    @TempDir
    Path folder;

    private KeptCalls open() {
        return KeptCalls.in(folder, () -> NOW);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<Kept> next() throws Exception {
        try (var calls = open()) {
            return get(calls.take());
        }
    }

    private void keep(Kept... kept) throws Exception {
        try (var calls = open()) {
            for (var call : kept) {
                get(calls.put(call));
            }
        }
    }

    @Test
    void theNextProcessFindsThemAsTheyWereLast() throws Exception {
        keep(ONE, TWO, new Kept("c1", "Call-ID one\nthird line\n", true, NOW.plusSeconds(2)));
        assertThat(next())
                .containsExactlyInAnyOrder(new Kept("c1", "Call-ID one\nthird line\n", true, NOW.plusSeconds(2)), TWO);
    }

    @Test
    void oneThatIsOverIsNotThere() throws Exception {
        try (var calls = open()) {
            get(calls.put(ONE));
            get(calls.put(TWO));
            get(calls.remove("c1"));
            get(calls.alive(NOW.plusSeconds(9)));
        }
        assertThat(next()).containsExactly(new Kept("c2", TWO.body(), true, NOW.plusSeconds(9)));
    }

    @Test
    void eachIsTakenOnceUnlessItWentOnWell() throws Exception {
        keep(ONE, TWO);
        try (var calls = open()) {
            assertThat(get(calls.take())).hasSize(2);
            get(calls.put(ONE));
            get(calls.put(TWO));
            get(calls.settled("c2"));
        }
        assertThat(next()).containsExactly(TWO);
        assertThat(next()).isEmpty();
    }

    @Test
    void nobodyElseCanReadThem() throws Exception {
        keep(ONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("running.db"))))
                .isEqualTo("rw-------");
    }
}
