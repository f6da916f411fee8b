package app.trunkline.session;

import app.trunkline.session.SessionView.Icon;
import app.trunkline.session.SessionView.Pixels;
import app.trunkline.session.SessionView.Tray;
import app.trunkline.session.TrayWire.Picture;
import app.trunkline.session.TrayWire.ToolTip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.Variant;

/**
 * The icon in the tray as trays read it ({@code org.kde.StatusNotifierItem}). Replaced on the session's thread; read on
 * threads of the bus library's.
 */
final class TrayIcon implements TrayWire.Item, Properties {
    static final String PATH = "/StatusNotifierItem";
    static final String FACE = "org.kde.StatusNotifierItem";

    private final AtomicReference<Tray> now;
    private final Consumer<Press> presses;

    TrayIcon(Tray first, Consumer<Press> presses) {
        this.now = new AtomicReference<>(first);
        this.presses = presses;
    }

    Tray use(Tray next) {
        return Objects.requireNonNull(now.getAndSet(next));
    }

    static String status(Tray tray) {
        return tray.urgent() ? "NeedsAttention" : "Active";
    }

    private static List<Picture> pictures(Icon icon) {
        return icon.sizes().stream().map(TrayIcon::picture).toList();
    }

    private static Picture picture(Pixels pixels) {
        var bytes = ByteBuffer.allocate(pixels.argb().length * Integer.BYTES).order(ByteOrder.BIG_ENDIAN);
        bytes.asIntBuffer().put(pixels.argb());
        return new Picture(pixels.size(), pixels.size(), bytes.array());
    }

    private Map<String, Variant<?>> properties() {
        var tray = Objects.requireNonNull(now.get());
        var pictures = new Variant<>(pictures(tray.icon()), "a(iiay)");
        var none = new Variant<>(List.<Picture>of(), "a(iiay)");
        Map<String, Variant<?>> all = new HashMap<>();
        all.put("Category", new Variant<>("Communications"));
        all.put("Id", new Variant<>("trunkline"));
        all.put("Title", new Variant<>(tray.title()));
        all.put("Status", new Variant<>(status(tray)));
        all.put("WindowId", new Variant<>(0));
        all.put("IconName", new Variant<>(""));
        all.put("IconThemePath", new Variant<>(""));
        all.put("IconPixmap", pictures);
        all.put("OverlayIconName", new Variant<>(""));
        all.put("OverlayIconPixmap", none);
        all.put("AttentionIconName", new Variant<>(""));
        all.put("AttentionIconPixmap", pictures);
        all.put("AttentionMovieName", new Variant<>(""));
        all.put("ToolTip", new Variant<>(new ToolTip("", List.of(), tray.title(), tray.words()), "(sa(iiay)ss)"));
        all.put("ItemIsMenu", new Variant<>(false));
        all.put("Menu", new Variant<>(new DBusPath(TrayMenu.PATH)));
        return all;
    }

    @Override
    public void Activate(int x, int y) {
        presses.accept(new Press.Show());
    }

    @Override
    public void SecondaryActivate(int x, int y) {
        presses.accept(new Press.Show());
    }

    @Override
    public void ContextMenu(int x, int y) {
        // The tray draws the menu itself.
    }

    @Override
    public void Scroll(int delta, String orientation) {
        // Nothing in here has a size.
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A> A Get(String face, String name) {
        return (A) properties().getOrDefault(name, new Variant<>(""));
    }

    @Override
    public <A> void Set(String face, String name, A value) {
        // Nothing of it can be set.
    }

    @Override
    public Map<String, Variant<?>> GetAll(String face) {
        return properties();
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }
}
