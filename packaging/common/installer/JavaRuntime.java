package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that goes into the installer: the modules in use, JavaFX among them. */
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
        JavaFxModules.make(javafx, javafxModules, work.resolve("unpacked"));
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
}
