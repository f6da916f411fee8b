package app.trunkline.it;

import java.util.ArrayList;
import java.util.List;

/** A call from the telephone network to a telephone that is registered in the laboratory, by sipp. */
public final class Sipp {
    private final Commands.Begun call;

    private Sipp(Commands.Begun call) {
        this.call = call;
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
        return new Sipp(Commands.begin("sipp " + scenario, command));
    }

    /** Waits until the call went as its scenario says and gives its Call-ID; an {@link AssertionError} tells what went otherwise. */
    public String succeeds() {
        return call.succeeds();
    }
}
