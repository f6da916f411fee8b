package app.trunkline.media.pulse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of libpulse.so.0 that are used, each under its own name without {@code pa_}. The signatures and numbers
 * are those of the headers, unchanged since version 1.
 */
final class LibPulse {
    private static final Logger LOG = LoggerFactory.getLogger(LibPulse.class);

    // pa_context_state_t and pa_stream_state_t
    static final int CONTEXT_READY = 4;
    static final int CONTEXT_FAILED = 5;
    static final int CONTEXT_TERMINATED = 6;
    static final int STREAM_FAILED = 3;
    static final int STREAM_TERMINATED = 4;
    /** PA_CONTEXT_NOAUTOSPAWN. */
    static final int NO_AUTOSPAWN = 1;
    /** PA_STREAM_ADJUST_LATENCY. */
    static final int ADJUST_LATENCY = 0x2000;
    /** PA_SAMPLE_FLOAT32LE. */
    static final int FLOAT32LE = 5;
    /** PA_INVALID_INDEX, and as an argument (uint32_t) -1 for "you decide". */
    static final int NONE = -1;

    // pa_subscription_mask_t
    static final int WATCH_DEVICES_STREAMS_SERVER = 0x01 | 0x02 | 0x04 | 0x08 | 0x80;
    // pa_subscription_event_type_t
    static final int EVENT_FACILITY = 0x0F;
    static final int EVENT_TYPE = 0x30;
    static final int EVENT_NEW = 0;
    static final int ON_SINK_INPUT = 2;
    static final int ON_SOURCE_OUTPUT = 3;

    private final SymbolLookup library;

    final MethodHandle mainloopNew;
    final MethodHandle mainloopFree;
    final MethodHandle mainloopIterate;
    final MethodHandle mainloopWakeup;
    final MethodHandle mainloopGetApi;
    final MethodHandle contextNew;
    final MethodHandle contextUnref;
    final MethodHandle contextConnect;
    final MethodHandle contextDisconnect;
    final MethodHandle contextGetState;
    final MethodHandle contextGetIndex;
    final MethodHandle contextErrno;
    final MethodHandle contextSetStateCallback;
    final MethodHandle contextSetSubscribeCallback;
    final MethodHandle contextSubscribe;
    final MethodHandle getServerInfo;
    final MethodHandle getSinkInfoList;
    final MethodHandle getSourceInfoList;
    final MethodHandle getClientInfoList;
    final MethodHandle getSinkInputInfo;
    final MethodHandle getSinkInputInfoList;
    final MethodHandle getSourceOutputInfo;
    final MethodHandle getSourceOutputInfoList;
    final MethodHandle moveSinkInputByName;
    final MethodHandle moveSourceOutputByName;
    final MethodHandle loadModule;
    final MethodHandle unloadModule;
    final MethodHandle operationUnref;
    final MethodHandle proplistGets;
    final MethodHandle strerror;
    final MethodHandle streamNew;
    final MethodHandle streamUnref;
    final MethodHandle streamGetState;
    final MethodHandle streamSetStateCallback;
    final MethodHandle streamSetWriteCallback;
    final MethodHandle streamSetReadCallback;
    final MethodHandle streamConnectPlayback;
    final MethodHandle streamConnectRecord;
    final MethodHandle streamDisconnect;
    final MethodHandle streamWrite;
    final MethodHandle streamPeek;
    final MethodHandle streamDrop;
    final MethodHandle streamDrain;

    private LibPulse(SymbolLookup library) {
        this.library = library;
        mainloopNew = function("mainloop_new", ADDRESS);
        mainloopFree = procedure("mainloop_free", ADDRESS);
        mainloopIterate = function("mainloop_iterate", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
        mainloopWakeup = procedure("mainloop_wakeup", ADDRESS);
        mainloopGetApi = function("mainloop_get_api", ADDRESS, ADDRESS);
        contextNew = function("context_new", ADDRESS, ADDRESS, ADDRESS);
        contextUnref = procedure("context_unref", ADDRESS);
        contextConnect = function("context_connect", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        contextDisconnect = procedure("context_disconnect", ADDRESS);
        contextGetState = function("context_get_state", JAVA_INT, ADDRESS);
        contextGetIndex = function("context_get_index", JAVA_INT, ADDRESS);
        contextErrno = function("context_errno", JAVA_INT, ADDRESS);
        contextSetStateCallback = procedure("context_set_state_callback", ADDRESS, ADDRESS, ADDRESS);
        contextSetSubscribeCallback = procedure("context_set_subscribe_callback", ADDRESS, ADDRESS, ADDRESS);
        contextSubscribe = function("context_subscribe", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        getServerInfo = all("server_info");
        getSinkInfoList = all("sink_info_list");
        getSourceInfoList = all("source_info_list");
        getClientInfoList = all("client_info_list");
        getSinkInputInfo = one("sink_input_info");
        getSinkInputInfoList = all("sink_input_info_list");
        getSourceOutputInfo = one("source_output_info");
        getSourceOutputInfoList = all("source_output_info_list");
        moveSinkInputByName = move("sink_input");
        moveSourceOutputByName = move("source_output");
        loadModule = function("context_load_module", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        unloadModule = function("context_unload_module", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        operationUnref = procedure("operation_unref", ADDRESS);
        proplistGets = function("proplist_gets", ADDRESS, ADDRESS, ADDRESS);
        strerror = function("strerror", ADDRESS, JAVA_INT);
        streamNew = function("stream_new", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        streamUnref = procedure("stream_unref", ADDRESS);
        streamGetState = function("stream_get_state", JAVA_INT, ADDRESS);
        streamSetStateCallback = procedure("stream_set_state_callback", ADDRESS, ADDRESS, ADDRESS);
        streamSetWriteCallback = procedure("stream_set_write_callback", ADDRESS, ADDRESS, ADDRESS);
        streamSetReadCallback = procedure("stream_set_read_callback", ADDRESS, ADDRESS, ADDRESS);
        streamConnectPlayback =
                function("stream_connect_playback", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        streamConnectRecord = function("stream_connect_record", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
        streamDisconnect = function("stream_disconnect", JAVA_INT, ADDRESS);
        streamWrite = function("stream_write", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT);
        streamPeek = function("stream_peek", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        streamDrop = function("stream_drop", JAVA_INT, ADDRESS);
        streamDrain = function("stream_drain", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    }

    /** The library, if this machine has it. Loaded for the life of the process. */
    static Optional<LibPulse> load() {
        try {
            return Optional.of(new LibPulse(Native.library("libpulse.so.0")));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            LOG.info("no libpulse: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private MethodHandle one(String what) {
        return function("context_get_" + what, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    }

    private MethodHandle all(String what) {
        return function("context_get_" + what, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    }

    private MethodHandle move(String what) {
        String name = "context_move_" + what + "_by_name";
        return function(name, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.of(result, arguments));
    }

    private MethodHandle procedure(String name, MemoryLayout... arguments) {
        return bind(name, FunctionDescriptor.ofVoid(arguments));
    }

    private MethodHandle bind(String name, FunctionDescriptor descriptor) {
        return Native.function(library, "pa_" + name, descriptor);
    }
}
