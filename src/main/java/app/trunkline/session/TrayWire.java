package app.trunkline.session;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What a tray calls and reads, in the shapes that dbus-java makes messages of. Its members are public for that library, which
 * finds an interface only where it extends its own directly.
 */
final class TrayWire {
    private TrayWire() {}

    /** An icon in the tray (StatusNotifierItem, as Plasma's and all others' trays understand it). */
    @DBusInterfaceName("org.kde.StatusNotifierItem")
    public interface Item extends DBusInterface {
        void Activate(int x, int y);

        void SecondaryActivate(int x, int y);

        void ContextMenu(int x, int y);

        void Scroll(int delta, String orientation);
    }

    /** The menu of an icon, drawn by the tray. */
    @DBusInterfaceName("com.canonical.dbusmenu")
    public interface Menu extends DBusInterface {
        Two<UInt32, Line> GetLayout(int parent, int depth, List<String> names);

        List<LineProperties> GetGroupProperties(List<Integer> lines, List<String> names);

        Variant<?> GetProperty(int line, String name);

        void Event(int line, String event, Variant<?> data, UInt32 time);

        List<Integer> EventGroup(List<LineEvent> events);

        boolean AboutToShow(int line);

        Two<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> lines);
    }

    /** Two values of a reply. */
    public static final class Two<A, B> extends Tuple {
        @Position(0)
        public final A first;

        @Position(1)
        public final B second;

        public Two(A first, B second) {
            this.first = first;
            this.second = second;
        }
    }

    /** A line of a menu, with the lines below it. */
    public static final class Line extends Struct {
        @Position(0)
        public final int id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        @Position(2)
        public final List<Variant<?>> below;

        public Line(int id, Map<String, Variant<?>> properties, List<Variant<?>> below) {
            this.id = id;
            this.properties = properties;
            this.below = below;
        }
    }

    public static final class LineProperties extends Struct {
        @Position(0)
        public final int id;

        @Position(1)
        public final Map<String, Variant<?>> properties;

        public LineProperties(int id, Map<String, Variant<?>> properties) {
            this.id = id;
            this.properties = properties;
        }
    }

    public static final class LineEvent extends Struct {
        @Position(0)
        public final int id;

        @Position(1)
        public final String event;

        @Position(2)
        public final Variant<?> data;

        @Position(3)
        public final UInt32 time;

        public LineEvent(int id, String event, Variant<?> data, UInt32 time) {
            this.id = id;
            this.event = event;
            this.data = data;
            this.time = time;
        }
    }

    /** A picture: ARGB, in the order of the network. */
    public static final class Picture extends Struct {
        @Position(0)
        public final int width;

        @Position(1)
        public final int height;

        @Position(2)
        public final byte[] argb;

        public Picture(int width, int height, byte... argb) {
            this.width = width;
            this.height = height;
            this.argb = argb;
        }
    }

    /** What is written beside the pointer. */
    public static final class ToolTip extends Struct {
        @Position(0)
        public final String icon;

        @Position(1)
        public final List<Picture> pictures;

        @Position(2)
        public final String title;

        @Position(3)
        public final String words;

        public ToolTip(String icon, List<Picture> pictures, String title, String words) {
            this.icon = icon;
            this.pictures = pictures;
            this.title = title;
            this.words = words;
        }
    }
}
