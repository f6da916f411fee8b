package app.trunkline.terminal;

import app.trunkline.phone.Dialling;
import app.trunkline.phone.Words;
import app.trunkline.sip.InvalidAddressException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code trunkline dial}: hands a number to the desktop phone. */
@Command(name = "dial", description = "${bundle:terminal.dial}")
final class DialCommand implements Callable<Integer> {
    private final Programs programs;

    @Parameters(paramLabel = "TARGET", description = "${bundle:terminal.dial.target}")
    private String target = "";

    DialCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() throws UsageException {
        return dial(target);
    }

    /** What a link that a desktop hands over does as well. */
    int dial(String target) throws UsageException {
        try {
            Dialling.of(target).check();
        } catch (InvalidAddressException e) {
            throw new UsageException(Words.of(e.kind()));
        }
        return programs.dial(target.strip());
    }
}
