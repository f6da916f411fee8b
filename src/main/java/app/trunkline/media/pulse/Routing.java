package app.trunkline.media.pulse;

import app.trunkline.media.AudioSelection;
import java.util.Optional;

/**
 * Keeps the streams that other parts of this process open on the chosen devices: those to come by the environment that
 * libpulse reads, those that run by moving them, found by the process id they carry. A user who moves such a stream by
 * other means has the last word until the choice or its devices change. Sound thread.
 */
final class Routing {
    private static final String PROCESS = Long.toString(ProcessHandle.current().pid());

    /** Where streams belong; empty for wherever the server puts them. */
    private record Targets(Optional<String> sink, Optional<String> source) {}

    private final Environment environment;
    private AudioSelection selection = AudioSelection.SYSTEM;
    private Targets targets = new Targets(Optional.empty(), Optional.empty());

    Routing(Environment environment) {
        this.environment = environment;
    }

    /** From now on these devices. */
    void choose(AudioSelection chosen, Optional<Server> server, Topology topology) {
        selection = chosen;
        apply(server, topology);
    }

    /** To be called when devices came or went, or the choice changed. */
    void apply(Optional<Server> server, Topology topology) {
        var before = targets;
        targets = new Targets(sink(selection.speaker(), topology), topology.source(selection.microphone()));
        environment.set("PULSE_SINK", targets.sink());
        environment.set("PULSE_SOURCE", targets.source());
        if (server.isEmpty()) {
            return;
        }
        if (!targets.sink().equals(before.sink())) {
            moveAll(
                    server.get(),
                    true,
                    targets.sink().orElse(topology.defaults().sink()));
        }
        if (!targets.source().equals(before.source())) {
            moveAll(
                    server.get(),
                    false,
                    targets.source().orElse(topology.defaults().source()));
        }
    }

    /**
     * Where to play; empty for the server's default. Never a virtual microphone, which a server may have made its default
     * for want of others: the far side would hear itself.
     */
    static Optional<String> sink(Optional<String> wanted, Topology topology) {
        var chosen = topology.sink(wanted);
        if (chosen.isPresent() || !SinkNames.isMicrophone(topology.defaults().sink())) {
            return chosen;
        }
        return topology.sinks().stream()
                .map(Topology.Device::name)
                .filter(name -> !SinkNames.isMicrophone(name))
                .findFirst();
    }

    private static void moveAll(Server server, boolean playback, String device) {
        if (!device.isEmpty()) {
            server.streams(
                    playback,
                    Optional.empty(),
                    streams -> streams.stream()
                            .filter(stream -> stream.process().equals(PROCESS))
                            .forEach(stream -> server.move(playback, stream.index(), device)));
        }
    }

    /** Moves a new stream, if it is ours, to its target. */
    void onNewStream(Server server, boolean playback, int index) {
        (playback ? targets.sink() : targets.source())
                .ifPresent(device -> server.streams(
                        playback,
                        Optional.of(index),
                        streams -> streams.stream()
                                .filter(stream -> stream.process().equals(PROCESS))
                                .forEach(stream -> server.move(playback, stream.index(), device))));
    }
}
