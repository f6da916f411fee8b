package app.trunkline.media.pulse;

import static java.lang.foreign.MemorySegment.NULL;

import app.trunkline.media.pulse.Structs.Stream;
import app.trunkline.media.pulse.Topology.Defaults;
import app.trunkline.media.pulse.Topology.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a sound server, from connecting to its loss. Sound thread. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** What a server tells; each on the sound thread. */
    interface Listener {
        /** The server answers. */
        void onReady();

        /** The connection could not be made or is gone. Told once; nothing after it. */
        void onLost(String why);

        /** Devices or defaults may have changed. */
        void onDevicesChanged();

        /** Some program's stream has begun. */
        void onNewStream(boolean playback, int index);
    }

    private final Mainloop.Tools tools;
    private final LibPulse pulse;
    private final Structs structs;
    private final Listener listener;
    private final MemorySegment context;
    private final MemorySegment states;
    private final MemorySegment events;
    private boolean ready;
    private boolean closed;

    /** Begins to connect. */
    Server(Mainloop.Tools tools, Optional<String> address, Listener listener) {
        this.tools = tools;
        this.listener = listener;
        pulse = tools.pulse();
        structs = new Structs(pulse, tools.arena());
        var upcalls = tools.upcalls();
        states = upcalls.register((_, _, _) -> onState());
        events = upcalls.register((_, event, index) -> onEvent((int) event, index));
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("Trunkline");
            MemorySegment server = address.map(arena::allocateFrom).orElse(NULL);
            context = Native.call(() -> (MemorySegment) pulse.contextNew.invokeExact(tools.api(), name));
            Native.run(() -> {
                pulse.contextSetStateCallback.invokeExact(context, upcalls.notify, states);
            });
            Native.run(() -> {
                pulse.contextSetSubscribeCallback.invokeExact(context, upcalls.event, events);
            });
            int refused = Native.call(
                    () -> (int) pulse.contextConnect.invokeExact(context, server, LibPulse.NO_AUTOSPAWN, NULL));
            if (refused < 0) {
                lost(reason());
            }
        }
    }

    private void onState() {
        int state = Native.call(() -> (int) pulse.contextGetState.invokeExact(context));
        if (state == LibPulse.CONTEXT_READY) {
            ready = true;
            operate(
                    noUserdata -> (MemorySegment) pulse.contextSubscribe.invokeExact(
                            context, LibPulse.WATCH_DEVICES_STREAMS_SERVER, NULL, noUserdata),
                    NULL);
            listener.onReady();
        } else if (state == LibPulse.CONTEXT_FAILED || state == LibPulse.CONTEXT_TERMINATED) {
            lost(reason());
        }
    }

    private void onEvent(int event, int index) {
        int facility = event & LibPulse.EVENT_FACILITY;
        if (facility != LibPulse.ON_SINK_INPUT && facility != LibPulse.ON_SOURCE_OUTPUT) {
            listener.onDevicesChanged();
        } else if ((event & LibPulse.EVENT_TYPE) == LibPulse.EVENT_NEW) {
            listener.onNewStream(facility == LibPulse.ON_SINK_INPUT, index);
        }
    }

    private String reason() {
        int code = Native.call(() -> (int) pulse.contextErrno.invokeExact(context));
        return Native.string(Native.call(() -> (MemorySegment) pulse.strerror.invokeExact(code)));
    }

    private void lost(String why) {
        if (!closed) {
            closed = true;
            ready = false;
            listener.onLost(why);
        }
    }

    boolean ready() {
        return ready;
    }

    /** Disconnects; the listener is told nothing more. */
    void close() {
        closed = true;
        ready = false;
        tools.upcalls().forget(states);
        tools.upcalls().forget(events);
        Native.run(() -> {
            pulse.contextDisconnect.invokeExact(context);
        });
        Native.run(() -> {
            pulse.contextUnref.invokeExact(context);
        });
    }

    MemorySegment context() {
        return context;
    }

    Mainloop.Tools tools() {
        return tools;
    }

    /** Asks for the defaults and all devices, in this order; the answer comes when all is there. */
    void devices(Consumer<Topology> answer) {
        var defaults = new ArrayList<Defaults>();
        var sinks = new ArrayList<Device>();
        info(pulse.getServerInfo, info -> defaults.add(structs.defaults(info)));
        list(pulse.getSinkInfoList, structs::sink, sinks::addAll);
        list(pulse.getSourceInfoList, structs::source, sources -> {
            if (!defaults.isEmpty()) {
                answer.accept(new Topology(defaults.getFirst(), sinks, sources));
            }
        });
    }

    /** The process ids of all programs that use the server. */
    void processes(Consumer<List<String>> answer) {
        list(pulse.getClientInfoList, structs::clientProcess, answer);
    }

    /** Every stream, or the one of that index. Streams that this connection opened itself are left out. */
    void streams(boolean playback, Optional<Integer> index, Consumer<List<Stream>> answer) {
        int self = Native.call(() -> (int) pulse.contextGetIndex.invokeExact(context));
        Function<MemorySegment, Stream> read = playback ? structs::sinkInput : structs::sourceOutput;
        Consumer<List<Stream>> others = all ->
                answer.accept(all.stream().filter(one -> one.client() != self).toList());
        if (index.isPresent()) {
            int which = index.get();
            var get = playback ? pulse.getSinkInputInfo : pulse.getSourceOutputInfo;
            collect(read, others, reply ->
                    (MemorySegment) get.invokeExact(context, which, tools.upcalls().item, reply));
        } else {
            list(playback ? pulse.getSinkInputInfoList : pulse.getSourceOutputInfoList, read, others);
        }
    }

    /** Moves a stream to the sink or source of that name. */
    void move(boolean playback, int stream, String device) {
        var move = playback ? pulse.moveSinkInputByName : pulse.moveSourceOutputByName;
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(device);
            callOnce(
                    reply -> (MemorySegment) move.invokeExact(context, stream, name, tools.upcalls().number, reply),
                    done -> LOG.info("stream {} moved to {}: {}", stream, device, done != 0 ? "done" : "refused"));
        }
    }

    /** Loads a module; the answer is its index, or -1. */
    void load(String module, String arguments, Consumer<Integer> answer) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(module);
            MemorySegment text = arena.allocateFrom(arguments);
            callOnce(
                    reply -> (MemorySegment)
                            pulse.loadModule.invokeExact(context, name, text, tools.upcalls().number, reply),
                    answer);
        }
    }

    void unload(int module, Runnable done) {
        callOnce(
                reply -> (MemorySegment) pulse.unloadModule.invokeExact(context, module, tools.upcalls().number, reply),
                _ -> done.run());
    }

    /** Starts an operation, given the userdata of its callback; NULL when it could not be. */
    private interface Operation {
        MemorySegment start(MemorySegment userdata) throws Throwable;
    }

    private void operate(Operation operation, MemorySegment userdata) {
        MemorySegment started = Native.call(() -> operation.start(userdata));
        if (Native.isNull(started)) {
            LOG.debug("the sound server was not asked: {}", reason());
            return;
        }
        Native.run(() -> {
            pulse.operationUnref.invokeExact(started);
        });
    }

    private void callOnce(Operation operation, Consumer<Integer> answer) {
        var userdata = new MemorySegment[1];
        userdata[0] = tools.upcalls().register((_, number, _) -> {
            tools.upcalls().forget(userdata[0]);
            answer.accept((int) number);
        });
        operate(operation, userdata[0]);
    }

    private void info(MethodHandle get, Consumer<MemorySegment> answer) {
        var userdata = new MemorySegment[1];
        userdata[0] = tools.upcalls().register((info, _, _) -> {
            tools.upcalls().forget(userdata[0]);
            if (!Native.isNull(info)) {
                answer.accept(info);
            }
        });
        operate(reply -> (MemorySegment) get.invokeExact(context, tools.upcalls().info, reply), userdata[0]);
    }

    private <T> void list(MethodHandle get, Function<MemorySegment, T> read, Consumer<List<T>> answer) {
        collect(read, answer, reply -> (MemorySegment) get.invokeExact(context, tools.upcalls().item, reply));
    }

    private <T> void collect(Function<MemorySegment, T> read, Consumer<List<T>> answer, Operation operation) {
        var found = new ArrayList<T>();
        var userdata = new MemorySegment[1];
        userdata[0] = tools.upcalls().register((info, end, _) -> {
            if (end == 0) {
                found.add(read.apply(info));
            } else {
                tools.upcalls().forget(userdata[0]);
                answer.accept(found);
            }
        });
        operate(operation, userdata[0]);
    }
}
