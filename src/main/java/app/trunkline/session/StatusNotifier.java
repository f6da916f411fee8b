package app.trunkline.session;

import app.trunkline.session.Bus.Place;
import app.trunkline.session.SessionView.Tray;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The icon in the tray, registered with whoever keeps the list of them ({@code org.kde.StatusNotifierWatcher}), and again
 * with the next one: a panel may come late, or be restarted. On the session's thread.
 */
final class StatusNotifier {
    static final String WATCHER = "org.kde.StatusNotifierWatcher";

    private static final Logger LOG = LoggerFactory.getLogger(StatusNotifier.class);
    private static final String WATCHER_PATH = "/StatusNotifierWatcher";

    private final Bus bus;
    private final Consumer<Press> presses;
    /** Whether there is a tray in which the icon is to be seen. */
    private final Consumer<Boolean> ability;

    private final String name =
            "org.kde.StatusNotifierItem-" + ProcessHandle.current().pid() + "-1";
    private Optional<Exported> exported = Optional.empty();

    /** What trays read. */
    private record Exported(TrayIcon icon, TrayMenu menu) {}

    StatusNotifier(Bus bus, Consumer<Press> presses, Consumer<Boolean> ability) throws BusException {
        this.bus = bus;
        this.presses = presses;
        this.ability = ability;
        bus.on(WATCHER, "StatusNotifierHostRegistered", values -> register());
        bus.on(WATCHER, "StatusNotifierHostUnregistered", values -> register());
    }

    void show(Optional<Tray> tray) throws BusException {
        if (tray.isEmpty()) {
            return;
        }
        if (exported.isEmpty()) {
            export(tray.get());
            register();
        } else {
            replace(exported.get(), tray.get());
        }
    }

    private void export(Tray tray) throws BusException {
        var made = new Exported(new TrayIcon(tray, presses), new TrayMenu(presses));
        made.menu().use(tray.menu());
        bus.export(TrayMenu.PATH, made.menu());
        bus.export(TrayIcon.PATH, made.icon());
        bus.own(name);
        exported = Optional.of(made);
    }

    private void replace(Exported shown, Tray next) throws BusException {
        var before = shown.icon().use(next);
        if (!Objects.equals(before.icon(), next.icon())) {
            bus.signal(TrayIcon.PATH, TrayIcon.FACE, "NewIcon", "");
            bus.signal(TrayIcon.PATH, TrayIcon.FACE, "NewAttentionIcon", "");
        }
        if (before.urgent() != next.urgent()) {
            bus.signal(TrayIcon.PATH, TrayIcon.FACE, "NewStatus", "s", TrayIcon.status(next));
        }
        if (!before.words().equals(next.words())) {
            bus.signal(TrayIcon.PATH, TrayIcon.FACE, "NewToolTip", "");
        }
        var revision = shown.menu().use(next.menu());
        if (revision > 0) {
            bus.signal(TrayMenu.PATH, TrayMenu.FACE, "LayoutUpdated", "ui", new UInt32(revision), 0);
        }
    }

    /** Whoever keeps the list is there, has gone, or is another one now. */
    void register() {
        if (exported.isEmpty()) {
            return;
        }
        try {
            var there = bus.owned(WATCHER);
            if (there) {
                bus.call(new Place(WATCHER, WATCHER_PATH, WATCHER), "RegisterStatusNotifierItem", "s", name);
            }
            ability.accept(there && hosted());
        } catch (BusException e) {
            LOG.info("no tray: {}", e.getMessage());
            ability.accept(false);
        }
    }

    /** A list that nobody draws is no tray. */
    private boolean hosted() throws BusException {
        var value = bus.call(
                        new Place(WATCHER, WATCHER_PATH, "org.freedesktop.DBus.Properties"),
                        "Get",
                        "ss",
                        WATCHER,
                        "IsStatusNotifierHostRegistered")[0];
        return value instanceof Variant<?> variant && Boolean.TRUE.equals(variant.getValue());
    }
}
