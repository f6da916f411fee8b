package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that sign a release, with keys of this test; gpg, rpm, openssl and Java's own Ed25519 are the judges. */
class ReleaseIT {
    private static final String PASSPHRASE = "two words";

    @TempDir
    private Path folder;

    @Test
    void gpgBelievesAFileAndRpmAPackageThatTheReleaseKeySigned() throws IOException {
        Path owner = ring("owner");
        gpg(
                owner,
                "--passphrase",
                PASSPHRASE,
                "--quick-generate-key",
                "Releases <releases@lab.test>",
                "rsa3072",
                "sign");
        String secret = gpg(owner, "--passphrase", PASSPHRASE, "--armor", "--export-secret-keys");
        Path known = folder.resolve("release-key.asc");
        Files.writeString(known, gpg(owner, "--armor", "--export"));
        Path sums = Files.writeString(folder.resolve("SHA256SUMS"), "0123  trunkline_0.1.0_amd64.deb\n");
        Path rpm = rpm();

        run(Map.of("GPG_PRIVATE_KEY", secret, "GPG_PASSPHRASE", PASSPHRASE), "sign", sums.toString(), rpm.toString());

        Path person = ring("person");
        gpg(person, "--import", known.toString());
        for (Path file : List.of(sums, rpm)) {
            assertThat(gpg(person, "--verify", file + ".asc", file.toString()))
                    .contains("Good signature from \"Releases");
        }
        String database = folder.resolve("rpm-database").toString();
        command("rpmkeys", "--dbpath", database, "--import", known.toString());
        assertThat(command("rpmkeys", "--dbpath", database, "--checksig", "--verbose", rpm.toString()))
                .containsPattern("RSA/SHA256 Signature, key ID [0-9a-f]+: OK");
        Files.writeString(sums, "4567  trunkline_0.1.0_amd64.deb\n");
        assertThatThrownBy(() -> gpg(person, "--verify", sums + ".asc", sums.toString()))
                .hasMessageContaining("BAD signature");
        for (Path ring : List.of(owner, person)) {
            command("gpgconf", "--homedir", ring.toString(), "--kill", "all");
        }
    }

    @Test
    void withoutAKeyNothingIsSigned() throws IOException {
        Path sums = Files.writeString(folder.resolve("SHA256SUMS"), "");
        assertThatThrownBy(() -> run(Map.of("GPG_PRIVATE_KEY", ""), "sign", sums.toString()))
                .hasMessageContaining("GPG_PRIVATE_KEY is empty");
        assertThat(folder.resolve("SHA256SUMS.asc")).doesNotExist();
    }

    @Test
    void noticeTellsOfTheVersionAndIsSignedByEd25519() throws IOException, GeneralSecurityException {
        Path changes = Files.writeString(folder.resolve("CHANGELOG.md"), """
                # Changelog

                ## Unreleased

                - Not yet.

                ## 1.2.3 - 2026-11-24

                - "Quoted", and a line
                  that goes on.

                ## 1.2.2

                - Old.
                """);
        Path secret = folder.resolve("key.pem");
        command("openssl", "genpkey", "-algorithm", "ed25519", "-out", secret.toString());
        Path shown = folder.resolve("key.der");
        command("openssl", "pkey", "-in", secret.toString(), "-pubout", "-outform", "DER", "-out", shown.toString());

        run(
                Map.of("NOTICE_PRIVATE_KEY", Repository.read(secret)),
                "notice",
                "1.2.3",
                "2026-11-24",
                "https://example.com/releases/tag/v1.2.3",
                changes.toString(),
                folder.toString());

        byte[] notice = Files.readAllBytes(folder.resolve("release.json"));
        JsonObject read = JsonParser.parseString(Repository.read(folder.resolve("release.json")))
                .getAsJsonObject();
        assertThat(read.keySet()).containsExactly("version", "date", "page", "notes");
        assertThat(read.get("version").getAsString()).isEqualTo("1.2.3");
        assertThat(read.get("notes").getAsString()).isEqualTo("- \"Quoted\", and a line that goes on.");
        byte[] signature = Base64.getDecoder().decode(Repository.read(folder.resolve("release.json.sig")));
        PublicKey key =
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Files.readAllBytes(shown)));
        assertThat(holds(key, notice, signature)).isTrue();
        notice[20]++;
        assertThat(holds(key, notice, signature)).isFalse();
    }

    @Test
    void noticeOfAVersionWithoutASectionTellsWhatIsUnreleased() throws IOException {
        Path changes =
                Files.writeString(folder.resolve("CHANGELOG.md"), "## Unreleased\n\n- New.\n\n## 1.0.0\n\n- Old.\n");
        run(Map.of(), "notice", "1.2.3", "2026-11-24", "https://example.com", changes.toString(), folder.toString());
        assertThat(JsonParser.parseString(Repository.read(folder.resolve("release.json")))
                        .getAsJsonObject()
                        .get("notes")
                        .getAsString())
                .isEqualTo("- New.");
        assertThat(folder.resolve("release.json.sig")).doesNotExist();
    }

    private static boolean holds(PublicKey key, byte[] text, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(text);
        return check.verify(signature);
    }

    private Path rpm() throws IOException {
        Path spec = Files.writeString(folder.resolve("trunkline.spec"), """
                Name: trunkline
                Version: 0.1.0
                Release: 1
                Summary: A package to be signed
                License: Apache-2.0
                BuildArch: noarch
                %description
                Nothing is in it.
                %files
                """);
        command(
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_topdir " + folder.resolve("rpmbuild"),
                "--define",
                "_rpmdir " + folder,
                spec.toString());
        return folder.resolve("noarch/trunkline-0.1.0-1.noarch.rpm");
    }

    /** A key ring of its own: nothing of the person who runs this test is touched. The path is short, for the agent's socket. */
    private Path ring(String name) throws IOException {
        return Files.createDirectory(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String gpg(Path ring, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("gpg", "--homedir", ring.toString(), "--batch", "--quiet", "--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        return Commands.run(Map.of("LC_ALL", "C"), command);
    }

    private static String command(String... command) {
        return Commands.run(Map.of("LC_ALL", "C"), List.of(command));
    }

    private static void run(Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Repository.ROOT.resolve("packaging/release").resolve(script).toString());
        command.addAll(List.of(arguments));
        Commands.run(environment, command);
    }
}
