package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The dmg and the pkg, by jpackage; signed where an identity is given. */
final class MacOs {
    /** Name of a Developer ID in the keychain; without one the program is not signed. */
    private static final String IDENTITY = System.getenv("TRUNKLINE_MAC_SIGN_IDENTITY");

    private MacOs() {}

    /** The bundle's version may not begin with 0 there: before 1.0.0 the first number is counted one up. */
    static String version(String version) {
        return version.startsWith("0.") ? "1." + version.substring(2) : version;
    }

    static List<String> imageOptions(Path project) {
        var macos = project.resolve("packaging/macos");
        var options = new ArrayList<>(List.of(
                "--mac-package-identifier", "app.trunkline",
                "--mac-package-name", "Trunkline",
                "--mac-app-category", "public.app-category.business",
                "--resource-dir", macos.toString()));
        if (IDENTITY != null && !IDENTITY.isEmpty()) {
            options.addAll(List.of(
                    "--mac-sign",
                    "--mac-signing-key-user-name",
                    IDENTITY,
                    "--mac-entitlements",
                    macos.resolve("entitlements.plist").toString()));
        }
        return options;
    }

    /** The system's own icon format, made from the picture that all systems share. */
    static Path icon(Path project, Path work) throws IOException, InterruptedException {
        var set = work.resolve("trunkline.iconset");
        Files.createDirectories(set);
        var icons = project.resolve("assets/icons");
        for (var size : List.of(16, 32, 128, 256, 512)) {
            Files.copy(icons.resolve("trunkline-" + size + ".png"), set.resolve("icon_" + size + "x" + size + ".png"));
        }
        for (var size : List.of(16, 32, 128, 256)) {
            Files.copy(
                    icons.resolve("trunkline-" + 2 * size + ".png"),
                    set.resolve("icon_" + size + "x" + size + "@2x.png"));
        }
        var icon = work.resolve("trunkline.icns");
        Tool.run(List.of("iconutil", "--convert", "icns", "--output", icon.toString(), set.toString()), Map.of());
        return icon;
    }

    static void pack(Path project, String version, Image image, Path work) throws IOException {
        for (var type : List.of("dmg", "pkg")) {
            var resources = project.resolve("packaging/macos");
            Tool.jdk("jpackage", image.packing(type, version(version), project, resources, work));
            Files.move(
                    work.resolve(Image.name() + "-" + version(version) + "." + type),
                    work.resolve(Image.name() + "-" + version + "." + type),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
