package app.trunkline.phone;

import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaException;
import app.trunkline.settings.WhileHeld;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Negotiation;
import app.trunkline.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What far sides hear while they are held, and why they hear silence instead. On the loop. */
final class HoldMusic {
    private static final Texts TEXTS = new Texts();

    private final MediaEngine media;
    private final Runnable changed;
    private WhileHeld chosen = WhileHeld.SILENCE;
    private Optional<String> trouble = Optional.empty();

    /** @param changed told when it turns out that the music cannot be played */
    HoldMusic(MediaEngine media, Runnable changed) {
        this.media = media;
        this.changed = changed;
    }

    /** From now on, in calls that are held already as well. */
    void use(WhileHeld next) {
        if (next.equals(chosen)) {
            return;
        }
        chosen = next;
        trouble = Optional.empty();
        try {
            media.whileHeld(sound(next), failure -> failed(next, failure));
        } catch (InvalidPathException e) {
            media.whileHeld(new HeldSound.Silence(), failure -> {});
            trouble = Optional.of(Words.silentHold(TEXTS.get("hold.no-file-name", next.file())));
        }
    }

    private static HeldSound sound(WhileHeld wanted) {
        return switch (wanted.sound()) {
            case SILENCE -> new HeldSound.Silence();
            case TUNE -> new HeldSound.Tune();
            case FILE -> new HeldSound.File(Path.of(wanted.file()));
        };
    }

    private void failed(WhileHeld what, MediaException failure) {
        if (what.equals(chosen)) {
            trouble = Optional.of(Words.silentHold(String.valueOf(failure.getMessage())));
            changed.run();
        }
    }

    /** Takes note of the calls as they stand: whoever is held next may hear it again. */
    void update(List<CallSnapshot> calls) {
        if (calls.stream().noneMatch(HoldMusic::held)) {
            trouble = Optional.empty();
        }
    }

    /** Held, or about to be: the music begins before the far side knows. */
    private static boolean held(CallSnapshot call) {
        return call.state() instanceof CallState.Established(var _, var hold, var negotiation, var _)
                && (hold.local()
                        || switch (negotiation) {
                            case Negotiation.LocalOffer(var on, var restart) -> on;
                            case Negotiation.Glare(var retryAt, var on, var restart) -> on;
                            case Negotiation.Stable _, Negotiation.RemoteOffer _ -> false;
                        });
    }

    /** Why whoever is held hears silence instead of music, in words. */
    Optional<String> trouble() {
        return trouble;
    }
}
