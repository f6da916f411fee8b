package app.trunkline.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.Properties;

/** What this program is: its version, and what it was built from. Any thread. */
public final class Product {
    private static final Properties BUILT = read();

    private Product() {}

    /** The version, such as {@code 0.1.0}. */
    public static String version() {
        return built("version");
    }

    /** The name and version sent as User-Agent. */
    public static String userAgent() {
        return "Trunkline/" + version();
    }

    /** The abbreviated commit, {@code unknown} where the sources were no clone. */
    public static String commit() {
        return built("commit");
    }

    /** The version of webrtc-java, which carries the native WebRTC. */
    public static String webrtc() {
        return built("webrtc-java");
    }

    /** The version of Java that runs it. */
    public static String java() {
        return Runtime.version().toString();
    }

    /** The version of JavaFX that runs it. */
    public static String javafx() {
        return ModuleLayer.boot()
                .findModule("javafx.base")
                .flatMap(module -> Optional.ofNullable(module.getDescriptor()))
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("unknown");
    }

    private static String built(String name) {
        var value = BUILT.getProperty(name, "");
        return value.isEmpty() || value.startsWith("${") ? "unknown" : value;
    }

    private static Properties read() {
        var properties = new Properties();
        try (var in = Product.class.getResourceAsStream("product.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
