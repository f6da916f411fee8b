package app.trunkline.terminal;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Threads;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaOptions;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.Softphone;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import app.trunkline.store.KeptCalls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A telephone of one line and no window, as a command of the terminal asks for it. */
public final class TerminalPhone implements OpenPhone {
    /**
     * What it is made of.
     *
     * @param io a virtual thread for each task
     * @param closeSound closes media and sound system; blocks
     * @param recordings where recordings go that nobody gave a place
     * @param keepAgreement keeps that the user may record; blocks
     */
    public record Parts(
            EventLoop loop,
            Executor io,
            MediaEngine media,
            Runnable closeSound,
            Path recordings,
            Runnable keepAgreement) {}

    private final Parts parts;
    private final PhoneRequest request;
    private final Settings settings;
    private final Softphone phone;
    private final Optional<KeptCalls> kept;

    /** @param phone without lines, with {@link #secret} and {@link #adapt} of the same request */
    public TerminalPhone(Parts parts, PhoneRequest request, Settings settings, Softphone phone) {
        this.parts = parts;
        this.request = request;
        this.settings = settings;
        this.phone = phone;
        this.kept = request.keepCalls().map(folder -> KeptCalls.in(folder, parts.loop()::now));
    }

    /** UUID of the installation: another telephone than the desktop's of the same installation, whose binding it would take away when it unregisters. */
    public static UUID instance(Settings settings) {
        return UUID.nameUUIDFromBytes(("terminal " + settings.installation()).getBytes(StandardCharsets.UTF_8));
    }

    /** The request's passwords, by the names of the secret store. */
    public static Optional<String> secret(PhoneRequest request, String name) {
        var line = request.line();
        return name.equals(Secret.SIP.of(line))
                ? request.password()
                : name.equals(Secret.TURN.of(line)) ? request.turnPassword() : Optional.empty();
    }

    /** What is asked of each call's media besides its line's settings. */
    public static MediaOptions adapt(PhoneRequest request, MediaOptions options) {
        return new MediaOptions(
                options.iceServers(),
                options.relayOnly(),
                options.codecs(),
                request.play(),
                request.record(),
                options.reach());
    }

    @Override
    public EventLoop loop() {
        return parts.loop();
    }

    @Override
    public PhoneCommands commands() {
        return phone;
    }

    @Override
    public Observable<AudioDevices> devices() {
        return parts.media().devices();
    }

    @Override
    public void start() {
        parts.loop().execute(() -> {
            phone.use(selection(parts.media().devices().get()), false);
            // Named devices can be found only once the list is there; choosing again does no harm.
            parts.media().devices().subscribe(devices -> parts.media().select(selection(devices)));
            parts.media().warmUp();
        });
        phone.start();
        phone.use(settings.recording(), parts.recordings(), () -> parts.io().execute(parts.keepAgreement()));
        phone.use(request.rules());
        kept.map(phone::keepCalls)
                .orElse(CompletableFuture.completedStage(0))
                .thenRun(() -> phone.use(List.of(request.line())));
    }

    private AudioSelection selection(AudioDevices devices) {
        var audio = settings.audio();
        return new AudioSelection(
                request.input()
                        .map(name -> id(devices.microphones(), name))
                        .or(() -> Optional.of(audio.microphone()))
                        .filter(id -> !id.isEmpty()),
                request.output()
                        .map(name -> id(devices.speakers(), name))
                        .or(() -> Optional.of(audio.speaker()))
                        .filter(id -> !id.isEmpty()),
                Optional.of(audio.ringer()).filter(id -> !id.isEmpty()));
    }

    /** By the name people see, or by the system's own. */
    private static String id(List<AudioDevice> devices, String name) {
        return devices.stream()
                .filter(device -> device.name().equalsIgnoreCase(name))
                .map(AudioDevice::id)
                .findFirst()
                .orElse(name);
    }

    @Override
    public CompletionStage<Void> stop(Duration patience) {
        var stopped = new CompletableFuture<Void>();
        phone.stop(() -> stopped.complete(null));
        parts.loop().schedule(patience, () -> stopped.complete(null));
        return stopped.thenComposeAsync(nothing -> closed(), parts.io());
    }

    /** The loop stays: whoever waits for this goes on there, and it is a daemon's. */
    private CompletionStage<Void> closed() {
        var closed = new CompletableFuture<Void>();
        Threads.beside(
                parts.loop(),
                "close",
                () -> {
                    parts.closeSound().run();
                    kept.ifPresent(KeptCalls::close);
                    return true;
                },
                _ -> closed.complete(null),
                closed::completeExceptionally);
        return closed;
    }
}
