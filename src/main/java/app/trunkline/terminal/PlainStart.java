package app.trunkline.terminal;

import app.trunkline.phone.Dialling;
import app.trunkline.sip.InvalidAddressException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command lines of menus, links and scripts: {@code trunkline}, {@code trunkline URI} and {@code trunkline dial TARGET}
 * without an option. They are read here first, because a running phone takes a number in less time than it takes to
 * describe all commands. Pure.
 *
 * @param number whom to dial; empty to show the window
 */
public record PlainStart(Optional<String> number) {
    private static final Pattern LINK = Pattern.compile("(tel|sips?|callto|trunkline):.*", Pattern.CASE_INSENSITIVE);

    /** Empty for every other command line, and for a wrong one: its words are the terminal's. */
    public static Optional<PlainStart> of(String... arguments) {
        return switch (arguments.length) {
            case 0 -> Optional.of(new PlainStart(Optional.empty()));
            case 1 -> dial(arguments[0]).filter(start -> isLink(arguments[0]));
            case 2 -> dial(arguments[1]).filter(start -> arguments[0].equals("dial"));
            default -> Optional.empty();
        };
    }

    /** Whether a desktop may hand it over as a link to a number. */
    static boolean isLink(String argument) {
        return LINK.matcher(argument).matches();
    }

    private static Optional<PlainStart> dial(String target) {
        // An option, or a file of arguments.
        if (target.startsWith("-") || target.startsWith("@")) {
            return Optional.empty();
        }
        try {
            Dialling.of(target).check();
            return Optional.of(new PlainStart(Optional.of(target.strip())));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }
}
