package app.trunkline;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Threads;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaOptions;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineSetup;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.Softphone;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import app.trunkline.terminal.OpenPhone;
import app.trunkline.terminal.PhoneRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A telephone of one line and no window, as a command of the terminal asks for it. */
final class TerminalPhone implements OpenPhone {
    private final Foundation foundation = new Foundation();
    private final PhoneRequest request;
    private final Settings settings;
    private final Softphone phone;

    private final Runnable keepAgreement;

    private TerminalPhone(PhoneRequest request, Settings settings, Runnable keepAgreement) {
        this.request = request;
        this.settings = settings;
        this.keepAgreement = keepAgreement;
        this.phone = foundation.softphone(
                instance(settings),
                this::secret,
                () -> request.identity().orElse(settings.identity()),
                this::adapt,
                entry -> {
                    // The call log is the desktop's; a script keeps its own.
                });
    }

    /** Another telephone than the desktop's of the same installation, whose binding it would take away when it unregisters. */
    private static UUID instance(Settings settings) {
        return UUID.nameUUIDFromBytes(("terminal " + settings.installation()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Checks the line before anything is made.
     *
     * @param keepAgreement keeps that the user may record, blocking
     */
    static TerminalPhone open(PhoneRequest request, Settings settings, Runnable keepAgreement)
            throws InvalidAccountException {
        LineSetup.account(request.line(), settings.installation(), request.turnPassword());
        return new TerminalPhone(request, settings, keepAgreement);
    }

    private Optional<String> secret(String name) {
        return name.equals(Secret.SIP.of(request.line()))
                ? request.password()
                : name.equals(Secret.TURN.of(request.line())) ? request.turnPassword() : Optional.empty();
    }

    private MediaOptions adapt(MediaOptions options) {
        return new MediaOptions(
                options.iceServers(), options.relayOnly(), options.codecs(), request.play(), request.record());
    }

    @Override
    public EventLoop loop() {
        return foundation.loop;
    }

    @Override
    public PhoneCommands commands() {
        return phone;
    }

    @Override
    public Observable<AudioDevices> devices() {
        return foundation.media.devices();
    }

    @Override
    public void start() {
        foundation.loop.execute(() -> {
            phone.use(selection(foundation.media.devices().get()), false);
            // Named devices can be found only once the list is there; choosing again does no harm.
            foundation.media.devices().subscribe(devices -> foundation.media.select(selection(devices)));
            foundation.media.warmUp();
        });
        phone.start();
        phone.use(settings.recording(), CompositionRoot.recordings(), () -> foundation.io.execute(keepAgreement));
        phone.use(request.rules());
        phone.use(List.of(request.line()));
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
        return foundation.stop(phone, patience).thenComposeAsync(nothing -> closed(), foundation.io);
    }

    /** The loop stays: whoever waits for this goes on there, and it is a daemon's. */
    private CompletionStage<Void> closed() {
        var closed = new CompletableFuture<Void>();
        Threads.beside(
                foundation.loop,
                "close",
                () -> {
                    foundation.closeSound();
                    return true;
                },
                _ -> closed.complete(null),
                closed::completeExceptionally);
        return closed;
    }
}
