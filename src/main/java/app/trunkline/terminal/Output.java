package app.trunkline.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Everything that the command line prints. Results go to standard output, sentences about what is wrong to standard
 * error. Any thread; a line is printed as a whole.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;

    Output(OutputStream out, OutputStream err) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
    }

    void line(String text) {
        out.print(text + "\n");
        out.flush();
    }

    void complain(String sentence) {
        err.print("trunkline: " + sentence + "\n");
        err.flush();
    }
}
