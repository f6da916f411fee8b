package installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the program never reaches of modules that it must have. JavaFX requires the whole of {@code java.desktop} and uses
 * its beans; logging and XML bodies parse but transform nothing; a time is written in the person's language, but the
 * name of its zone, of a currency or of a language never is. And what it never reaches of libraries.
 */
final class Unreached {
    /** On Linux a sound server plays them. */
    private static final boolean TONES_BY_JAVA_SOUND = Host.SYSTEM != Host.LINUX;

    private static final Map<String, Pattern> RESOURCES = Map.of(
            "java.desktop",
            Pattern.compile(
                    "(javax/(swing|imageio|print)|com/sun/(java|swing|imageio)|sun/(swing|print|java2d|font|awt)"
                            + (TONES_BY_JAVA_SOUND ? ")/.*" : "|javax/sound|com/sun/media)/.*") + "|.*/doc-files/.*"),
            "java.xml",
            Pattern.compile("com/sun/(org/apache/(xalan|xpath|bcel)|java_cup)/.*"),
            "jdk.localedata",
            Pattern.compile("sun/util/resources/.*/(TimeZone|Locale|Currency)Names_(?!en_).*"));

    /** Of {@code java.desktop}: JavaFX draws, writes and plays by natives of its own. */
    private static final List<String> NATIVES = List.of(
            "awt",
            "awt_headless",
            "awt_lwawt",
            "awt_xawt",
            "fontmanager",
            "freetype",
            "javajpeg",
            "jawt",
            "jsound",
            "lcms",
            "mlib_image",
            "osxui",
            "splashscreen");

    /**
     * What debuggers read of natives: distributions put it into their JDK's modules (Debian's: 750 MB, most of it of
     * {@code libjvm}). jlink's own option strips it off natives but leaves such files.
     */
    private static final List<String> SYMBOLS = List.of("debuginfo", "diz", "pdb");

    /** Security providers that Java lists and that lie in modules of their own, which are not linked. */
    private static final List<String> PROVIDERS = List.of("JdkSASL", "SunPCSC", "SunPKCS11", "XMLDSig");

    /** By the beginning of an archive's name, what is left out of it. */
    private static final Map<String, Pattern> ARCHIVES = Map.of(
            // Natives of all systems, ours lie beside the archives.
            "sqlite-jdbc-",
            Pattern.compile("org/sqlite/native/.*"),
            "jna-5",
            Pattern.compile("com/sun/jna/.*\\.(so|dylib|jnilib|dll)"),
            // The Credential Manager of Windows is asked through it, and nothing else.
            "jna-platform-",
            Pattern.compile(
                    "com/sun/jna/platform/" + (Host.SYSTEM == Host.WINDOWS ? "(unix|mac|linux|dnd)/" : "") + ".*"),
            "atlantafx-base-",
            Pattern.compile("atlantafx/base/theme/(cupertino|dracula|nord)[^/]*ss"),
            // The demo line wants no Java provider of Bouncy Castle, and no algorithms but its certificates' own.
            // The signature goes as well: an AOT cache keeps no class of a signed archive.
            "bc",
            Pattern.compile(
                    "(META-INF/versions/\\d+/)?org/bouncycastle/(jcajce|jce|jsse|oer|x509|pqc/jcajce|pqc/legacy)/.*"
                            + "|META-INF/[^/]+\\.(SF|RSA|EC|DSA)|META-INF/services/java\\.security\\.Provider|(.*/)?module-info\\.class"));

    private Unreached() {}

    static Optional<Pattern> ofArchive(String name) {
        return ARCHIVES.entrySet().stream()
                .filter(each -> name.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What jlink is told to leave out. @param work a folder for its list */
    static List<String> options(Path work) throws IOException {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (var resources =
                RESOURCES.entrySet().stream().flatMap(each -> in(modules.resolve(each.getKey()), each.getValue()))) {
            var list = Files.write(
                    work.resolve("unreached"),
                    resources
                            .map(path -> path.toString().substring("/modules".length()))
                            .sorted()
                            .toList());
            var files = Stream.concat(
                            NATIVES.stream()
                                    .filter(name -> !(TONES_BY_JAVA_SOUND && name.equals("jsound")))
                                    .map(name -> "java.desktop/**/" + System.mapLibraryName(name)),
                            SYMBOLS.stream().map(ending -> "**/*." + ending))
                    .map(pattern -> "glob:/" + pattern)
                    .collect(Collectors.joining(","));
            return List.of("--exclude-resources=@" + list, "--exclude-files", files);
        }
    }

    /** jlink wants every package that a module's descriptor names, so the smallest resource of each stays. */
    private static Stream<Path> in(Path module, Pattern unreached) {
        try (var all = Files.walk(module)) {
            return all.filter(Files::isRegularFile).collect(Collectors.groupingBy(Path::getParent)).values().stream()
                    .flatMap(resources -> {
                        var out = resources.stream()
                                .filter(path -> unreached
                                        .matcher(module.relativize(path).toString())
                                        .matches())
                                .sorted(Comparator.comparingLong(Unreached::size))
                                .toList();
                        return out.size() == resources.size() ? out.stream().skip(1) : out.stream();
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes providers off Java's list that are not in the runtime. For the first that it does not find, it would ask the
     * class path, and make Bouncy Castle's provider, a thousand classes, at the first TLS connection.
     */
    static void providers(Path runtime) throws IOException {
        var file = runtime.resolve("conf/security/java.security");
        var entry = Pattern.compile("security\\.provider\\.\\d+=(\\w+).*");
        var number = new int[1];
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .flatMap(line -> {
                            var found = entry.matcher(line);
                            if (!found.matches()) {
                                return Stream.of(line);
                            }
                            return PROVIDERS.contains(found.group(1))
                                    ? Stream.empty()
                                    : Stream.of("security.provider." + ++number[0] + line.substring(line.indexOf('=')));
                        })
                        .toList());
    }
}
