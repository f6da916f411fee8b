package app.trunkline.terminal;

import app.trunkline.media.MediaException;
import app.trunkline.media.WavFile;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the far side may ask for, and what it hears while it waits. Filled by picocli; {@link #within} gives the rules. */
final class FarSideOptions {
    @Option(
            names = "--transfers",
            paramLabel = "allow|ask|refuse",
            description = "${bundle:terminal.far-side.transfers}")
    private @Nullable String transfers;

    @Option(names = "--hold-music", paramLabel = "WAV|tune", description = "${bundle:terminal.far-side.hold-music}")
    private @Nullable String holdMusic;

    /** The rules with what was asked for here. */
    CallSettings within(CallSettings rules) throws UsageException {
        return rules.withTransfers(transfers()).withWhileHeld(whileHeld());
    }

    /** Asked about unless told otherwise, as in the window: it is the user who pays for what the far side has dialled. */
    private Transfers transfers() throws UsageException {
        if (transfers == null) {
            return Transfers.ASK;
        }
        return switch (transfers.toLowerCase(Locale.ROOT)) {
            case "allow" -> Transfers.ALLOW;
            case "ask" -> Transfers.ASK;
            case "refuse" -> Transfers.REFUSE;
            default -> throw UsageException.of("terminal.wrong.transfers");
        };
    }

    private WhileHeld whileHeld() throws UsageException {
        if (holdMusic == null) {
            return WhileHeld.SILENCE;
        }
        if (holdMusic.equals("tune")) {
            return new WhileHeld(WhileHeld.Sound.TUNE, "");
        }
        try (var wav = WavFile.open(Path.of(holdMusic))) {
            return new WhileHeld(WhileHeld.Sound.FILE, holdMusic);
        } catch (MediaException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            throw UsageException.of("terminal.wrong.file-name", holdMusic);
        }
    }
}
