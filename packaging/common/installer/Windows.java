package installer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The msi and the exe, by jpackage and WiX. {@code trunkline.exe} is for the command line; {@code trunklinew.exe} is the
 * same program without a console, as {@code javaw} is to {@code java}: it is what the start menu and links open.
 */
final class Windows {
    /** Never changes: by it a newer installer finds the older version. */
    private static final String UPGRADE_CODE = "6f3f3a52-6a5e-4c0e-9d1b-6f0a7b1f5c11";

    private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

    private Windows() {}

    static List<String> imageOptions(Path project) {
        return List.of(
                "--win-console",
                "--add-launcher",
                "trunklinew=" + project.resolve("packaging/windows/trunklinew.properties"));
    }

    /** An ICO of the pictures that all systems share: a directory, and each picture as the PNG that it is. */
    static Path icon(Path project, Path work) throws IOException {
        var pictures = new ByteArrayOutputStream();
        var directory = ByteBuffer.allocate(6 + 16 * SIZES.size()).order(ByteOrder.LITTLE_ENDIAN);
        directory.putShort((short) 0).putShort((short) 1).putShort((short) SIZES.size());
        for (var size : SIZES) {
            var picture = Files.readAllBytes(project.resolve("assets/icons/trunkline-" + size + ".png"));
            // 256 is written as 0.
            directory
                    .put((byte) (int) size)
                    .put((byte) (int) size)
                    .put((byte) 0)
                    .put((byte) 0);
            directory.putShort((short) 1).putShort((short) 32).putInt(picture.length);
            directory.putInt(directory.capacity() + pictures.size());
            pictures.write(picture);
        }
        var icon = work.resolve("trunkline.ico");
        try (var out = new DataOutputStream(Files.newOutputStream(icon))) {
            out.write(directory.array());
            pictures.writeTo(out);
        }
        return icon;
    }

    /** For whom the installers are. */
    enum Scope {
        /** For the user alone, without an administrator: below {@code %LOCALAPPDATA%}. */
        USER("Programs\\Trunkline"),
        /** For the machine: below {@code %ProgramFiles%}. */
        MACHINE("Trunkline");

        /**
         * The program's folder. The msi deletes it with everything in it, at each update as well, so it is none where the
         * person's data may be.
         */
        final String folder;

        Scope(String folder) {
            this.folder = folder;
        }
    }

    static void pack(Path project, String version, Image image, Path work) throws IOException {
        var scope = Scope.valueOf(
                System.getProperty("installer.windows.scope", "user").toUpperCase(Locale.ROOT));
        for (var type : List.of("msi", "exe")) {
            var arguments = image.packing(type, version, project, project.resolve("packaging/windows"), work);
            arguments.addAll(installerOptions(scope));
            Tool.jdk("jpackage", arguments);
        }
    }

    static List<String> installerOptions(Scope scope) {
        var options = new ArrayList<>(List.of("--vendor", Image.VENDOR, "--description", Image.DESCRIPTION));
        options.addAll(List.of("--win-upgrade-uuid", UPGRADE_CODE));
        options.addAll(List.of("--win-menu", "--win-menu-group", "Trunkline"));
        options.addAll(List.of("--install-dir", scope.folder));
        if (scope == Scope.USER) {
            options.add("--win-per-user-install");
        }
        return options;
    }
}
