package app.trunkline.demo;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A phone of raw SIP and native WebRTC in a process of its own, so that its sound server is its own and a crash of it
 * is a failed test and not a dead one. Told what to do by lines on standard input: {@code register}, {@code call
 * NUMBER}, {@code hold}, {@code resume}, {@code restart}, {@code dtmf DIGITS}, {@code stats}, {@code bye}, {@code quit}.
 * Says what happened, a line each, on standard output.
 */
final class NativePhone {
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final PeerConnectionFactory factory = new PeerConnectionFactory(new AudioDeviceModule());
    private final ScriptedPhone script;
    private final WebSocketClient socket;
    private @Nullable RTCPeerConnection peer;
    private Runnable gathered = () -> {};
    private String okay = "";
    private String waiting = "";

    private NativePhone(URI uri, Path authority, String password) throws Exception {
        socket = new WebSocketClient(uri, new Draft_6455(List.of(), List.of(new Protocol("sip")))) {
            @Override
            public void onOpen(ServerHandshake handshake) {
                say("open");
            }

            @Override
            public void onMessage(String message) {
                events.add(() -> received(message));
            }

            @Override
            public void onClose(int code, String reason, boolean remote) {
                say("closed");
            }

            @Override
            public void onError(Exception e) {
                say("error " + e);
            }
        };
        socket.setSocketFactory(trusting(authority).getSocketFactory());
        script = new ScriptedPhone(socket::send, "demo", "native");
        script.password = password;
    }

    public static void main(String[] args) throws Exception {
        var password = Objects.requireNonNull(System.getenv("TRUNKLINE_PASSWORD"));
        var phone = new NativePhone(URI.create(args[0]), Path.of(args[1]), password);
        phone.socket.connectBlocking();
        var reader = new Thread(phone::readCommands);
        reader.setDaemon(true);
        reader.start();
        while (true) {
            phone.events.take().run();
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void readCommands() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var words = line.split(" ");
                events.add(() -> command(words));
            }
        } catch (java.io.IOException e) {
            say("error " + e);
        }
        events.add(() -> command(new String[] {"quit"}));
    }

    private void command(String[] words) {
        switch (words[0]) {
            case "register" -> ask("REGISTER", "sip:localhost", "");
            case "call" -> {
                open();
                offer(sdp -> ask("INVITE", "sip:" + words[1] + "@localhost", sdp));
            }
            case "hold" -> redirect(RTCRtpTransceiverDirection.SEND_ONLY);
            case "resume" -> redirect(RTCRtpTransceiverDirection.SEND_RECV);
            case "restart" -> {
                connection().restartIce();
                redirect(RTCRtpTransceiverDirection.SEND_RECV);
            }
            case "dtmf" ->
                say("dtmf " + connection().getSenders()[0].getDtmfSender().insertDtmf(words[1], 160, 80));
            case "stats" ->
                connection().getStats(report -> {
                    var lines = report.getStats().values().stream()
                            .filter(s -> s.getType() == RTCStatsType.INBOUND_RTP
                                    || s.getType() == RTCStatsType.OUTBOUND_RTP
                                    || s.getType() == RTCStatsType.REMOTE_INBOUND_RTP
                                    || s.getType() == RTCStatsType.REMOTE_OUTBOUND_RTP
                                    || s.getType() == RTCStatsType.CANDIDATE_PAIR)
                            .map(RTCStats::toString)
                            .map(t -> t.replace("\n", " "))
                            .toList();
                    say("stats " + String.join(" ;; ", lines));
                });
            case "bye" -> script.inDialog("BYE", okay, 0, "z9hG4bKbye" + System.nanoTime(), "");
            case "quit" -> Runtime.getRuntime().halt(0);
            default -> say("error what is " + words[0]);
        }
    }

    private void ask(String method, String uri, String body) {
        waiting = method + " " + uri + " " + body;
        script.once(method, uri, "native-" + method, body);
    }

    private void received(String message) {
        script.received.add(message);
        var head = message.lines().findFirst().orElse("");
        say("sip " + head);
        if (head.startsWith("SIP/2.0 401") || head.startsWith("SIP/2.0 407")) {
            var words = waiting.split(" ", 3);
            var credentials = script.credentials(message, words[0], words[1]);
            script.once(words[0], words[1], "native-" + words[0], words[2], credentials);
        } else if (head.startsWith("SIP/2.0 200") && message.contains("INVITE\r\n")) {
            okay = message;
            script.ack(message, "");
            remote(RTCSdpType.ANSWER, body(message), () -> {});
        } else if (head.startsWith("INVITE ")) {
            open();
            remote(RTCSdpType.OFFER, body(message), () -> answer(sdp -> script.respond(message, "200 OK", sdp)));
        } else if (head.startsWith("BYE ")) {
            script.respond(message, "200 OK", "");
            connection().close();
            peer = null;
        }
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    private RTCPeerConnection connection() {
        return Objects.requireNonNull(peer);
    }

    private void open() {
        var configuration = new RTCConfiguration();
        // Without this a machine that has nothing but loopback gathers no way out at all.
        configuration.portAllocatorConfig =
                new PortAllocatorConfig().setEnableAnyAddressPorts(true).setEnableSharedSocket(true);
        peer = factory.createPeerConnection(configuration, new PeerConnectionObserver() {
            @Override
            public void onIceCandidate(RTCIceCandidate candidate) {}

            @Override
            public void onIceGatheringChange(RTCIceGatheringState state) {
                if (state == RTCIceGatheringState.COMPLETE) {
                    events.add(() -> {
                        gathered.run();
                        gathered = () -> {};
                    });
                }
            }

            @Override
            public void onConnectionChange(RTCPeerConnectionState state) {
                say("media " + state);
            }
        });
        var options = new AudioOptions();
        options.echoCancellation = false;
        options.autoGainControl = false;
        options.noiseSuppression = false;
        options.highpassFilter = false;
        var track = factory.createAudioTrack("microphone", factory.createAudioSource(options));
        peer.addTrack(track, List.of("stream"));
    }

    private void redirect(RTCRtpTransceiverDirection direction) {
        connection().getTransceivers()[0].setDirection(direction);
        create(
                done -> connection().createOffer(new RTCOfferOptions(), done),
                sdp -> script.inDialog("INVITE", okay, 0, "z9hG4bKre" + System.nanoTime(), sdp),
                direction != RTCRtpTransceiverDirection.SEND_RECV);
    }

    private void offer(Consumer<String> then) {
        create(done -> connection().createOffer(new RTCOfferOptions(), done), then, false);
    }

    private void answer(Consumer<String> then) {
        create(done -> connection().createAnswer(new RTCAnswerOptions(), done), then, false);
    }

    /** Makes a description, sets it, waits for the candidates, where some are to be gathered, and hands it over. */
    private void create(Consumer<CreateSessionDescriptionObserver> maker, Consumer<String> then, boolean atOnce) {
        Runnable hand = () -> then.accept(connection().getLocalDescription().sdp);
        gathered = atOnce ? () -> {} : hand;
        maker.accept(new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                events.add(() -> connection().setLocalDescription(description, set(atOnce ? hand : () -> {})));
            }

            @Override
            public void onFailure(String error) {
                say("error " + error);
            }
        });
    }

    private void remote(RTCSdpType type, String sdp, Runnable then) {
        connection().setRemoteDescription(new RTCSessionDescription(type, sdp), set(then));
    }

    private SetSessionDescriptionObserver set(Runnable then) {
        return new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                events.add(then);
            }

            @Override
            public void onFailure(String error) {
                say("error " + error);
            }
        };
    }
}
