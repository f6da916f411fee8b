package app.trunkline.ui.settings;

import app.trunkline.settings.Settings;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.net.URI;
import java.util.function.Consumer;

/** What the dialog asks of the check for newer versions. A seam: the desktop's, which the window does not know. */
public interface UpdateActions {
    /** Whether an administrator looks after this seat and brings newer versions. */
    boolean managed(Settings settings);

    /** Where this build asks for newer versions unless told otherwise; empty when it asks nowhere. */
    String usual();

    /** Asks once for the notice of the newest version; the finding is told on the loop. */
    void now(URI place, Consumer<Finding> told);

    /** Opens the page of a release in the browser. */
    void read(Release release);
}
