package installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JavaFX's archive for Windows carries DLLs that java.base has. Here the same with names that this machine's JDK has. */
class JavaFxModulesIT {
    private static final String OF_JAVA_BASE = System.mapLibraryName("net");
    /** In the JDK, but of a module that is not linked: JavaFX's stays. */
    private static final String OF_ANOTHER_MODULE = System.mapLibraryName("instrument");

    private static final String OF_JAVAFX = System.mapLibraryName("glass");

    @TempDir
    private Path folder;

    @Test
    void whatJavaBaseBringsIsLeftOutOfJavaFx() throws IOException {
        var modules = folder.resolve("modules");
        var runtime = folder.resolve("runtime");

        JavaFxModules.make(archives(), modules, folder.resolve("work"));

        Tool.jdk(
                "jlink",
                List.of(
                        "--module-path",
                        modules.toString(),
                        "--add-modules",
                        "javafx.graphics",
                        "--output",
                        runtime.toString()));
        var natives = runtime.resolve(OF_JAVAFX.endsWith(".dll") ? "bin" : "lib");
        assertThat(natives.resolve(OF_JAVAFX)).hasContent("JavaFX's");
        assertThat(natives.resolve(OF_ANOTHER_MODULE)).hasContent("JavaFX's");
        assertThat(natives.resolve(OF_JAVA_BASE))
                .isNotEmptyFile()
                .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1000));
    }

    private Path archives() throws IOException {
        var source = Files.writeString(folder.resolve("module-info.java"), "module javafx.graphics {}");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        var archives = Files.createDirectories(folder.resolve("archives"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(archives.resolve("javafx-graphics-1-here.jar")))) {
            zip.putNextEntry(new ZipEntry("module-info.class"));
            Files.copy(folder.resolve("module-info.class"), zip);
            for (var name : List.of(OF_JAVA_BASE, OF_ANOTHER_MODULE, OF_JAVAFX)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("JavaFX's".getBytes(StandardCharsets.UTF_8));
            }
        }
        return archives;
    }
}
