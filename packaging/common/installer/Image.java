package installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * jpackage's application image: launcher, class path and runtime, as installers of every system carry it.
 *
 * @param folder of the image
 * @param application the folder within that the launcher calls {@code $APPDIR}
 */
record Image(Path folder, Path application) {
    static final String VENDOR = "The Trunkline authors";
    static final String DESCRIPTION = "Telephone for numbers of SIP trunk providers";
    static final String COPYRIGHT = "Copyright 2026 the Trunkline authors. Apache License 2.0.";
    private static final String MAIN = "app.trunkline.Main";

    static Image make(Path project, String version, Payload payload, Path runtime, Path work)
            throws IOException, InterruptedException {
        var images = work.resolve("images");
        var arguments = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--name",
                name(),
                "--app-version",
                Host.SYSTEM == Host.MACOS ? MacOs.version(version) : version,
                "--vendor",
                VENDOR,
                "--description",
                DESCRIPTION,
                "--copyright",
                COPYRIGHT,
                "--input",
                payload.folder().toString(),
                "--main-jar",
                payload.main(),
                "--main-class",
                MAIN,
                "--runtime-image",
                runtime.toString(),
                "--icon",
                icon(project, work).toString(),
                "--dest",
                images.toString()));
        for (var option : options("$APPDIR")) {
            arguments.addAll(List.of("--java-options", option));
        }
        switch (Host.SYSTEM) {
            case LINUX -> {}
            case MACOS -> arguments.addAll(MacOs.imageOptions(project));
            case WINDOWS -> arguments.addAll(Windows.imageOptions(project));
        }
        Tool.jdk("jpackage", arguments);
        var folder = images.resolve(Host.SYSTEM == Host.MACOS ? name() + ".app" : name());
        return new Image(
                folder,
                folder.resolve(
                        switch (Host.SYSTEM) {
                            case LINUX -> "lib/app";
                            case MACOS -> "Contents/app";
                            case WINDOWS -> "app";
                        }));
    }

    /** On macOS people see the name in their dock. */
    static String name() {
        return Host.SYSTEM == Host.MACOS ? "Trunkline" : "trunkline";
    }

    /**
     * Options of the virtual machine; {@code src/site/markdown/decisions} has the measurements behind them.
     *
     * @param application where the class path is
     */
    static List<String> options(String application) {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                // Small at first: what a telephone keeps is little, and a collection of it takes 6 ms.
                "-Xms24m",
                "-Xmn8m",
                "-Xmx512m",
                // What a crash says is no event; where it is to be written is known to the program alone, which finds
                // it.
                "-XX:+DisplayVMOutputToStderr",
                // Its counters would be a file in the temporary folder.
                "-XX:-UsePerfData",
                "-XX:AOTCache=" + application + "/" + AotCache.NAME,
                // Standard output is for events only.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                // A cache that does not fit, after a change by hand, is no reason to write into anyone's pipe.
                "-Xlog:aot*=off:stderr",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtrunkline.natives=" + application + "/natives",
                "-Dorg.sqlite.lib.path=" + application + "/natives",
                "-Djna.boot.library.path=" + application + "/natives",
                "-Djna.nounpack=true");
    }

    /** What every system's jpackage is told to pack this image; each adds its own. */
    List<String> packing(String type, String version, Path project, Path resources, Path place) {
        return new ArrayList<>(List.of(
                "--type", type,
                "--name", name(),
                "--app-version", version,
                "--app-image", folder.toString(),
                "--license-file", project.resolve("LICENSE").toString(),
                "--resource-dir", resources.toString(),
                "--dest", place.toString()));
    }

    /** In the launcher's own order, which an AOT cache is particular about. */
    String classPath() throws IOException {
        try (var lines = Files.lines(application.resolve(name() + ".cfg"))) {
            return lines.filter(line -> line.startsWith("app.classpath="))
                    .map(line -> line.substring("app.classpath=".length())
                            .replace("$APPDIR", application.toString())
                            .replace('/', File.separatorChar))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    void tellSize() {
        FileTree.tellSize(folder);
    }

    private static Path icon(Path project, Path work) throws IOException, InterruptedException {
        return switch (Host.SYSTEM) {
            case LINUX -> project.resolve("assets/icons/trunkline-512.png");
            case MACOS -> MacOs.icon(project, work);
            case WINDOWS -> Windows.icon(project, work);
        };
    }
}
