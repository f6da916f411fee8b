package app.trunkline.ui.call;

import app.trunkline.phone.CallerWords;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Standing;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.text.Texts;

/**
 * What is shown beside a caller of the right to the number.
 *
 * @param label a word or two; empty where nothing is shown
 * @param words the whole sentence
 */
record Badge(Kind kind, String label, String words) {
    /** Which icon and colour it has. */
    enum Kind {
        NONE,
        GOOD,
        PARTLY,
        GATEWAY,
        DOUBTFUL
    }

    static final Badge NOTHING = new Badge(Kind.NONE, "", "");

    static Badge of(CallerIdentity identity, Texts texts) {
        var words = CallerWords.of(identity).orElse("");
        return switch (identity.standing()) {
            case Standing.Unknown() -> NOTHING;
            case Standing.Doubtful() -> new Badge(Kind.DOUBTFUL, texts.get("badge.doubtful"), words);
            case Standing.Good(var attestation) ->
                switch (attestation.orElse(Attestation.FULL)) {
                    case FULL -> new Badge(Kind.GOOD, texts.get("badge.good"), words);
                    case PARTIAL -> new Badge(Kind.PARTLY, texts.get("badge.partly"), words);
                    case GATEWAY -> new Badge(Kind.GATEWAY, texts.get("badge.gateway"), words);
                };
        };
    }
}
