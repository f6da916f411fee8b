package app.trunkline;

import app.trunkline.demo.DemoProgram;
import app.trunkline.desktop.DemoSwitch;
import app.trunkline.desktop.Desktop;
import app.trunkline.desktop.DesktopProgram;
import app.trunkline.desktop.DesktopUpdates;
import app.trunkline.desktop.Notices;
import app.trunkline.loop.ExitLatch;
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
import app.trunkline.phone.Words;
import app.trunkline.session.DesktopSession;
import app.trunkline.session.LoginStart;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AppFolders;
import app.trunkline.settings.FileSecrets;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.settings.KeyringSecrets;
import app.trunkline.settings.RecordingRules;
import app.trunkline.settings.Secret;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.sip.Account;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.identity.CertificateFetch;
import app.trunkline.sip.identity.IdentityVerifier;
import app.trunkline.sip.identity.TrustPolicy;
import app.trunkline.sip.transport.SystemProxies;
import app.trunkline.sip.transport.TurnTunnels;
import app.trunkline.sip.transport.WssTransport;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
import app.trunkline.store.Messages;
import app.trunkline.terminal.OpenPhone;
import app.trunkline.terminal.PhoneRequest;
import app.trunkline.terminal.Programs;
import app.trunkline.terminal.RunningDemo;
import app.trunkline.terminal.TerminalPhone;
import app.trunkline.ui.Fx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes every object, by hand, for what the command line asks for, and says in which order they are closed; the only place
 * that sees implementations. On the main thread, which may wait here.
 */
final class Wiring implements Programs {
    private final AppFolders folders;
    private final Consumer<String> complain;
    private final ExitLatch exit = new ExitLatch(Duration.ofSeconds(6));

    Wiring(AppFolders folders, Consumer<String> complain) {
        this.folders = folders;
        this.complain = complain;
    }

    @Override
    public int desktop(boolean demoLine, boolean away) {
        return desktop().run(new Desktop.Wish(demoLine, Optional.empty(), away));
    }

    @Override
    public int rehearse() {
        return desktop().rehearse();
    }

    @Override
    public int dial(String target) {
        return desktop().run(new Desktop.Wish(false, Optional.of(target), false));
    }

    private Desktop desktop() {
        return new Desktop(folders, this::program, this::onInterrupt, complain);
    }

    private DesktopProgram program() {
        var base = new Foundation();
        var files = Threads.single("files");
        var store = SettingsStore.open(settingsFile(), base.loop, files);
        var vault = vault(files);
        var log = new CallLog(folders.data().resolve("calls.db"), Threads.clock("store"), base.loop::now);
        var people = new Database(folders.data().resolve("people.db"), Threads.clock("people"), base.loop::now);
        var notices = new Notices(base.loop);
        var demo = new DemoSwitch(base.loop, base.io, this::demo);
        var fx = new Fx();
        Supplier<IdentitySettings> identity = () -> store.settings().get().identity();
        var phone = base.softphone(
                store.settings().get().installation(),
                name -> demo.secret(name).or(() -> vault.get(name)),
                identity,
                media -> media,
                log::put);
        var updates = new DesktopUpdates(
                store, base.loop, base.io, System.getenv(), words -> notices.tell("updates", Optional.of(words)));
        return new DesktopProgram(new DesktopProgram.Parts(
                base.loop,
                base.io,
                files,
                base.media,
                base.numbers,
                phone,
                store,
                vault,
                log,
                people,
                new Contacts(people),
                new Messages(people, Words.messageInterrupted()),
                updates,
                notices,
                demo,
                recordings(),
                (instance, secrets) -> base.softphone(instance, secrets, identity, media -> media, entry -> {}),
                fx,
                DesktopSession.of(System.getProperty("os.name", ""), System.getenv()),
                LoginStart.of(System.getProperties(), System.getenv()),
                () -> {
                    base.close();
                    log.close();
                    people.close();
                    files.close();
                    fx.exit();
                }));
    }

    @Override
    public OpenPhone open(PhoneRequest request) throws InvalidAccountException {
        var settings = settings();
        // Before anything is made: a line that is wrong has no phone.
        LineSetup.account(request.line(), settings.installation(), request.turnPassword());
        var base = new Foundation();
        var phone = base.softphone(
                TerminalPhone.instance(settings),
                name -> TerminalPhone.secret(request, name),
                () -> request.identity().orElse(settings.identity()),
                media -> TerminalPhone.adapt(request, media),
                // The call log is the desktop's; a script keeps its own.
                entry -> {});
        return new TerminalPhone(
                new TerminalPhone.Parts(
                        base.loop, base.io, base.media, base::closeSound, recordings(), this::keepAgreement),
                request,
                settings,
                phone);
    }

