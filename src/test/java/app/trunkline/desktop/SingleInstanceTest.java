package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.desktop.SingleInstance.Start;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private CompletionStage<?> hear(String line) {
        heard.add(line);
        return CompletableFuture.completedFuture(null);
    }

    private Start start(Path where, String line, Duration patience) throws IOException, InterruptedException {
        return SingleInstance.start(where, line, patience, this::hear);
    }

    private SingleInstance first(Path where) throws IOException, InterruptedException {
        return ((Start.First) start(where, "show", PATIENCE)).instance();
    }

    @Test
    void theFirstOneHearsWhatLaterOnesHandOver() throws Exception {
        try (var first = first(folder)) {
            assertThat(start(folder, "dial tel:+14155550101", PATIENCE)).isInstanceOf(Start.HandedOver.class);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("dial tel:+14155550101");
            assertThat(start(folder, "x".repeat(5_000), SHORT)).as("no line").isInstanceOf(Start.Unanswered.class);
            assertThat(start(folder, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("show");
        }
        first(folder).close();
    }

    @Test
    void aDeepHomeWorksToo() throws Exception {
        var deep = folder.resolve("a-very-long-folder-name-".repeat(6));
        try (var first = first(deep)) {
            assertThat(start(deep, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("show");
        }
        assertThat(deep.resolve("instance.where")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theSocketOfADeepHomeIsWhereNobodyElseCanEnterOrGuess() throws Exception {
        var deep = folder.resolve("a-very-long-folder-name-".repeat(6));
        List<Path> places = new ArrayList<>();
        for (var run = 0; run < 2; run++) {
            try (var first = first(deep)) {
                var socket = Path.of(Files.readString(deep.resolve("instance.where")));
                places.add(socket);
                assertThat(permissions(Objects.requireNonNull(socket.getParent())))
                        .isEqualTo("rwx------");
                assertThat(permissions(deep)).isEqualTo("rwx------");
                assertThat(permissions(deep.resolve("instance.where"))).isEqualTo("rw-------");
            }
        }
        assertThat(places.getFirst()).isNotEqualTo(places.getLast());
        assertThat(places.getFirst().getParent()).doesNotExist();
        assertThat(places.getLast().getParent()).doesNotExist();
    }

    /** It was killed: its folder and its note are still there. */
    @Test
    void whatOneOfADeepHomeLeftIsRemoved() throws Exception {
        var deep = Files.createDirectories(folder.resolve("a-very-long-folder-name-".repeat(6)));
        var left = Files.createTempDirectory("trunkline-").resolve("instance.sock");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        Files.writeString(deep.resolve("instance.where"), left.toString());
        try (var first = first(deep)) {
            assertThat(left.getParent()).doesNotExist();
            assertThat(start(deep, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatOthersCouldEnterIsClosed() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("calls.db"), "");
        Files.setPosixFilePermissions(folder.resolve("calls.db"), PosixFilePermissions.fromString("rw-rw-rw-"));
        try (var first = first(folder)) {
            assertThat(permissions(folder)).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve("instance.lock"))).isEqualTo("rw-------");
            assertThat(permissions(folder.resolve("calls.db"))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path place) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
    }

    @Test
    void whoSaysNothingOrTooMuchIsHungUpOn() throws Exception {
        try (var first = first(folder);
                var silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("instance.sock")));
                var endless = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("instance.sock")))) {
            endless.write(ByteBuffer.wrap("x".repeat(1_024).getBytes(StandardCharsets.US_ASCII)));
            assertThat(endless.read(ByteBuffer.allocate(1))).as("too much").isEqualTo(-1);
            silent.write(ByteBuffer.wrap("dial 1".getBytes(StandardCharsets.US_ASCII)));
            assertThat(silent.read(ByteBuffer.allocate(1))).as("nothing more").isEqualTo(-1);
            assertThat(start(folder, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
        }
        assertThat(heard).containsExactly("show");
    }

    @Test
    void aLineIsTakenOnceItWasActedUpon() throws Exception {
        var acted = new CompletableFuture<Void>();
        var first = (Start.First) SingleInstance.start(folder, "show", PATIENCE, line -> acted);
        try (var instance = first.instance();
                var others = Executors.newSingleThreadExecutor()) {
            var later = others.submit(() -> start(folder, "dial 1", PATIENCE));
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(later.isDone()).isFalse();
            acted.complete(null);
            assertThat(later.get(10, TimeUnit.SECONDS)).isInstanceOf(Start.HandedOver.class);
        }
    }

    @Test
    void whoHangsIsNotTakenForOneWhoTookIt() throws Exception {
        var first = (Start.First) SingleInstance.start(folder, "show", PATIENCE, line -> new CompletableFuture<Void>());
        try (var instance = first.instance()) {
            assertThat(start(folder, "dial 1", SHORT)).isInstanceOf(Start.Unanswered.class);
        }
    }

    /** As a process that is stopped: the system takes connections for it, until its queue is full. */
    @Test
    void whoDoesNotEvenListenIsWaitedForNoLonger() throws Exception {
        try (var lockFile = locked();
                var deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("instance.sock")), 1);
            for (var i = 0; i < 4; i++) {
                assertThat(start(folder, "dial 1", SHORT)).isInstanceOf(Start.Unanswered.class);
            }
        }
    }

    @Test
    void aLockWithoutASocketIsTriedAgainAndThenTold() throws Exception {
        try (var lockFile = locked()) {
            assertThat(start(folder, "dial 1", SHORT)).isInstanceOf(Start.Unanswered.class);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whoBeginsToListenMeanwhileHearsIt() throws Exception {
        var lockFile = locked();
        try (var others = Executors.newSingleThreadExecutor()) {
            var later = others.submit(() -> start(folder, "dial 1", PATIENCE));
            TimeUnit.MILLISECONDS.sleep(200);
            try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(folder.resolve("instance.sock")));
                try (var channel = server.accept()) {
                    channel.write(
                            java.nio.ByteBuffer.wrap("taken\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                    assertThat(later.get(10, TimeUnit.SECONDS)).isInstanceOf(Start.HandedOver.class);
                }
            }
        } finally {
            lockFile.close();
        }
    }

    /** A phone that was quit hears nothing more; the start waits for its end, and is the first then. */
    @Test
    void aStartDuringTheEndBecomesTheFirst() throws Exception {
        var ending = first(folder);
        ending.stopListening();
        try (var others = Executors.newSingleThreadExecutor()) {
            var later = others.submit(() -> start(folder, "dial 1", PATIENCE));
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(later.isDone()).isFalse();
            ending.close();
            var next = later.get(10, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(Start.First.class);
            try (var instance = ((Start.First) next).instance()) {
                assertThat(start(folder, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
            }
        }
        assertThat(heard).containsExactly("show");
    }

    @Test
    void theSocketOfOneThatWasKilledIsNoHindrance() throws Exception {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("instance.sock")));
        }
        assertThat(folder.resolve("instance.sock")).exists();
        try (var first = first(folder)) {
            assertThat(start(folder, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
        }
    }

    @Test
    void aLaterStartTouchesNothing() throws Exception {
        try (var first = first(folder)) {
            var before = touched();
            TimeUnit.MILLISECONDS.sleep(20);
            assertThat(start(folder, "show", PATIENCE)).isInstanceOf(Start.HandedOver.class);
            assertThat(touched()).isEqualTo(before);
        }
    }

    private List<String> touched() throws IOException {
        List<String> files = new ArrayList<>();
        try (var all = Files.walk(folder)) {
            for (var file : all.toList()) {
                files.add(file + " " + Files.getAttribute(file, "unix:ctime"));
            }
        }
        return files;
    }

    private FileChannel locked() throws IOException {
        var file =
                FileChannel.open(folder.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertThat(file.lock().isValid()).isTrue();
        return file;
    }
}
