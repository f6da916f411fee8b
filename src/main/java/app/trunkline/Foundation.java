package app.trunkline;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.SoundSystem;
import app.trunkline.media.javasound.JavaSoundSystem;
import app.trunkline.media.pulse.PulseSoundSystem;
import app.trunkline.media.webrtc.WebRtcMediaEngine;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.Levels;
import app.trunkline.phone.LineSetup;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Product;
import app.trunkline.phone.Softphone;
import app.trunkline.phone.UserAgents;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.settings.Secret;
import app.trunkline.sip.Account;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.identity.CertificateFetch;
import app.trunkline.sip.identity.IdentityVerifier;
import app.trunkline.sip.identity.TrustPolicy;
import app.trunkline.sip.transport.WssTransport;
import app.trunkline.store.CallRecord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What every telephone of this process stands on: the loop, sound, numbers. Made on the main thread, closed there. */
final class Foundation implements AutoCloseable {
    final ThreadEventLoop loop = new ThreadEventLoop("ua-loop");
    final ExecutorService io = Threads.io("io");
    final PhoneNumbers numbers = new PhoneNumbers();
    final MediaEngine media;
    private final SoundSystem sound;
    private final TurnTunnels tunnels = new TurnTunnels(loop, isLinux());

    Foundation() {
        sound = isLinux() ? new PulseSoundSystem(loop) : new JavaSoundSystem(loop);
        media = new WebRtcMediaEngine(loop, sound);
    }

    /** Elsewhere the native library's own way with devices works. */
    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /**
     * A telephone without lines.
     *
     * @param instance UUID of the installation
     * @param secrets passwords by name, known now
     * @param identity whom to believe when callers prove their number, now
     * @param adapt what is asked of each call's media beyond its line's settings
     */
    Softphone softphone(
            UUID instance,
            Function<String, Optional<String>> secrets,
            Supplier<IdentitySettings> identity,
            UnaryOperator<MediaOptions> adapt,
            Consumer<CallRecord> history) {
        var verifier = new IdentityVerifier(loop, io, () -> trust(identity.get()), CertificateFetch.ofPublicServers());
        var agents = new UserAgents() {
            @Override
            public Account account(AccountSettings settings) throws InvalidAccountException {
                var account = LineSetup.account(settings, instance, secrets.apply(Secret.TURN.of(settings)));
                return account.withMedia(adapt.apply(tunnels.of(account)));
            }

            @Override
            public UserAgent open(
                    Account account,
                    Supplier<String> country,
                    Consumer<Levels> levels,
                    UserAgentConfig.IncomingPolicy policy,
                    Supplier<TransferPolicy> transfers) {
                return new UserAgent(
                        loop,
                        account,
                        () -> secrets.apply(Secret.SIP.of(account.id())),
                        new WssTransport(loop),
                        media,
                        new UserAgentConfig(
                                Product.userAgent(),
                                policy,
                                Duration.ofSeconds(60),
                                level -> levels.accept(new Levels(level.microphone(), level.farSide())),
                                transfers,
                                (claim, now, result) -> verifier.check(
                                        claim.read(number -> numbers.e164(number, country.get())), now, result)));
            }
        };
        return new Softphone(
                loop,
                media,
                numbers,
                agents,
                settings -> secrets.apply(Secret.SIP.of(settings)).isPresent(),
                history,
                io);
    }

    private static TrustPolicy trust(IdentitySettings identity) {
        try {
            var place = identity.certificates().strip();
            return new TrustPolicy(place.isEmpty() ? Optional.empty() : Optional.of(Path.of(place)), identity.fetch());
        } catch (InvalidPathException e) {
            return TrustPolicy.NOBODY;
        }
    }

    /** The domain of a line's addresses, as {@link LineSetup} reads it. */
    static String domain(AccountSettings line) {
        try {
            return LineSetup.account(line, new UUID(0, 0), Optional.empty()).domain();
        } catch (InvalidAccountException e) {
            return "localhost";
        }
    }

    /** Hangs up and unregisters, for {@code patience} at the most. */
    CompletableFuture<Void> stop(Softphone phone, Duration patience) {
        var stopped = new CompletableFuture<Void>();
        phone.stop(() -> stopped.complete(null));
        loop.schedule(patience, () -> stopped.complete(null));
        return stopped;
    }

    /** Media, then the sound system under it. Blocks, not on the loop, which native callbacks still need meanwhile. */
    void closeSound() {
        media.close();
        sound.close();
        tunnels.close();
        io.shutdownNow();
    }

    /** Everything, the loop last. */
    @Override
    public void close() {
        closeSound();
        loop.close();
    }
}
