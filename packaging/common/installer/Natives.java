package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the image's native code asks of the system, read off it by {@code readelf}.
 *
 * @param libraries sonames that the image does not bring itself, such as {@code libpulse.so.0}
 * @param glibc the newest version of the C library that a symbol asks for, such as {@code 2.34}
 */
record Natives(TreeSet<String> libraries, String glibc) {
    private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.+)]");
    private static final Pattern GLIBC = Pattern.compile("GLIBC_(2\\.\\d+)");
    /** Renamed when Debian 13 and Ubuntu 24.04 got 64-bit times; the same library on the 64-bit processors we know. */
    private static final Map<String, String> RENAMED = Map.of(
            "libasound2", "libasound2t64",
            "libatk1.0-0", "libatk1.0-0t64",
            "libglib2.0-0", "libglib2.0-0t64",
            "libgtk-3-0", "libgtk-3-0t64");

    static Natives of(Path image) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("readelf", "--dynamic", "--version-info", "--wide"));
        List<String> own = new ArrayList<>();
        try (var all = Files.walk(image)) {
            for (var file :
                    all.filter(Files::isRegularFile).filter(Natives::isElf).toList()) {
                own.add(file.getFileName().toString());
                command.add(file.toString());
            }
        }
        var libraries = new TreeSet<String>();
        var minor = 0;
        for (var line : Tool.output(command)) {
            var needed = NEEDED.matcher(line);
            if (needed.find() && !own.contains(needed.group(1))) {
                libraries.add(needed.group(1));
            }
            var glibc = GLIBC.matcher(line);
            while (glibc.find()) {
                minor = Math.max(minor, Integer.parseInt(glibc.group(1).substring(2)));
            }
        }
        return new Natives(libraries, "2." + minor);
    }

    private static boolean isElf(Path file) {
        try (var in = Files.newInputStream(file)) {
            var magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 0x7f && magic[1] == 'E' && magic[2] == 'L' && magic[3] == 'F';
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As Debian packages, each with the name that it has in other releases: the building machine knows one of them. */
    String asDebianPackages() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("dpkg", "-S"));
        libraries.forEach(soname -> command.add("*/" + Host.processor() + "-linux-gnu/" + soname));
        var packages = new TreeSet<String>();
        for (var line : Tool.output(command)) {
            packages.add(line.substring(0, line.indexOf(':')));
        }
        packages.remove("libc6");
        var alternatives = new ArrayList<String>();
        alternatives.add("libc6 (>= " + glibc + ")");
        for (var name : packages) {
            var old = name.endsWith("t64") ? name.substring(0, name.length() - 3) : name;
            var renamed = RENAMED.get(old);
            alternatives.add(renamed == null ? name : renamed + " | " + old);
        }
        return String.join(", ", alternatives);
    }

    /** As rpm's own names for libraries, which every distribution has. */
    String asRpmRequirements() {
        var all = new ArrayList<String>();
        libraries.stream()
                .filter(soname -> !soname.startsWith("ld-linux"))
                .forEach(soname -> all.add(soname + "()(64bit)"));
        all.add("libc.so.6(GLIBC_" + glibc + ")(64bit)");
        return String.join(", ", all);
    }
}
