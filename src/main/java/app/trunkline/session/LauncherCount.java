package app.trunkline.session;

import java.util.Map;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number on the program's icon in docks and task bars that listen to {@code com.canonical.Unity.LauncherEntry}, as
 * Plasma's and Ubuntu's do. On the session's thread.
 */
final class LauncherCount {
    private static final Logger LOG = LoggerFactory.getLogger(LauncherCount.class);
    private static final String FACE = "com.canonical.Unity.LauncherEntry";

    private final Bus bus;
    private int shown;

    LauncherCount(Bus bus) {
        this.bus = bus;
    }

    void show(int count) {
        if (count == shown) {
            return;
        }
        shown = count;
        Map<String, Variant<?>> properties =
                Map.of("count", new Variant<>((long) count), "count-visible", new Variant<>(count > 0));
        try {
            bus.signal(
                    "/com/canonical/unity/launcherentry/trunkline",
                    FACE,
                    "Update",
                    "sa{sv}",
                    "application://trunkline.desktop",
                    properties);
        } catch (BusException e) {
            LOG.debug("the icon's number stays as it is: {}", e.getMessage());
        }
    }
}
