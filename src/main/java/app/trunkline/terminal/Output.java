package app.trunkline.terminal;

import java.io.PrintStream;

/**
 * Everything that the command line prints. Results go to standard output, sentences about what is wrong to standard
 * error. Any thread; a line is printed as a whole.
 */
final class Output {
    private final PrintStream out;
    private final PrintStream err;

    Output(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
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
