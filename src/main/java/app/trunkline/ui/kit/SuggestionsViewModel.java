package app.trunkline.ui.kit;

import app.trunkline.phone.Suggestions;
import app.trunkline.phone.Suggestions.Suggestion;
import java.util.List;
import java.util.Optional;

/** Whom the user may mean, for every field in which somebody is named. FX thread; needs no toolkit. */
public final class SuggestionsViewModel {
    private static final int MOST = 5;

    private Optional<Suggestions> known = Optional.empty();

    /** Contacts or calls have changed. */
    public void use(Suggestions now) {
        known = Optional.of(now);
    }

    /** At most five who fit what is typed so far, the likeliest first. */
    public List<Suggestion> find(String typed) {
        return known.map(all -> all.find(typed, MOST)).orElse(List.of());
    }
}
