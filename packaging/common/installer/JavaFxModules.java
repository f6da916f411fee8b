package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * JavaFX as modules for jlink, made from Maven's archives. Those carry natives to be unpacked at each start; in a module
 * the natives become part of the runtime.
 */
final class JavaFxModules {
    private JavaFxModules() {}

    /**
     * @param javafx folder of the archives
     * @param modules where the modules go
     * @param work an empty folder
     */
    static void make(Path javafx, Path modules, Path work) throws IOException {
        Files.createDirectories(modules);
        List<Path> archives;
        try (var all = Files.list(javafx)) {
            archives = all.sorted().toList();
        }
        var duplicates = duplicates(archives, work);
        for (var archive : archives) {
            module(archive, duplicates, modules, work);
        }
    }

    /**
     * The natives that {@code java.base} brings too. On Windows JavaFX's archive carries Microsoft's C
     * runtime, as the JDK does, and jlink takes no file from two modules (JDK-8207015).
     */
    static Set<String> duplicates(List<Path> archives, Path work) throws IOException {
        var suspects = new TreeSet<String>();
        var jdk = natives(Path.of(System.getProperty("java.home")));
        for (var archive : archives) {
            try (var zip = new ZipFile(archive.toFile())) {
                zip.stream()
                        .map(ZipEntry::getName)
                        .filter(JavaFxModules::isNative)
                        .filter(jdk::contains)
                        .forEach(suspects::add);
            }
        }
        if (!suspects.isEmpty()) {
            // A JDK may lack jmods and may have JavaFX of its own. What java.base brings is what is there when it is
            // alone.
            var base = work.resolve("java.base");
            Tool.jdk("jlink", List.of("--add-modules", "java.base", "--output", base.toString()));
            suspects.retainAll(natives(base));
        }
        return suspects;
    }

    /** Of a runtime: they lie in {@code bin} on Windows and in {@code lib} elsewhere. */
    private static Set<String> natives(Path runtime) throws IOException {
        var names = new TreeSet<String>();
        for (var folder : List.of("bin", "lib")) {
            try (var files = Files.list(runtime.resolve(folder))) {
                names.addAll(files.map(file -> file.getFileName().toString())
                        .filter(JavaFxModules::isNative)
                        .toList());
            }
        }
        return names;
    }

    private static boolean isNative(String entry) {
        return entry.matches("[^/]+\\.(so|dylib|dll)");
    }

    private static void module(Path archive, Set<String> leftOut, Path modules, Path work) throws IOException {
        // javafx-base-26.0.2-linux.jar
        var name = "javafx." + archive.getFileName().toString().split("-", -1)[1];
        var classes = work.resolve(name).resolve("classes");
        var natives = work.resolve(name).resolve("lib");
        Files.createDirectories(classes);
        Files.createDirectories(natives);
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                var file = entry.getName();
                if (leftOut.contains(file)) {
                    continue;
                }
                var place = (isNative(file) ? natives : classes).resolve(file).normalize();
                if (!place.startsWith(work)) {
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
