package app.trunkline.session;

import app.trunkline.session.Bus.Place;
import app.trunkline.session.SessionView.Kind;
import app.trunkline.session.SessionView.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifications (Desktop Notifications Specification 1.2, {@code org.freedesktop.Notifications}). On the session's thread. */
final class Notifications {
    static final String SERVICE = "org.freedesktop.Notifications";

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Place SERVER = new Place(SERVICE, "/org/freedesktop/Notifications", SERVICE);
    private static final String BODY = "default";
    private static final byte NORMAL = 1;
    private static final byte CRITICAL = 2;
    private static final int AS_THE_DESKTOP_LIKES = -1;
    private static final int NEVER = 0;

    /** What is on the screen; a notification that was closed there stays in here, lest it be shown again. */
    private record Shown(Notice notice, UInt32 id) {}

    private final Bus bus;
    private final Consumer<Press> presses;
    /** Whether there are notifications, and whether they have buttons. */
    private final BiConsumer<Boolean, Boolean> ability;

    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private List<Notice> wanted = List.of();
    private Optional<List<String>> capabilities = Optional.empty();

    Notifications(Bus bus, Consumer<Press> presses, BiConsumer<Boolean, Boolean> ability) throws BusException {
        this.bus = bus;
        this.presses = presses;
        this.ability = ability;
        bus.on(SERVICE, "ActionInvoked", values -> pressed(id(values), String.valueOf(values[1])));
        ask();
    }

    private static UInt32 id(Object... values) {
        return values[0] instanceof UInt32 id ? id : new UInt32(0);
    }

    private void ask() {
        try {
            capabilities = Optional.of(Bus.strings(bus.wake(SERVER, "GetCapabilities", "")[0]));
        } catch (BusException e) {
            LOG.info("no notifications: {}", e.getMessage());
            capabilities = Optional.empty();
        }
        ability.accept(capabilities.isPresent(), has("actions"));
        show(wanted);
    }

    /** One that ends when it is idle, and that the bus starts again with the next notification, has not gone. */
    void ownerChanged() {
        shown.clear();
        try {
            if (capabilities.isPresent() && wanted.isEmpty() && !bus.owned(SERVICE) && bus.startable(SERVICE)) {
                return;
            }
        } catch (BusException e) {
            LOG.debug("the bus does not say who shows notifications: {}", e.getMessage());
        }
        ask();
    }

    private boolean has(String capability) {
        return capabilities.filter(all -> all.contains(capability)).isPresent();
    }

    void show(List<Notice> notices) {
        wanted = notices;
        if (capabilities.isEmpty()) {
            return;
        }
        var keys = notices.stream().map(Notice::key).toList();
        try {
            for (var old : List.copyOf(shown.values())) {
                if (!keys.contains(old.notice().key())) {
                    shown.remove(old.notice().key());
                    bus.call(SERVER, "CloseNotification", "u", old.id());
                }
            }
            for (var notice : notices) {
                var before = Optional.ofNullable(shown.get(notice.key()));
                if (before.filter(old -> old.notice().equals(notice)).isEmpty()) {
                    notify(notice, before.map(Shown::id).orElse(new UInt32(0)));
                }
            }
        } catch (BusException e) {
            // What was to be told is told by the window's own means; a later owner of the name is asked anew.
            LOG.warn("no notifications any more: {}", e.getMessage());
            capabilities = Optional.empty();
            ability.accept(false, false);
        }
    }

    private void notify(Notice notice, UInt32 replaces) throws BusException {
        Map<String, Variant<?>> hints = new HashMap<>();
        var call = notice.kind() == Kind.CALL_INCOMING;
        hints.put("urgency", new Variant<>(call ? CRITICAL : NORMAL));
        if (notice.kind() != Kind.HINT) {
            hints.put("category", new Variant<>(category(notice.kind())));
        }
        hints.put("desktop-entry", new Variant<>("trunkline"));
        // The telephone rings by itself, on the device that was chosen for that.
        hints.put("suppress-sound", new Variant<>(call));
        var id = bus.wake(
                        SERVER,
                        "Notify",
                        "susssasa{sv}i",
                        "Trunkline",
                        replaces,
                        "trunkline",
                        notice.title(),
                        body(notice.body(), has("body-markup")),
                        actions(notice),
                        hints,
                        call ? NEVER : AS_THE_DESKTOP_LIKES)[0];
        shown.put(notice.key(), new Shown(notice, id(id)));
    }

    static String category(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** What strangers write is no markup; a server without markup takes out what looks like it. */
    static String body(String text, boolean markup) {
        return markup
                ? text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                : text.replace('<', '‹').replace('>', '›');
    }

    private String[] actions(Notice notice) {
        if (!has("actions")) {
            return new String[0];
        }
        List<String> actions = new ArrayList<>();
        IntStream.range(0, notice.buttons().size()).forEach(at -> {
            actions.add(String.valueOf(at));
            actions.add(notice.buttons().get(at).words());
        });
        actions.add(BODY);
        actions.add(notice.title());
        return actions.toArray(String[]::new);
    }

    private void pressed(UInt32 id, String action) {
        shown.values().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(Shown::notice)
                .ifPresent(notice ->
                        presses.accept(IntStream.range(0, notice.buttons().size())
                                .filter(at -> String.valueOf(at).equals(action))
                                .mapToObj(at -> notice.buttons().get(at).press())
                                .findFirst()
                                .orElse(notice.press())));
    }
}
