package app.trunkline.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusMatchRule;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.errors.Error;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the session bus: calls with a deadline, signals, and objects that others call. On the session's thread;
 * what comes in is handed over to it.
 */
final class Bus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    /** For an answer: a service that hangs may not keep the rest of the desktop waiting for long. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final Place DAEMON =
            new Place("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");

    /** An interface of an object of a service. */
    record Place(String service, String path, String face) {}

    private final DBusConnection connection;
    private final Executor thread;

    private Bus(DBusConnection connection, Executor thread) {
        this.connection = connection;
        this.thread = thread;
    }

    /**
     * Connects; blocks.
     *
     * @param thread the session's
     * @param lost told on it when the connection has ended by itself
     */
    static Bus connect(String address, Executor thread, Runnable lost) throws BusException {
        try {
            var connection = DBusConnectionBuilder.forAddress(address)
                    .withShared(false)
                    .withDisconnectCallback(new IDisconnectCallback() {
                        @Override
                        public void disconnectOnError(IOException failure) {
                            thread.execute(lost);
                        }
                    })
                    .build();
            return new Bus(connection, thread);
        } catch (DBusException | RuntimeException e) {
            throw new BusException("no connection to the session bus", e);
        }
    }

    /** Calls a service that runs. */
    Object[] call(Place place, String member, String signature, Object... arguments) throws BusException {
        return call(Message.Flags.NO_AUTO_START, place, member, signature, arguments);
    }

    /** Calls a service, which the bus starts if it does not run. */
    Object[] wake(Place place, String member, String signature, Object... arguments) throws BusException {
        return call((byte) 0, place, member, signature, arguments);
    }

    private Object[] call(byte flags, Place place, String member, String signature, Object... arguments)
            throws BusException {
        try {
            var call = new MethodCall(
                    place.service(),
                    place.path(),
                    place.face(),
                    member,
                    flags,
                    signature.isEmpty() ? null : signature,
                    arguments);
            connection.sendMessage(call);
            var reply = call.getReply(DEADLINE.toMillis());
            if (reply == null) {
                throw new BusException(place.service() + " did not answer " + member);
            }
            var answer = reply.getParameters();
            if (reply instanceof Error) {
                throw new BusException(
                        place.service() + " refused " + member + ": " + (answer.length > 0 ? answer[0] : ""));
            }
            return answer;
        } catch (DBusException | RuntimeException e) {
            throw new BusException(place.service() + " could not be asked for " + member, e);
        }
    }

    /** Whether somebody runs under the name. */
    boolean owned(String name) throws BusException {
        return Boolean.TRUE.equals(call(DAEMON, "NameHasOwner", "s", name)[0]);
    }

    /** All names that somebody runs under. */
    List<String> names() throws BusException {
        return strings(call(DAEMON, "ListNames", "")[0]);
    }

    /** Whether the bus itself starts the service when it is called. */
    boolean startable(String name) throws BusException {
        return strings(call(DAEMON, "ListActivatableNames", "")[0]).contains(name);
    }

    void own(String name) throws BusException {
        call(DAEMON, "RequestName", "su", name, new org.freedesktop.dbus.types.UInt32(4));
    }

    /** An array of strings, as the library gives it. */
    static List<String> strings(Object value) {
        return switch (value) {
            case Object[] array -> List.of(array).stream().map(String::valueOf).toList();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of();
        };
    }

    /** Tells when a service comes, goes, or is another one, whatever its name. */
    void onOwner(Consumer<String> changed) throws BusException {
        on("org.freedesktop.DBus", "NameOwnerChanged", words -> changed.accept(String.valueOf(words[0])));
    }

    /** Tells the values of each signal. */
    void on(String face, String member, Consumer<Object[]> told) throws BusException {
        try {
            connection.addGenericSigHandler(new DBusMatchRule("signal", face, member), signal -> hand(signal, told));
        } catch (DBusException | RuntimeException e) {
            throw new BusException("signals of " + face + " cannot be heard", e);
        }
    }

    private void hand(DBusSignal signal, Consumer<Object[]> told) {
        try {
            var values = signal.getParameters();
            thread.execute(() -> told.accept(values));
        } catch (DBusException | RuntimeException e) {
            LOG.debug("a signal could not be read", e);
        }
    }

    /** Tells everybody who listens. */
    void signal(String path, String face, String member, String signature, Object... values) throws BusException {
        try {
            connection.sendMessage(new DBusSignal(
                    connection.getUniqueName(), path, face, member, signature.isEmpty() ? null : signature, values));
        } catch (DBusException | RuntimeException e) {
            throw new BusException("the signal " + member + " could not be sent", e);
        }
    }

    /** Lets others call the object, on threads of the library's. */
    void export(String path, DBusInterface object) throws BusException {
        try {
            connection.exportObject(path, object);
        } catch (DBusException | RuntimeException e) {
            throw new BusException("nothing can be shown at " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.disconnect();
        } catch (DBusExecutionException e) {
            LOG.debug("the session bus was gone already", e);
        }
    }
}
