package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("secrets");
    }

    private SecretVault vault() {
        return new SecretVault(Optional::empty, new FileSecrets(file()), Runnable::run);
    }

    @Test
    void withoutASystemStoreAPasswordIsForgottenUnlessTheUserAllowsTheFile() {
        var vault = vault();
        assertThat(vault.put("a/sip", "s3cret", false).toCompletableFuture().join())
                .isEqualTo(SecretStore.Kind.MEMORY);
        assertThat(vault.get("a/sip")).contains("s3cret");
        assertThat(file()).doesNotExist();

        var next = vault();
        next.load(List.of("a/sip")).toCompletableFuture().join();
        assertThat(next.get("a/sip")).isEmpty();
    }

    /** On Windows the folder it lies in is the user's own. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileCanBeReadByItsOwnerOnly() throws IOException {
        vault().put("a/sip", "s3cret", true).toCompletableFuture().join();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theFileKeepsPasswordsUntilTheyAreForgotten() throws IOException {
        var vault = vault();
        assertThat(vault.put("a/sip", "pä:ss=w\nört", true)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(SecretStore.Kind.FILE);

        var next = vault();
        next.load(List.of("a/sip", "b/sip")).toCompletableFuture().join();
        assertThat(next.get("a/sip")).contains("pä:ss=w\nört");
        assertThat(next.get("b/sip")).isEmpty();

        next.forget("a/sip").toCompletableFuture().join();
        assertThat(Files.readString(file())).doesNotContain("a/sip");
    }

    @Test
    void changingOnesMindRemovesThePasswordFromTheFile() throws IOException {
        var vault = vault();
        vault.put("a/sip", "s3cret", true).toCompletableFuture().join();
        vault.put("a/sip", "s3cret", false).toCompletableFuture().join();
        assertThat(Files.readString(file())).doesNotContain("s3cret");
    }
}
