package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * The Java that goes into the installer: the modules in use, JavaFX among them. From Maven's archives of JavaFX, which
 * carry natives to be unpacked at each start, modules are made whose natives lie in the runtime itself.
 */
final class JavaRuntime {
    /**
     * What jdeps finds in the class path, less what is never reached (JAIN-SIP's SCTP), and what is found by name only:
     * dates of all languages, the memory that Gson and JNA reach for, the user id that the secret service asks for.
     */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.desktop",
            "java.logging",
            "java.naming",
            "java.sql",
            "java.xml",
            "javafx.controls",
            "jdk.localedata",
            "jdk.naming.dns",
            "jdk.security.auth",
            "jdk.unsupported");
    /** Languages whose dates and numbers are known; all of them weigh four times as much. */
    private static final String LOCALES =
            "en,ar,bg,ca,cs,da,de,el,es,et,fi,fr,he,hi,hr,hu,id,it,ja,ko,lt,lv,nb,nl,pl,pt,ro,ru,sk,sl,sr,sv,th,tr,uk,vi,zh";

    private JavaRuntime() {}

    static Path link(Path javafx, Path work) throws IOException {
        var javafxModules = work.resolve("jmods");
        Files.createDirectories(javafxModules);
        try (var archives = Files.list(javafx)) {
            for (var archive : archives.sorted().toList()) {
                module(archive, javafxModules, work.resolve("unpacked"));
            }
        }
        var runtime = work.resolve("runtime");
        var arguments = new ArrayList<>(List.of(
                "--module-path",
                javafxModules.toString(),
                "--add-modules",
                String.join(",", modules()),
                "--include-locales",
                LOCALES,
                "--compress",
                "zip-6",
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                runtime.toString()));
        arguments.addAll(Unreached.options(work.resolve("unpacked")));
        if (Host.SYSTEM == Host.LINUX && Tool.found("objcopy")) {
            arguments.addAll(List.of("--strip-native-debug-symbols", "exclude-debuginfo-files"));
        }
        Tool.jdk("jlink", arguments);
        Unreached.providers(runtime);
        // The first makes CDS archives, the second reads this runtime from another Java: nobody does.
        Files.deleteIfExists(runtime.resolve("lib/classlist"));
        Files.deleteIfExists(runtime.resolve("lib/jrt-fs.jar"));
        return runtime;
    }

    private static List<String> modules() {
        var modules = new ArrayList<>(MODULES);
        if (Host.SYSTEM == Host.WINDOWS) {
            // The certificate store of Windows, where companies keep their own authorities.
            modules.add("jdk.crypto.mscapi");
        }
        return modules;
    }

    private static void module(Path archive, Path modules, Path unpacked) throws IOException {
        // javafx-base-26.0.2-linux.jar
        var name = "javafx." + archive.getFileName().toString().split("-", -1)[1];
        var classes = unpacked.resolve(name).resolve("classes");
        var natives = unpacked.resolve(name).resolve("lib");
        Files.createDirectories(classes);
        Files.createDirectories(natives);
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                var file = entry.getName();
                var isNative = file.matches("[^/]+\\.(so|dylib|dll)");
                var place = (isNative ? natives : classes).resolve(file).normalize();
                if (!place.startsWith(unpacked)) {
                    throw new IllegalStateException(archive + " holds " + file);
                }
                Files.createDirectories(place.getParent());
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, place);
                }
            }
        }
        var arguments = new ArrayList<>(List.of("create", "--class-path", classes.toString()));
        arguments.addAll(List.of("--libs", natives.toString()));
        arguments.add(modules.resolve(name + ".jmod").toString());
        Tool.jdk("jmod", arguments);
    }
}
