package app.trunkline.ui.update;

import app.trunkline.loop.Observable;
import app.trunkline.update.Release;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the window hears of newer versions, and what it can do about one; given by the desktop.
 *
 * @param release the newer one, if there is one that the person wants to hear of; set on any thread
 * @param read opens its page in the browser; called on the FX thread
 * @param skip remembers that the person wants to hear no more of it; called on the FX thread
 */
public record UpdateNews(Observable<Optional<Release>> release, Consumer<Release> read, Consumer<Release> skip) {}
