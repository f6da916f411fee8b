package app.trunkline.update;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.loop.VirtualEventLoop;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a check asks, and what it makes of what a real server gives. */
class UpdateCheckTest {
    private static final String RUNNING = "0.1.0";

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Publisher publisher = new Publisher();
    private final List<Finding> told = new ArrayList<>();

    UpdateCheckTest() throws IOException {}

    @AfterEach
    void stop() {
        publisher.close();
    }

    private UpdateCheck check(long seed) throws GeneralSecurityException {
        return new UpdateCheck(
                loop,
                Runnable::run,
                new NoticeFetch("Trunkline/" + RUNNING),
                Optional.of(publisher.publicKey()),
                RUNNING,
                new Random(seed));
    }

    private Finding now(URI place) throws GeneralSecurityException {
        check(1).now(place, told::add);
        loop.settle();
        assertThat(loop.pendingTimers()).isZero();
        assertThat(told).hasSize(1);
        return told.removeFirst();
    }

    @Test
    void tellsOfANewerVersionAndSaysNothingOfItselfButItsName() throws Exception {
        var found = now(publisher.publish("/release.json", Publisher.notice("0.2.0")));
        assertThat(found)
                .isInstanceOfSatisfying(
                        Finding.Newer.class,
                        newer -> assertThat(newer.release().version()).hasToString("0.2.0"));
        assertThat(publisher.asked)
                .containsExactly("/release.json Trunkline/0.1.0 null", "/release.json.sig Trunkline/0.1.0 null");
    }

    @Test
    void theSameAndAnOlderVersionAreNoNews() throws Exception {
        assertThat(now(publisher.publish("/same", Publisher.notice(RUNNING)))).isEqualTo(new Finding.UpToDate());
        assertThat(now(publisher.publish("/old", Publisher.notice("0.0.9")))).isEqualTo(new Finding.UpToDate());
    }

    @Test
    void believesNoForgedNoticeAndNoStrangersKey() throws Exception {
        var genuine = Publisher.notice("0.2.0");
        assertThat(now(publisher.publish(
                        "/forged", genuine.replace("example.com", "example.net"), publisher.signature(genuine))))
                .isEqualTo(new Finding.Unbelievable());
        try (var stranger = new Publisher()) {
            assertThat(now(publisher.publish("/stranger", genuine, stranger.signature(genuine))))
                    .isEqualTo(new Finding.Unbelievable());
        }
        assertThat(now(publisher.publish("/garbage", "{\"version\": "))).isEqualTo(new Finding.Unbelievable());
    }

    @Test
    void takesNoMoreThanANoticeMayWeigh() throws Exception {
        assertThat(now(publisher.publish("/huge", Publisher.notice("0.2.0") + " ".repeat(66_000))))
                .isEqualTo(new Finding.Unreachable());
        assertThat(publisher.asked).noneMatch(request -> request.startsWith("/huge.sig"));
        assertThat(now(publisher.publish("/large", Publisher.notice("0.2.0") + " ".repeat(60_000))))
                .isInstanceOf(Finding.Newer.class);
    }

    @Test
    void followsAFewRedirectionsAndNoneToStrangers() throws Exception {
        publisher.publish("/here", Publisher.notice("0.2.0"));
        publisher.redirect("/moved", "/here");
        publisher.redirect("/moved.sig", publisher.at("/here.sig").toString());
        assertThat(now(publisher.at("/moved"))).isInstanceOf(Finding.Newer.class);
        publisher.redirect("/away", "http://example.invalid/release.json");
        assertThat(now(publisher.at("/away"))).isEqualTo(new Finding.Unreachable());
        publisher.redirect("/circle", "/circle");
        assertThat(now(publisher.at("/circle"))).isEqualTo(new Finding.Unreachable());
        assertThat(publisher.asked.stream().filter(request -> request.startsWith("/circle")))
                .hasSize(4);
    }

    @Test
    void aServerThatIsNotThereOrHasNoNoticeIsUnreachable() throws Exception {
        assertThat(now(publisher.at("/nothing"))).isEqualTo(new Finding.Unreachable());
        publisher.serve("/alone", exchange -> Publisher.answer(exchange, 200, Publisher.notice("0.2.0")));
        publisher.serve("/alone.sig", exchange -> Publisher.answer(exchange, 404, ""));
        assertThat(now(publisher.at("/alone"))).isEqualTo(new Finding.Unreachable());
        try (var closed = new ServerSocket(0)) {
            var port = closed.getLocalPort();
            closed.close();
            assertThat(now(URI.create("http://localhost:" + port + "/release.json")))
                    .isEqualTo(new Finding.Unreachable());
        }
    }

