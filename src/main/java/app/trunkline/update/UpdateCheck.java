package app.trunkline.update;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the notice of the newest release: some minutes after it is put to use, and then about once a day, at random
 * moments, so that the computers of a large company do not ask all at once. On the loop.
 *
 * <p>A notice that is not newer than what runs is no news, however well it is signed: whoever holds an old notice cannot lead
 * anybody back with it.
 */
public final class UpdateCheck {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateCheck.class);

    /** For the notice and its signature together. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration FIRST_AFTER = Duration.ofMinutes(2);
    private static final Duration FIRST_SPREAD = Duration.ofMinutes(13);
    private static final Duration AGAIN_AFTER = Duration.ofHours(22);
    private static final Duration AGAIN_SPREAD = Duration.ofHours(4);

    private final EventLoop loop;
    private final Executor io;
    private final NoticeFetch fetch;
    private final Optional<ReleaseKey> key;
    private final String running;
    private final RandomGenerator random;
    private final Observable<Optional<Release>> news = new Observable<>(Optional.empty());
    private Optional<URI> address = Optional.empty();
    private Cancellable next = Cancellable.NONE;

    /**
     * @param io a virtual thread for each task
     * @param key of whoever publishes releases; without one nothing is asked
     * @param running the version that runs
     */
    public UpdateCheck(
            EventLoop loop,
            Executor io,
            NoticeFetch fetch,
            Optional<ReleaseKey> key,
            String running,
            RandomGenerator random) {
        this.loop = loop;
        this.io = io;
        this.fetch = fetch;
        this.key = key;
        this.running = running;
        this.random = random;
    }

    /** The newer release, once one is known; set on the loop. */
    public Observable<Optional<Release>> news() {
        return news;
    }

    /** Checks by itself from now on, at this address; empty: no more, and what is known is forgotten. */
    public void use(Optional<URI> place) {
        loop.assertOnLoop();
        if (place.equals(address)) {
            return;
        }
        address = place;
        next.cancel();
        next = Cancellable.NONE;
        if (place.isEmpty()) {
            news.set(Optional.empty());
        } else if (key.isEmpty()) {
            LOG.info("updates are not checked: this build has no release key");
        } else {
            next = loop.schedule(spread(FIRST_AFTER, FIRST_SPREAD), this::daily);
        }
    }

    private void daily() {
        next = loop.schedule(spread(AGAIN_AFTER, AGAIN_SPREAD), this::daily);
        address.ifPresent(place -> check(place, finding -> {
            // Switched off, or sent elsewhere, while the answer was under way.
            if (address.equals(Optional.of(place))) {
                keep(finding);
            }
        }));
    }

    private Duration spread(Duration least, Duration more) {
        return least.plusMillis(random.nextLong(more.toMillis()));
    }

    /** Checks once, because somebody asked; the finding comes on the loop, within ten seconds. */
    public void now(URI place, Consumer<Finding> callback) {
        loop.assertOnLoop();
        check(place, finding -> {
            keep(finding);
            callback.accept(finding);
        });
    }

    private void keep(Finding finding) {
        switch (finding) {
            case Finding.Newer(var release) -> news.set(Optional.of(release));
            case Finding.UpToDate() -> news.set(Optional.empty());
            case Finding.NoKey(), Finding.Unreachable(), Finding.Unbelievable() -> {}
        }
    }

    private void check(URI place, Consumer<Finding> callback) {
        if (key.isEmpty()) {
            callback.accept(new Finding.NoKey());
            return;
        }
        new Request(place, key.get(), callback).start();
    }

    private Finding find(URI place, ReleaseKey signer) {
        try {
            var release = signer.read(fetch.fetch(place));
            return release.newerThan(running) ? new Finding.Newer(release) : new Finding.UpToDate();
        } catch (IOException e) {
            LOG.info("updates could not be checked: {}", e.toString());
            return new Finding.Unreachable();
        } catch (UnbelievableNoticeException e) {
            LOG.warn("what {} says of a new version is not believed: {}", place, e.getMessage());
            return new Finding.Unbelievable();
        }
    }

    /** One question: answered by the server or by the clock, whichever comes first, and only once. */
    private final class Request {
        private final FutureTask<?> task;
        private final Consumer<Finding> callback;
        private Cancellable deadline = Cancellable.NONE;
        private Optional<Finding> answer = Optional.empty();

        Request(URI place, ReleaseKey signer, Consumer<Finding> callback) {
            this.callback = callback;
            task = new FutureTask<>(
                    () -> {
                        var finding = find(place, signer);
                        loop.execute(() -> end(finding));
                    },
                    null);
        }

        void start() {
            deadline = loop.schedule(TIMEOUT, () -> {
                task.cancel(true);
                end(new Finding.Unreachable());
            });
            io.execute(task);
        }

        private void end(Finding finding) {
            if (answer.isEmpty()) {
                answer = Optional.of(finding);
                deadline.cancel();
                callback.accept(finding);
            }
        }
    }
}