    @Override
    public RunningDemo demo() throws IOException {
        var demo = DemoProgram.start(new ThreadEventLoop("demo-loop"));
        var account = RunningDemo.account(
                demo.uri().toString(),
                demo.domain(),
                demo.user(),
                demo.authority().toString());
        return new RunningDemo(account, demo.password(), demo.numbers(), demo::close);
    }

    @Override
    public Settings settings() {
        try (var loop = new ThreadEventLoop("settings")) {
            var store = SettingsStore.open(settingsFile(), loop, Runnable::run);
            store.problem().get().map(Words::of).ifPresent(complain);
            return store.settings().get();
        }
    }

    private Path settingsFile() {
        return folders.config().resolve("settings.json");
    }

    /** Where recordings go that nobody gave a place. */
    private static Path recordings() {
        var home = Path.of(System.getProperty("user.home", "."));
        return RecordingRules.usualPlace(
                System.getenv(), AppFolders.home(System.getProperty("os.name", ""), System.getenv(), home));
    }

    /** Opened anew for this one change, since the terminal keeps nothing else; a running desktop reads it at its next start. */
    private void keepAgreement() {
        try (var loop = new ThreadEventLoop("settings")) {
            var store = SettingsStore.open(settingsFile(), loop, Runnable::run);
            if (!await(store.update(now -> now.withRecording(now.recording().withAgreement())))) {
                store.problem().get().map(Words::of).ifPresent(complain);
            }
        }
    }

    private SecretVault vault(Executor files) {
        return new SecretVault(
                KeyringSecrets::find, new FileSecrets(folders.config().resolve("secrets")), files);
    }

    @Override
    public Optional<String> secret(String name) {
        var files = Threads.single("files");
        try {
            var vault = vault(files);
            return await(vault.load(List.of(name)).thenApply(loaded -> vault.get(name)));
        } finally {
            files.shutdown();
        }
    }

    @Override
    public <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onInterrupt(Runnable quit) {
        exit.onInterrupt(quit);
    }

    /** Everything is closed: the process may end. */
    void closed() {
        exit.release();
    }

    /** What every telephone of this process stands on: the loop, sound, numbers. */
    private static final class Foundation {
        private final ThreadEventLoop loop = new ThreadEventLoop("ua-loop");
        private final ExecutorService io = Threads.io("io");
        private final PhoneNumbers numbers = new PhoneNumbers();
        private final MediaEngine media;
        private final SoundSystem sound;
        private final TurnTunnels tunnels = new TurnTunnels(loop, isLinux());

        private Foundation() {
            SystemProxies.use(System.getenv());
            sound = isLinux() ? new PulseSoundSystem(loop) : new JavaSoundSystem(loop);
            media = new WebRtcMediaEngine(loop, sound);
        }

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
        private Softphone softphone(
                UUID instance,
                Function<String, Optional<String>> secrets,
                Supplier<IdentitySettings> identity,
                UnaryOperator<MediaOptions> adapt,
                Consumer<CallRecord> history) {
            Supplier<TrustPolicy> trust = () ->
                    TrustPolicy.of(identity.get().certificates(), identity.get().fetch());
            var verifier = new IdentityVerifier(loop, io, trust, CertificateFetch.ofPublicServers(loop));
            var agents = new UserAgents() {
                @Override
                public Account account(AccountSettings settings) throws InvalidAccountException {
                    var account = LineSetup.account(settings, instance, secrets.apply(Secret.TURN.of(settings)));
                    var reached =
                            tunnels.through(account.media(), account.endpoint().authority());
                    return account.withMedia(adapt.apply(reached));
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
                                    target -> numbers.reachesEmergency(target.user(), country.get()),
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

        /** Media, then the sound system under it. Blocks, not on the loop, which native callbacks still need meanwhile. */
        private void closeSound() {
            media.close();
            sound.close();
            tunnels.close();
            io.shutdownNow();
        }

        /** Everything, the loop last. */
        private void close() {
            closeSound();
            loop.close();
        }
    }
}
