package app.trunkline.settings;

import app.trunkline.loop.OwnerOnly;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** A file that only the user can read: for systems without a secret store, when the user says so. One thread at a time. */
public final class FileSecrets implements SecretStore {
    private final Path file;

    public FileSecrets(Path file) {
        this.file = file;
    }

    @Override
    public Optional<String> read(String name) throws SecretStoreException {
        return Optional.ofNullable(load().getProperty(name));
    }

    @Override
    public void write(String name, String secret) throws SecretStoreException {
        var all = load();
        all.setProperty(name, secret);
        save(all);
    }

    @Override
    public void delete(String name) throws SecretStoreException {
        var all = load();
        if (all.remove(name) != null) {
            save(all);
        }
    }

    private Properties load() throws SecretStoreException {
        var all = new Properties();
        try {
            all.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return all;
        } catch (IOException | IllegalArgumentException e) {
            throw new SecretStoreException("the password file " + file + " cannot be read", e);
        }
        return all;
    }

    /** The temporary file is made with its permissions, so that there is no moment at which others could read it. */
    private void save(Properties all) throws SecretStoreException {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("no folder for " + file);
            }
            OwnerOnly.folder(folder);
            var text = new StringWriter();
            all.store(text, "Passwords of Trunkline. Readable by you only; keep it so.");
            var temporary = Files.createTempFile(folder, Leftovers.SECRETS, Leftovers.SUFFIX, OwnerOnly.file(folder));
            try {
                Files.writeString(temporary, text.toString());
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new SecretStoreException("the password file " + file + " cannot be written", e);
        }
    }
}
