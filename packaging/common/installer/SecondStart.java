package installer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a start needs that only hands a number over to the phone that runs already: an AOT cache of those few classes, and the
 * options to go with it. The phone's own cache loads all of its classes at once, which is most of a second. Linux alone:
 * there a script starts the program, and sees whether a phone runs.
 */
final class SecondStart {
    private static final String NAME = "second-start";
    /** How the image's own options begin that would load the phone's cache, or that are for natives. */
    private static final List<String> NOT_NEEDED = List.of("-XX:AOTCache=", "-D");

    private SecondStart() {}

    /**
     * @param application where the image's class path will be once it is installed
     * @param main the program's own archive, which has all that a second start needs
     */
    static void prepare(Image image, Path runtime, String application, String main)
            throws IOException, InterruptedException {
        var cache = image.application().resolve(NAME + ".aot");
        rehearse(runtime, options(image.application().toString(), main), cache);
        var options = options(application, main);
        options.add(0, "-XX:AOTCache=" + application + "/" + cache.getFileName());
        Files.write(image.application().resolve(NAME + ".options"), options);
        FileTree.tellSize(cache);
    }

    private static List<String> options(String application, String main) {
        var options = new ArrayList<>(Image.options(application).stream()
                .filter(option -> NOT_NEEDED.stream().noneMatch(option::startsWith))
                .toList());
        options.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Dtrunkline.second-start=true", "-cp", application + "/" + main));
        return options;
    }

    /** One start, and what takes its number in the place of a phone. */
    private static void rehearse(Path runtime, List<String> options, Path cache)
            throws IOException, InterruptedException {
        // In the temporary folder: the address of a socket is at most about 100 bytes long.
        var home = Files.createTempDirectory("trunkline-second");
        var data = Files.createDirectories(home.resolve("data"));
        try (var phone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            phone.bind(UnixDomainSocketAddress.of(data.resolve("instance.sock")));
            var taker = Thread.ofVirtual().start(() -> take(phone));
            var command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
            command.add("-XX:AOTCacheOutput=" + cache);
            command.addAll(options);
            command.addAll(List.of("app.trunkline.Main", "dial", "tel:+14155550101"));
            Tool.run(command, Map.of("TRUNKLINE_HOME", home.toString()));
            taker.join();
        } finally {
            FileTree.delete(home);
        }
    }

    private static void take(ServerSocketChannel phone) {
        try (var start = phone.accept()) {
            start.read(ByteBuffer.allocate(1_024));
            start.write(StandardCharsets.US_ASCII.encode("taken\n"));
        } catch (IOException e) {
            throw new IllegalStateException("the rehearsal of a second start handed nothing over", e);
        }
    }
}
