package app.trunkline.session;

import app.trunkline.session.Bus.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the screen on: by the screen saver's own interface, else by GNOME's session, else by the portal. Each of them ends it
 * when the connection does. On the session's thread.
 */
final class Wakefulness {
    private static final Logger LOG = LoggerFactory.getLogger(Wakefulness.class);
    private static final String SAVER = "org.freedesktop.ScreenSaver";
    private static final String GNOME = "org.gnome.SessionManager";
    private static final String PORTAL = "org.freedesktop.portal.Desktop";
    /** The session counts as idle no longer; the same number in GNOME's session and in the portal. */
    private static final UInt32 IDLE = new UInt32(8);

    private final Bus bus;
    private Optional<Release> held = Optional.empty();

    private interface Release {
        void run() throws BusException;
    }

    private interface Way {
        Release hold(String why) throws BusException;
    }

    Wakefulness(Bus bus) {
        this.bus = bus;
    }

    /** @param why in words; empty: the screen may go dark */
    void keep(Optional<String> why) {
        if (why.isPresent() && held.isEmpty()) {
            List<Way> ways = List.of(
                    words -> saver("/org/freedesktop/ScreenSaver", words),
                    words -> saver("/ScreenSaver", words),
                    this::gnome,
                    this::portal);
            held = ways.stream().flatMap(way -> hold(way, why.get()).stream()).findFirst();
        } else if (why.isEmpty()) {
            held.ifPresent(Wakefulness::release);
            held = Optional.empty();
        }
    }

    private static Optional<Release> hold(Way way, String why) {
        try {
            return Optional.of(way.hold(why));
        } catch (BusException e) {
            LOG.debug("the screen is not kept awake that way: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void release(Release held) {
        try {
            held.run();
        } catch (BusException e) {
            LOG.debug("whoever kept the screen awake has gone: {}", e.getMessage());
        }
    }

    private Release saver(String path, String why) throws BusException {
        var saver = new Place(SAVER, path, SAVER);
        var cookie = bus.call(saver, "Inhibit", "ss", "trunkline", why)[0];
        return () -> bus.call(saver, "UnInhibit", "u", cookie);
    }

    private Release gnome(String why) throws BusException {
        var session = new Place(GNOME, "/org/gnome/SessionManager", GNOME);
        var cookie = bus.call(session, "Inhibit", "susu", "trunkline", new UInt32(0), why, IDLE)[0];
        return () -> bus.call(session, "Uninhibit", "u", cookie);
    }

    private Release portal(String why) throws BusException {
        var desktop = new Place(PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit");
        Map<String, Variant<?>> options = Map.of("reason", new Variant<>(why));
        var handle = String.valueOf(bus.call(desktop, "Inhibit", "sua{sv}", "", IDLE, options)[0]);
        return () -> bus.call(new Place(PORTAL, handle, "org.freedesktop.portal.Request"), "Close", "");
    }
}
