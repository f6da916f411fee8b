package installer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The class path as it is installed: native libraries are taken out of their archives and laid beside them, those of
 * other systems are left out.
 *
 * @param folder of the archives
 * @param natives below it
 */
record Payload(Path folder, Path natives) {
    /** @param released the time stamp that all files get: an AOT cache knows its archives by it */
    static Payload of(Path libraries, Path folder, Instant released) throws IOException {
        var payload = new Payload(folder, folder.resolve("natives"));
        Files.createDirectories(payload.natives);
        try (var archives = Files.list(libraries)) {
            for (var archive : archives.sorted().toList()) {
                payload.add(archive);
            }
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(released));
            }
        }
        return payload;
    }

    /** The archives, in the order of the class path. */
    List<String> archives() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The program's own archive. */
    String main() throws IOException {
        return archives().stream()
                .filter(name -> name.startsWith("trunkline-"))
                .findFirst()
                .orElseThrow();
    }

    private void add(Path archive) throws IOException {
        var name = archive.getFileName().toString();
        if (name.startsWith("webrtc-java-") && name.contains(Host.processor())) {
            takeNatives(archive, Payload::isNative, "webrtc-java");
            return;
        }
        if (name.startsWith("sqlite-jdbc-") || name.startsWith("jna-5")) {
            takeNatives(archive, Payload::isOurs, "");
        }
        var unreached = Unreached.ofArchive(name);
        if (unreached.isPresent()) {
            copyWithout(archive, unreached.get());
        } else {
            Files.copy(archive, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isNative(String entry) {
        return entry.endsWith(".so") || entry.endsWith(".dylib") || entry.endsWith(".jnilib") || entry.endsWith(".dll");
    }

    /** Whether it is for this system and processor, by the folder names of sqlite-jdbc and JNA. */
    private static boolean isOurs(String entry) {
        var intel = Host.processor().equals("x86_64");
        var place = switch (Host.SYSTEM) {
            case LINUX -> intel ? "/(linux/x86_64|linux-x86-64)/" : "/(linux/aarch64|linux-aarch64)/";
            case MACOS -> intel ? "/(mac/x86_64|darwin-x86-64)/" : "/(mac/aarch64|darwin-aarch64)/";
            case WINDOWS -> intel ? "/(windows/x86_64|win32-x86-64)/" : "/(windows/aarch64|win32-aarch64)/";
        };
        return isNative(entry) && entry.toLowerCase(Locale.ROOT).matches(".*" + place + "[^/]*");
    }

    private interface Choice {
        boolean takes(String entry);
    }

    /** @param as name to load it by, empty for the file's own */
    private void takeNatives(Path archive, Choice choice, String as) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            var chosen = zip.stream().filter(e -> choice.takes(e.getName())).toList();
            if (chosen.size() != 1) {
                throw new IllegalStateException(archive + " should have one library for this system: " + chosen);
            }
            var entry = chosen.getFirst();
            var file = as.isEmpty()
                    ? entry.getName().substring(entry.getName().lastIndexOf('/') + 1)
                    : System.mapLibraryName(as);
            try (var in = zip.getInputStream(entry)) {
                Files.copy(in, natives.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void copyWithout(Path archive, Pattern out) throws IOException {
        try (var zip = new ZipFile(archive.toFile());
                var copy = new ZipOutputStream(open(folder.resolve(archive.getFileName())))) {
            for (var entry : zip.stream()
                    .filter(e -> !out.matcher(e.getName()).matches())
                    .toList()) {
                var copied = new ZipEntry(entry.getName());
                copied.setTimeLocal(entry.getTimeLocal());
                copy.putNextEntry(copied);
                try (var in = zip.getInputStream(entry)) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        // Of a signed archive, the larger part of it are sums of every file.
                        var manifest = new Manifest(in);
                        manifest.getEntries().clear();
                        manifest.write(copy);
                    } else {
                        in.transferTo(copy);
                    }
                }
            }
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }
}