    @Test
    void withoutAKeyNothingIsAsked() throws Exception {
        var keyless =
                new UpdateCheck(loop, Runnable::run, new NoticeFetch("T/1"), Optional.empty(), RUNNING, new Random(1));
        var place = publisher.publish("/release.json", Publisher.notice("0.2.0"));
        keyless.use(Optional.of(place));
        loop.advance(Duration.ofDays(3));
        keyless.now(place, told::add);
        assertThat(told).containsExactly(new Finding.NoKey());
        assertThat(publisher.asked).isEmpty();
    }

    @Test
    void asksSomeMinutesAfterTheStartAndThenOnceADay() throws Exception {
        var check = check(7);
        check.use(Optional.of(publisher.publish("/release.json", Publisher.notice("0.2.0"))));
        loop.advance(Duration.ofSeconds(119));
        assertThat(publisher.asked).isEmpty();
        loop.advance(Duration.ofMinutes(14));
        assertThat(publisher.asked).hasSize(2);
        assertThat(check.news().get()).isPresent();
        loop.advance(Duration.ofHours(21));
        assertThat(publisher.asked).hasSize(2);
        loop.advance(Duration.ofHours(6));
        assertThat(publisher.asked).hasSize(4);
        loop.advance(Duration.ofDays(10));
        assertThat(publisher.asked.size() / 2).isBetween(11, 13);
    }

    @Test
    void manySeatsDoNotAskAtOnce() throws Exception {
        var posts = new Posts(loop);
        var place = Optional.of(publisher.at("/nothing"));
        for (var seat = 0; seat < 1000; seat++) {
            new UpdateCheck(
                            posts,
                            Runnable::run,
                            new NoticeFetch("T/1"),
                            Optional.of(publisher.publicKey()),
                            RUNNING,
                            new Random(seat))
                    .use(place);
        }
        assertThat(posts.delays)
                .allMatch(delay ->
                        delay.compareTo(Duration.ofMinutes(2)) >= 0 && delay.compareTo(Duration.ofMinutes(15)) < 0);
        var perMinute =
                posts.delays.stream().collect(Collectors.groupingBy(Duration::toMinutes, Collectors.counting()));
        assertThat(perMinute).hasSize(13);
        assertThat(perMinute.values()).allMatch(seats -> seats < 150);
    }

    @Test
    void switchedOffItAsksNoMoreAndForgets() throws Exception {
        var check = check(3);
        var place = publisher.publish("/release.json", Publisher.notice("0.2.0"));
        check.use(Optional.of(place));
        check.use(Optional.empty());
        assertThat(loop.pendingTimers()).isZero();
        check.now(place, told::add);
        loop.settle();
        assertThat(check.news().get()).isPresent();
        check.use(Optional.of(place));
        check.use(Optional.empty());
        assertThat(check.news().get()).isEmpty();
        loop.advance(Duration.ofDays(2));
        assertThat(publisher.asked).hasSize(2);
    }

    @Test
    void anAnswerThatFailsLeavesWhatIsKnown() throws Exception {
        var check = check(3);
        check.now(publisher.publish("/release.json", Publisher.notice("0.2.0")), told::add);
        check.now(publisher.at("/nothing"), told::add);
        loop.settle();
        assertThat(check.news().get()).isPresent();
        check.now(publisher.publish("/withdrawn", Publisher.notice(RUNNING)), told::add);
        loop.settle();
        assertThat(check.news().get()).isEmpty();
    }

    @Test
    void aServerThatTricklesIsGivenUpAfterTenSeconds() throws Exception {
        var inside = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        publisher.serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write('{');
                body.flush();
                inside.countDown();
                while (true) {
                    body.write(' ');
                    body.flush();
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                gone.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var posts = new Posts(loop);
        try (var io = Threads.io("test-io")) {
            var check = new UpdateCheck(
                    posts, io, new NoticeFetch("T/1"), Optional.of(publisher.publicKey()), RUNNING, new Random(1));
            check.now(publisher.at("/slow"), told::add);
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            loop.advance(Duration.ofSeconds(9));
            assertThat(told).isEmpty();
            loop.advance(Duration.ofSeconds(1));
            assertThat(told).containsExactly(new Finding.Unreachable());
            // The server sees that nobody listens any more, and the late answer is nobody's.
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            posts.takeOne();
            assertThat(told).hasSize(1);
        }
    }

    /** Takes what other threads post to the loop, for the test's thread to run. */
    private static final class Posts implements EventLoop {
        private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
        private final VirtualEventLoop loop;
        final List<Duration> delays = new ArrayList<>();

        Posts(VirtualEventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            posted.add(task);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            delays.add(delay);
            return loop.schedule(delay, task);
        }

        @Override
        public Instant now() {
            return loop.now();
        }

        @Override
        public RandomGenerator random() {
            return loop.random();
        }

        @Override
        public boolean onLoop() {
            return loop.onLoop();
        }

        void takeOne() throws InterruptedException {
            var task = posted.poll(10, TimeUnit.SECONDS);
            assertThat(task).isNotNull();
            task.run();
        }
    }
}
