package app.trunkline.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call from the telephone network to a telephone that is registered in the laboratory, by sipp. */
public final class Sipp {
    private final CompletableFuture<String> output;

    private Sipp(CompletableFuture<String> output) {
        this.output = output;
    }

    /**
     * Begins a call and returns at once.
     *
     * @param scenario {@code in-waits}, {@code in-hangs-up}, {@code in-cancels}, {@code in-refused}, {@code in-redirected} or {@code in-delayed-offer}
     * @param options such as {@code --stay 500}, {@code --line in-echo}, {@code --caller +14155550142}, {@code --name "Ada Lovelace"}, {@code --header "Call-Info: …"}
     */
    public static Sipp call(Lab lab, String user, String scenario, String... options) {
        List<String> command = new ArrayList<>(
                List.of(lab.script("call-in").toString(), lab.folder().toString(), user, scenario));
        command.addAll(List.of(options));
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofVirtual().name("sipp " + scenario).start(() -> {
            try {
                output.complete(Commands.run(Map.of(), command));
            } catch (Throwable e) {
                output.completeExceptionally(e);
            }
        });
        return new Sipp(output);
    }

    /** Waits until the call went as its scenario says and gives its Call-ID; an {@link AssertionError} tells what went otherwise. */
    public String succeeds() {
        try {
            return output.get(2 * Events.PATIENCE.toSeconds(), TimeUnit.SECONDS).strip();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("sipp does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
