package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code packaging/setup} gets a JDK where the distribution has none, from a catalogue of this test. */
class TemurinIT {
    private static final String THE_ONE_LINE = "| tar xz -C ";

    @TempDir
    private Path folder;

    private Path jdks;
    private Path archive;
    private Path catalogue;

    @BeforeEach
    void publish() throws IOException, NoSuchAlgorithmException {
        // Not there yet, and with a space in its name.
        jdks = folder.resolve("a cache/jdk");
        archive = folder.resolve("jdk.tar.gz");
        catalogue = folder.resolve("catalogue.json");
        var home = folder.resolve("jdk-25.0.9+1");
        var compiler =
                Files.writeString(Files.createDirectories(home.resolve("bin")).resolve("javac"), "#!/bin/sh\n");
        assertThat(compiler.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.9+1-LTS\"\nJAVA_VERSION=\"25.0.9\"\n");
        Commands.run(
                Map.of(),
                List.of(
                        "tar",
                        "czf",
                        archive.toString(),
                        "--directory",
                        folder.toString(),
                        home.getFileName().toString()));
        list(archive.toUri(), sha256(archive));
    }

    /** As Adoptium's {@code /v3/assets/latest} writes it, which lists installers with the same names before or after. */
    private void list(URI link, String sum) throws IOException {
        Files.writeString(catalogue, """
            [
                {
                    "binary": {
                        "architecture": "x64",
                        "image_type": "jdk",
                        "installer": {
                            "checksum": "of something else",
                            "link": "https://127.0.0.1:1/installer"
                        },
                        "package": {
                            "checksum": "%s",
                            "checksum_link": "%s.sha256.txt",
                            "link": "%s",
                            "name": "jdk.tar.gz",
                            "size": 1
                        },
                        "project": "jdk"
                    },
                    "release_link": "https://127.0.0.1:1/release",
                    "release_name": "jdk-25.0.9+1"
                }
            ]
            """.formatted(sum, link, link));
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private String fetch(URI from) {
        return Commands.run(
                Map.of("TEMURIN_CATALOGUE", from.toString()),
                List.of(Repository.ROOT.resolve("packaging/common/temurin").toString(), jdks.toString()));
    }

    private void nothingIsLeft() throws IOException {
        try (var left = Files.list(jdks)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatFitsItsSumIsUnpacked() {
        assertThat(fetch(catalogue.toUri()).strip())
                .isEqualTo(jdks.resolve("jdk-25.0.9+1-LTS").toString());
        assertThat(jdks.resolve("jdk-25.0.9+1-LTS/bin/javac")).isExecutable();
        assertThat(fetch(catalogue.toUri())).as("once more").contains("25.0.9");
    }

    @Test
    void whatDoesNotFitItsSumIsNotUsed() throws IOException, NoSuchAlgorithmException {
        var sum = sha256(archive);
        list(archive.toUri(), (sum.startsWith("0") ? "1" : "0") + sum.substring(1));
        assertThatThrownBy(() -> fetch(catalogue.toUri())).hasMessageContaining("not what Adoptium published");
        nothingIsLeft();
    }

    @Test
    void whatWasCutOffIsNotUsed() throws IOException {
        try (var file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(file.length() - 20);
        }
        assertThatThrownBy(() -> fetch(catalogue.toUri())).hasMessageContaining("not what Adoptium published");
        nothingIsLeft();
    }

    @Test
    void whereTheNetworkRefusesTheOneLineIsPrinted() throws IOException {
        assertThatThrownBy(() -> fetch(URI.create("https://127.0.0.1:1/"))).hasMessageContaining(THE_ONE_LINE);
        nothingIsLeft();
        list(URI.create("https://127.0.0.1:1/jdk.tar.gz"), "0".repeat(64));
        assertThatThrownBy(() -> fetch(catalogue.toUri())).hasMessageContaining(THE_ONE_LINE);
        nothingIsLeft();
        Files.writeString(catalogue, "<html>Sign in to the network of this hotel</html>");
        assertThatThrownBy(() -> fetch(catalogue.toUri())).hasMessageContaining(THE_ONE_LINE);
        nothingIsLeft();
    }
}
