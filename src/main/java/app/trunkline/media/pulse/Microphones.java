package app.trunkline.media.pulse;

import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The null sinks this program makes in a server: one for each virtual microphone, and a silent one to play to where there
 * is no other. Those of a run that was killed are removed. Sound thread.
 */
final class Microphones {
    private static final Logger LOG = LoggerFactory.getLogger(Microphones.class);

    /** What PulseAudio and PipeWire call the sink they make, and take away again, when there is no other. */
    private static final String AUTO_NULL = "auto_null";

    /** Told what became of a request. */
    interface Answer {
        void opened(NullSink sink);

        void failed(MediaException why);
    }

    /** A null sink in a server. */
    record NullSink(Server server, String name, int module) {}

    private record Pending(NullSink sink, Answer answer) {}

    private final Runnable refresh;
    private final Set<Integer> modules = new HashSet<>();
    private final List<Pending> pending = new ArrayList<>();
    private boolean silentSinkLoaded;

    /**
     * @param refresh has {@link #onTopology} called with the present devices
     */
    Microphones(Runnable refresh) {
        this.refresh = refresh;
    }

    /** Makes a microphone; the answer comes when other programs see it, too. */
    void open(Server server, Answer answer) {
        String name = SinkNames.microphone();
        load(server, name, "Trunkline-file", module -> {
            if (module < 0) {
                answer.failed(new MediaException(Kind.NO_SOUND_SERVER, "the sound server refused a null sink"));
            } else {
                pending.add(new Pending(new NullSink(server, name, module), answer));
                refresh.run();
            }
        });
    }

    private void load(Server server, String name, String description, IntConsumer done) {
        String arguments =
                "rate=48000 channels=1 sink_name=" + name + " sink_properties=device.description=" + description;
        server.load("module-null-sink", arguments, module -> {
            if (module >= 0) {
                modules.add(module);
            }
            done.accept(module);
        });
    }

    /** Hands out what the server now has. */
    void onTopology(Server server, Topology topology) {
        boolean realSink = topology.sinks().stream()
                .anyMatch(sink ->
                        !SinkNames.isMicrophone(sink.name()) && !sink.name().equals(AUTO_NULL));
        if (!modules.isEmpty() && !realSink) {
            // A call's speaker must not end up in the microphone.
            if (!silentSinkLoaded) {
                silentSinkLoaded = true;
                load(server, SinkNames.silent(), "Trunkline-silence", _ -> refresh.run());
            }
            return;
        }
        for (var request : List.copyOf(pending)) {
            String monitor = SinkNames.monitor(request.sink().name());
            if (topology.source(Optional.of(monitor)).isPresent()) {
                pending.remove(request);
                request.answer().opened(request.sink());
            }
        }
    }

    /** Removes a microphone. */
    void close(NullSink sink) {
        if (sink.server().ready() && modules.remove(sink.module())) {
            sink.server().unload(sink.module(), () -> LOG.debug("{} is removed", sink.name()));
        }
    }

    /** Removes what killed runs of this program left: sinks of a process that is no client of the server any more. */
    static void removeStale(Server server, Topology topology) {
        var own = topology.sinks().stream().filter(Topology.Device::own).toList();
        if (own.isEmpty()) {
            return;
        }
        server.processes(alive -> own.stream()
                .filter(sink -> sink.module() >= 0)
                .filter(sink -> SinkNames.process(sink.name())
                        .filter(id -> !alive.contains(id))
                        .isPresent())
                .forEach(sink ->
                        server.unload(sink.module(), () -> LOG.info("{} of an earlier run is removed", sink.name()))));
    }

    /** The server is gone, and all that was made in it. */
    void lost() {
        modules.clear();
        silentSinkLoaded = false;
        var failed = List.copyOf(pending);
        pending.clear();
        failed.forEach(request ->
                request.answer().failed(new MediaException(Kind.NO_SOUND_SERVER, "the sound server went away")));
    }

    /** Removes everything from the server, then calls back. */
    void removeAll(Server server, Runnable done) {
        var left = new HashSet<>(modules);
        modules.clear();
        if (left.isEmpty()) {
            done.run();
        }
        for (int module : List.copyOf(left)) {
            server.unload(module, () -> {
                left.remove(module);
                if (left.isEmpty()) {
                    done.run();
                }
            });
        }
    }
}
