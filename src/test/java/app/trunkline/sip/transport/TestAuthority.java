package app.trunkline.sip.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of the test's own and certificates by it, made with the JDK's keytool in a folder. */
public final class TestAuthority {
    /** For localhost, 127.0.0.1 and {@link #FAR_HOST}. */
    public static final String GOOD = "good";

    /** For another host. */
    public static final String OTHER_NAME = "other";

    /** For localhost, yesterday. */
    public static final String EXPIRED = "expired";

    /** A name that only a proxy can know. */
    public static final String FAR_HOST = "sip.far.invalid";

    private static final String PASSWORD = "changeit";

    private final Path folder;

    public TestAuthority(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        pair("ca", "-ext", "bc:c", "-dname", "CN=Test authority");
        var local = "san=dns:localhost,ip:127.0.0.1,dns:" + FAR_HOST;
        pair(GOOD, "-signer", "ca", "-ext", local, "-dname", "CN=localhost");
        pair(OTHER_NAME, "-signer", "ca", "-ext", "san=dns:elsewhere.invalid", "-dname", "CN=elsewhere.invalid");
        pair(EXPIRED, "-signer", "ca", "-ext", local, "-dname", "CN=localhost", "-startdate", "-10d", "-validity", "9");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-file", pem().toString());
    }

    /** One more certificate by the authority, by keytool's own options. */
    void makes(String alias, String... options) throws IOException, InterruptedException {
        pair(
                alias,
                Stream.concat(Stream.of("-signer", "ca"), Stream.of(options)).toArray(String[]::new));
    }

    private void pair(String alias, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
        arguments.addAll(List.of(more));
        if (!arguments.contains("-keyalg")) {
            arguments.addAll(List.of("-keyalg", "EC"));
        }
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Xshare:auto"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    /** The authority's certificate as a PEM file. */
    public Path pem() {
        return folder.resolve("ca.pem");
    }

    /** A server's TLS with one of the certificates. */
    public SSLContext server(String alias) throws GeneralSecurityException, IOException {
        var all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            all.load(in, PASSWORD.toCharArray());
        }
        var one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
