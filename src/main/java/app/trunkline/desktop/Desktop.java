package app.trunkline.desktop;

import app.trunkline.settings.AppFolders;
import app.trunkline.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The life of the desktop phone: it claims to be the only one, and only then is anything built; it runs until the person
 * quits, and is closed. On the main thread, which waits between.
 */
public final class Desktop {
    /** The running phone took the number or showed its window, or this one ran and was quit. */
    private static final int DONE = 0;
    /** There is a running phone, and it does not answer. */
    private static final int UNANSWERED = 2;

    private static final int FAILED = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What a start is to lead to.
     *
     * @param demo with the demo line switched on for this run
     * @param number to be put into the number field
     * @param away with the window out of sight; a phone that runs already stays as it is
     */
    public record Wish(boolean demo, Optional<String> number, boolean away) {
        private String line() {
            return away && number.isEmpty() ? DesktopProgram.STAY : Desktop.line(number);
        }
    }

    private final AppFolders folders;
    private final Supplier<DesktopProgram> build;
    private final Consumer<Runnable> onInterrupt;
    private final Consumer<String> complain;

    /**
     * @param folders of the user's, in whose data the running phone is found
     * @param build makes the phone, once this start is the first
     * @param onInterrupt takes what to do when the process is told to end
     * @param complain tells whoever started the program, in words
     */
    public Desktop(
            AppFolders folders,
            Supplier<DesktopProgram> build,
            Consumer<Runnable> onInterrupt,
            Consumer<String> complain) {
        this.folders = folders;
        this.build = build;
        this.onInterrupt = onInterrupt;
        this.complain = complain;
    }

    /**
     * Hands over to the phone that runs already, before anything is made that only a first start needs. Blocks.
     *
     * @param folder of the user's data, where the running phone is found
     * @param number to be put into the number field; its window is shown without
     * @param complain tells whoever started the program, in words
     * @return the exit status; empty when no phone runs
     */
    public static OptionalInt handOver(Path folder, Optional<String> number, Consumer<String> complain) {
        return switch (SingleInstance.send(folder, line(number), PATIENCE)) {
            case TAKEN -> OptionalInt.of(DONE);
            case SILENCE -> OptionalInt.of(unanswered(number, complain));
            case NOBODY -> OptionalInt.empty();
        };
    }

    private static String line(Optional<String> number) {
        return number.map(DesktopProgram.DIAL::concat).orElse(DesktopProgram.SHOW);
    }

    private static int unanswered(Optional<String> number, Consumer<String> complain) {
        complain.accept(new Texts().get(number.isPresent() ? "desktop.not-dialled" : "desktop.unanswered"));
        return UNANSWERED;
    }

    /**
     * Runs until the person quits, or hands over to the phone that runs already.
     *
     * @return the exit status
     */
    public int run(Wish wish) {
        return run(wish, program -> new CompletableFuture<>(), PATIENCE);
    }

    /**
     * Runs for one call to the demo line, with nobody at it.
     *
     * @return the exit status
     */
    public int rehearse() {
        return run(new Wish(true, Optional.empty(), false), DesktopProgram::rehearse, PATIENCE);
    }

    /** @param errand what to do meanwhile; when it is done the phone is closed, with its exit status */
    int run(Wish wish, Function<DesktopProgram, CompletableFuture<Integer>> errand, Duration patience) {
        var built = new CompletableFuture<DesktopProgram>();
        try {
            return switch (start(wish.line(), patience, built)) {
                case SingleInstance.Start.HandedOver() -> DONE;
                case SingleInstance.Start.Unanswered() -> unanswered(wish.number(), complain);
                case SingleInstance.Start.First(var instance) -> {
                    try (instance) {
                        var run = new LastRun(
                                folders.data(), folders.logs(), Path.of(System.getProperty("user.home", "")));
                        yield live(instance::stopListening, Optional.of(run), Optional.empty(), built, wish, errand);
                    }
                }
                case SingleInstance.Start.Alone() -> {
                    var words = new Texts().get("desktop.not-kept", folders.data());
                    complain.accept(words);
                    yield live(() -> {}, Optional.empty(), Optional.of(words), built, wish, errand);
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** A folder that cannot be used keeps nobody from calling: then no other start is found, and this one is alone. */
    private SingleInstance.Start start(String line, Duration patience, CompletableFuture<DesktopProgram> built)
            throws InterruptedException {
        try {
            return SingleInstance.start(
                    folders.data(), line, patience, handed -> built.thenCompose(program -> program.handOver(handed)));
        } catch (IOException e) {
            LoggerFactory.getLogger(Desktop.class).warn("{} cannot be used", folders.data(), e);
            return new SingleInstance.Start.Alone();
        }
    }

    /**
     * @param run notes that this one goes on, where a folder can be written
     * @param notice what the person has to know from the beginning
     */
    private int live(
            Runnable stopListening,
            Optional<LastRun> run,
            Optional<String> notice,
            CompletableFuture<DesktopProgram> built,
            Wish wish,
            Function<DesktopProgram, CompletableFuture<Integer>> errand)
            throws InterruptedException {
        var quit = new CountDownLatch(1);
        onInterrupt.accept(quit::countDown);
        var program = build.get();
        run.ifPresent(_ -> program.keepCalls(folders.data()));
        program.open(wish, quit::countDown);
        notice.ifPresent(program::tell);
        run.ifPresent(program::tellOfLast);
        built.complete(program);
        var status = errand.apply(program);
        status.thenRun(quit::countDown);
        quit.await();
        // Whoever starts from now on is not to be served by a phone that ends.
        stopListening.run();
        program.close();
        return status.getNow(DONE);
    }
}
