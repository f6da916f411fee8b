package installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Builds the installers of the system it runs on from the exploded program that {@code mvn package} leaves. Run by
 * {@code mvn -Pinstaller package}; the JDK that runs it is the one that goes, cut down, into the installer.
 *
 * <p>Everything is made below {@code target/installer}: {@code payload} (the class path without other systems' natives),
 * {@code runtime} (a jlinked Java with JavaFX), {@code images} (jpackage's application image with its AOT cache), and
 * beside them the installers themselves.
 */
final class Build {
    private Build() {}

    /** @param arguments project folder, version, time stamp of the release (ISO 8601) */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var project = Path.of(arguments[0]);
        var version = arguments[1];
        var released = Instant.parse(arguments[2]);
        var target = project.resolve("target");
        var work = target.resolve("installer");
        FileTree.delete(work);
        Files.createDirectories(work);

        var payload = Payload.of(target.resolve("trunkline/lib"), work.resolve("payload"), released);
        var runtime = JavaRuntime.link(target.resolve("trunkline/javafx"), work);
        var image = Image.make(project, version, payload, runtime, work);
        AotCache.train(image, runtime, work);
        switch (Host.SYSTEM) {
            case LINUX -> {
                SecondStart.prepare(image, runtime, Linux.CLASS_PATH, payload.main());
                Linux.pack(project, version, image, work);
            }
            case MACOS -> MacOs.pack(project, version, image, work);
            case WINDOWS -> Windows.pack(project, version, image, work);
        }
        image.tellSize();
        try (var made = Files.list(work)) {
            made.filter(Files::isRegularFile).sorted().forEach(FileTree::tellSize);
        }
    }
}
