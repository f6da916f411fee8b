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
            description =
                    "what to do when the other side wants to transfer you: follow (unless given), wait for the command"
                            + " transfer-accept or transfer-refuse, or decline with 603")
    private @Nullable String transfers;

    @Option(
            names = "--hold-music",
            paramLabel = "WAV|tune",
            description = "what the other side hears while it is on hold, over and over: a file, or the tune that comes"
                    + " with Trunkline; silence unless given")
    private @Nullable String holdMusic;

    /** The rules with what was asked for here. */
    CallSettings within(CallSettings rules) throws UsageException {
        return rules.withTransfers(transfers()).withWhileHeld(whileHeld());
    }

    /** A script that was told nothing follows, as it always did: nobody is there to be asked. */
    private Transfers transfers() throws UsageException {
        if (transfers == null) {
            return Transfers.ALLOW;
        }
        return switch (transfers.toLowerCase(Locale.ROOT)) {
            case "allow" -> Transfers.ALLOW;
            case "ask" -> Transfers.ASK;
            case "refuse" -> Transfers.REFUSE;
            default -> throw new UsageException("--transfers takes allow, ask or refuse.");
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
            throw new UsageException("\"" + holdMusic + "\" is no file name.");
        }
    }
}
