package app.trunkline.desktop;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.phone.Product;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.text.Texts;
import app.trunkline.ui.settings.UpdateActions;
import app.trunkline.ui.update.UpdateNews;
import app.trunkline.update.Finding;
import app.trunkline.update.NoticeAddress;
import app.trunkline.update.NoticeFetch;
import app.trunkline.update.Release;
import app.trunkline.update.ReleaseKey;
import app.trunkline.update.UpdateCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check for newer versions between the settings, the window and the browser. */
public final class DesktopUpdates implements UpdateActions {
    private static final Texts TEXTS = new Texts();

    private static final Logger LOG = LoggerFactory.getLogger(DesktopUpdates.class);
    /** For those who try their key out: a file in the place of the build's own. */
    private static final String KEY_PROPERTY = "trunkline.release.key";

    private final SettingsStore store;
    private final EventLoop loop;
    private final Consumer<String> say;
    private final UpdateCheck check;
    private final Browser browser;
    private final boolean managedSeat;
    private final String usual = address(resource("/assets/update/address"));
    private final Observable<Optional<Release>> wanted = new Observable<>(Optional.empty());

    /**
     * @param io a virtual thread for each task
     * @param say tells the user, on any thread
     */
    public DesktopUpdates(
            SettingsStore store, EventLoop loop, Executor io, Map<String, String> environment, Consumer<String> say) {
        this.store = store;
        this.loop = loop;
        this.say = say;
        managedSeat = Boolean.parseBoolean(environment.get("TRUNKLINE_MANAGED"));
        browser = new Browser(System.getProperty("os.name", ""), io);
        check = new UpdateCheck(
                loop, io, new NoticeFetch(Product.userAgent()), key(), Product.version(), new SplittableRandom());
        check.news().subscribe(release -> publish());
    }

    private static Optional<ReleaseKey> key() {
        try {
            var place = System.getProperty(KEY_PROPERTY, "");
            return ReleaseKey.parse(
                    place.isEmpty() ? resource("/assets/update/release.pub") : Files.readString(Path.of(place)));
        } catch (GeneralSecurityException | IOException e) {
            LOG.error("the release key cannot be read", e);
            return Optional.empty();
        }
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(DesktopUpdates.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.error("{} cannot be read", name, e);
            return "";
        }
    }

    /** The line that is no comment. */
    private static String address(String file) {
        return file.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }

    /** On the loop, at start and at each change of the settings. */
    void use(Settings settings) {
        var updates = settings.updates();
        check.use(
                managed(settings) || updates.off()
                        ? Optional.empty()
                        : NoticeAddress.parse(updates.address().isEmpty() ? usual : updates.address()));
        publish();
    }

    private void publish() {
        var skipped = store.settings().get().updates().skipped();
        wanted.set(check.news().get().filter(r -> !r.version().toString().equals(skipped)));
    }

    /** Whether an administrator says so, for this computer by the environment, or for this user by the settings file. */
    @Override
    public boolean managed(Settings settings) {
        return managedSeat || settings.managed();
    }

    /** The address that this build brings along; empty when it has none. */
    @Override
    public String usual() {
        return usual;
    }

    /** Any thread; the finding is told on the loop. */
    @Override
    public void now(URI place, Consumer<Finding> told) {
        loop.execute(() -> check.now(place, told));
    }

    /** Any thread. */
    @Override
    public void read(Release release) {
        browser.open(release.page(), () -> say.accept(TEXTS.get("update.no-browser", release.page())));
    }

    private void skip(Release release) {
        store.update(now ->
                now.withUpdates(now.updates().withSkipped(release.version().toString())));
    }

    /** For the window. */
    UpdateNews news() {
        return new UpdateNews(wanted, this::read, this::skip);
    }
}
