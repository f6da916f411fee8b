package app.trunkline.ui.update;

import app.trunkline.text.Texts;
import app.trunkline.update.Release;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A newer version in words. FX thread; needs no toolkit. */
public final class UpdateNoticeViewModel {
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper notes = new ReadOnlyStringWrapper("");
    private final UpdateNews news;
    private final Texts texts;
    private Optional<Release> shown = Optional.empty();

    public UpdateNoticeViewModel(UpdateNews news, Texts texts) {
        this.news = news;
        this.texts = texts;
    }

    public void apply(Optional<Release> release) {
        shown = release;
        title.set(release.map(r -> texts.get("update.title", r.version().toString()))
                .orElse(""));
        notes.set(release.map(Release::notes).orElse(""));
    }

    /** Which version it is; empty when there is none to tell of. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /** What is new; may be empty. */
    public ReadOnlyStringProperty notes() {
        return notes.getReadOnlyProperty();
    }

    /** Opens the page; the notice stays, for nothing is installed by reading. */
    public void read() {
        shown.ifPresent(news.read());
    }

    /** Takes the notice away, for this version for good. */
    public void skip() {
        var unwanted = shown;
        apply(Optional.empty());
        unwanted.ifPresent(news.skip());
    }
}
