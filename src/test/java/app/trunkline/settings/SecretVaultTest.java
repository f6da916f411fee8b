package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javakeyring.PasswordAccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** A folder in the file's place: the system's word for a full disk comes the same way. */
    @Test
    void aPasswordThatCannotBeWrittenOrDeletedIsToldOf() throws IOException {
        var vault = vault();
        Files.createDirectories(file().resolve("in the way"));
        assertThat(vault.put("a/sip", "s3cret", true).toCompletableFuture().join())
                .isEqualTo(SecretStore.Kind.MEMORY);
        assertThat(vault.forget("a/sip").toCompletableFuture().join()).isFalse();
        assertThat(vault.get("a/sip")).isEmpty();
        Files.delete(file().resolve("in the way"));
        Files.delete(file());
        assertThat(vault.forget("a/sip").toCompletableFuture().join()).isTrue();
        vault.put("a/sip", "s3cret", true).toCompletableFuture().join();
        try (var files = Files.list(folder)) {
            assertThat(files).as("no litter").containsExactly(file());
        }
    }

    @Test
    void changingOnesMindRemovesThePasswordFromTheFile() throws IOException {
        var vault = vault();
        vault.put("a/sip", "s3cret", true).toCompletableFuture().join();
        vault.put("a/sip", "s3cret", false).toCompletableFuture().join();
        assertThat(Files.readString(file())).doesNotContain("s3cret");
    }

    /** A keyring whose library throws what nobody declared, as where a Secret Service has no default collection. */
    private static KeyringSecrets throwing(Throwable failure) {
        return keyring(new KeyringSecrets.Ring() {
            @Override
            public String get(String name) {
                throw SecretVaultTest.<RuntimeException>sneaky(failure);
            }

            @Override
            public void set(String name, String secret) {
                throw SecretVaultTest.<RuntimeException>sneaky(failure);
            }

            @Override
            public void delete(String name) {
                throw SecretVaultTest.<RuntimeException>sneaky(failure);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    private static KeyringSecrets keyring(KeyringSecrets.Ring ring) {
        return new KeyringSecrets(ring);
    }

    private SecretVault over(SecretStore system) {
        return new SecretVault(() -> Optional.of(system), new FileSecrets(file()), Runnable::run);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static Stream<Throwable> whateverALibraryThrows() {
        return Stream.of(
                new NullPointerException("no default collection"),
                new IllegalStateException("locked"),
                new UnsatisfiedLinkError("no libsecret"),
                new NoClassDefFoundError("jna"),
                new PasswordAccessException("dismissed"));
    }

    @ParameterizedTest
    @MethodSource("whateverALibraryThrows")
    void aSystemStoreThatThrowsFallsBackAsTold(Throwable failure) {
        var vault = over(throwing(failure));
        assertThat(get(vault.systemStore())).isFalse();
        assertThat(get(vault.put("a/sip", "s3cret", true))).isEqualTo(SecretStore.Kind.FILE);
        assertThat(get(vault.put("b/sip", "s3cret", false))).isEqualTo(SecretStore.Kind.MEMORY);

        var next = over(throwing(failure));
        get(next.load(List.of("a/sip", "b/sip")));
        assertThat(next.get("a/sip")).contains("s3cret");
        assertThat(next.get("b/sip")).isEmpty();
        get(next.forget("a/sip"));
        assertThat(next.get("a/sip")).isEmpty();
        assertThat(file()).content().doesNotContain("a/sip");
    }

    @Test
    void aSystemStoreThatKeepsNothingIsFoundOutByReadingBack() {
        var vault = over(keyring(new KeyringSecrets.Ring() {
            @Override
            public String get(String name) {
                return "";
            }

            @Override
            public void set(String name, String secret) {}

            @Override
            public void delete(String name) {}
        }));
        assertThat(get(vault.systemStore())).isFalse();
        assertThat(get(vault.put("a/sip", "s3cret", true))).isEqualTo(SecretStore.Kind.FILE);
    }

    /** A keyring that works until it is locked. */
    private static final class Lockable implements KeyringSecrets.Ring {
        final Map<String, String> kept = new HashMap<>();
        boolean locked;

        @Override
        public String get(String name) throws PasswordAccessException {
            if (!kept.containsKey(name)) {
                throw new PasswordAccessException("none");
            }
            return kept.get(name);
        }

        @Override
        public void set(String name, String secret) {
            if (locked) {
                throw new IllegalStateException("locked");
            }
            kept.put(name, secret);
        }

        @Override
        public void delete(String name) {
            kept.remove(name);
        }
    }

    @Test
    void theNewestPasswordIsFoundAtTheNextStartWhereverItWent() {
        var ring = new Lockable();
        var vault = over(keyring(ring));
        assertThat(get(vault.systemStore())).isTrue();
        assertThat(ring.kept).as("the trial leaves nothing").isEmpty();
        assertThat(get(vault.put("a/sip", "old", true))).isEqualTo(SecretStore.Kind.SYSTEM);
        ring.locked = true;
        assertThat(get(vault.put("a/sip", "new", true))).isEqualTo(SecretStore.Kind.FILE);
        assertThat(ring.kept).as("the old one is gone").isEmpty();
        assertThat(loaded(ring)).contains("new");

        ring.locked = false;
        assertThat(get(vault.put("a/sip", "newest", true))).isEqualTo(SecretStore.Kind.SYSTEM);
        assertThat(file()).content().doesNotContain("a/sip");
        assertThat(loaded(ring)).contains("newest");

        ring.locked = true;
        assertThat(get(vault.put("a/sip", "last", false))).isEqualTo(SecretStore.Kind.MEMORY);
        assertThat(loaded(ring))
                .as("it is asked for, instead of an old one tried")
                .isEmpty();
    }

    private Optional<String> loaded(Lockable ring) {
        var next = over(keyring(ring));
        get(next.load(List.of("a/sip")));
        return next.get("a/sip");
    }
}
