package app.trunkline.session;

import app.trunkline.session.SessionView.Entry;
import app.trunkline.session.TrayWire.Line;
import app.trunkline.session.TrayWire.LineEvent;
import app.trunkline.session.TrayWire.LineProperties;
import app.trunkline.session.TrayWire.Two;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * The menu of the icon in the tray ({@code com.canonical.dbusmenu}). Replaced on the session's thread; read on threads of the
 * bus library's.
 */
final class TrayMenu implements TrayWire.Menu, Properties {
    static final String PATH = "/MenuBar";
    static final String FACE = "com.canonical.dbusmenu";
    private static final String STATUS = "normal";

    /** @param revision grows with each */
    private record State(long revision, List<Entry> entries) {}

    private final AtomicReference<State> now = new AtomicReference<>(new State(1, List.of()));
    private final Consumer<Press> presses;

    TrayMenu(Consumer<Press> presses) {
        this.presses = presses;
    }

    /** @return its revision, if it is another menu than before; else 0 */
    long use(List<Entry> entries) {
        var before = state();
        if (before.entries().equals(entries)) {
            return 0;
        }
        var next = new State(before.revision() + 1, entries);
        now.set(next);
        return next.revision();
    }

    private State state() {
        return Objects.requireNonNull(now.get());
    }

    private static Map<String, Variant<?>> properties(Entry entry) {
        Map<String, Variant<?>> properties = new HashMap<>();
        // A single underscore would mark the next letter as a key.
        properties.put("label", new Variant<>(entry.words().replace("_", "__")));
        properties.put("enabled", new Variant<>(true));
        properties.put("visible", new Variant<>(true));
        entry.on().ifPresent(on -> {
            properties.put("toggle-type", new Variant<>("checkmark"));
            properties.put("toggle-state", new Variant<>(on ? 1 : 0));
        });
        return properties;
    }

    private Map<String, Variant<?>> properties(int line) {
        var entries = state().entries();
        return line >= 1 && line <= entries.size()
                ? properties(entries.get(line - 1))
                : Map.of("children-display", new Variant<>("submenu"));
    }

    @Override
    public Two<UInt32, Line> GetLayout(int parent, int depth, List<String> names) {
        var state = state();
        List<Variant<?>> below = parent != 0 || depth == 0
                ? List.of()
                : IntStream.rangeClosed(1, state.entries().size())
                        .<Variant<?>>mapToObj(line -> new Variant<>(
                                new Line(line, properties(state.entries().get(line - 1)), List.of())))
                        .toList();
        return new Two<>(new UInt32(state.revision()), new Line(parent, properties(parent), below));
    }

    @Override
    public List<LineProperties> GetGroupProperties(List<Integer> lines, List<String> names) {
        var all = lines.isEmpty()
                ? IntStream.rangeClosed(0, state().entries().size()).boxed().toList()
                : lines;
        return all.stream()
                .map(line -> new LineProperties(line, properties(line)))
                .toList();
    }

    @Override
    public Variant<?> GetProperty(int line, String name) {
        return properties(line).getOrDefault(name, new Variant<>(""));
    }

    @Override
    public void Event(int line, String event, Variant<?> data, UInt32 time) {
        var entries = state().entries();
        if (event.equals("clicked") && line >= 1 && line <= entries.size()) {
            presses.accept(entries.get(line - 1).press());
        }
    }

    @Override
    public List<Integer> EventGroup(List<LineEvent> events) {
        events.forEach(each -> Event(each.id, each.event, each.data, each.time));
        return List.of();
    }

    @Override
    public boolean AboutToShow(int line) {
        return false;
    }

    @Override
    public Two<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> lines) {
        return new Two<>(List.of(), List.of());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A> A Get(String face, String name) {
        return (A) GetAll(face).getOrDefault(name, new Variant<>(""));
    }

    @Override
    public <A> void Set(String face, String name, A value) {
        // Nothing of it can be set.
    }

    @Override
    public Map<String, Variant<?>> GetAll(String face) {
        return Map.of(
                "Version", new Variant<>(new UInt32(3)),
                "TextDirection", new Variant<>("ltr"),
                "Status", new Variant<>(STATUS),
                "IconThemePath", new Variant<>(new String[0]));
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }
}
