package app.trunkline.media.pulse;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import java.util.List;
import java.util.Optional;

/** What a server has: its sinks (speakers), its sources (microphones, and the monitor of each sink), its defaults. */
record Topology(Defaults defaults, List<Device> sinks, List<Device> sources) {
    /** What every sink of this program is called, with the process id and a number behind it. */
    static final String OWN_PREFIX = "trunkline-";

    static final Topology EMPTY = new Topology(new Defaults("", ""), List.of(), List.of());

    /** The names of the default sink and source. */
    record Defaults(String sink, String source) {}

    /**
     * A sink or source.
     *
     * @param module by which it was made; -1 if by none
     * @param monitor true for a source that hears what a sink plays
     */
    record Device(String name, String description, int module, boolean monitor) {
        /** Whether some run of this program made it. */
        boolean own() {
            return name.startsWith(OWN_PREFIX);
        }
    }

    Topology {
        sinks = List.copyOf(sinks);
        sources = List.copyOf(sources);
    }

    /** For the user to choose from: without monitors and without what this program made. */
    AudioDevices selectable() {
        return new AudioDevices(
                AudioDevices.Status.READY, selectable(sources, defaults.source()), selectable(sinks, defaults.sink()));
    }

    private static List<AudioDevice> selectable(List<Device> devices, String byDefault) {
        return devices.stream()
                .filter(device -> !device.monitor() && !device.own())
                .map(device -> new AudioDevice(
                        device.name(), device.description(), device.name().equals(byDefault)))
                .toList();
    }

    Optional<String> sink(Optional<String> name) {
        return present(sinks, name);
    }

    Optional<String> source(Optional<String> name) {
        return present(sources, name);
    }

    private static Optional<String> present(List<Device> devices, Optional<String> name) {
        return name.filter(
                id -> devices.stream().anyMatch(device -> device.name().equals(id)));
    }
}
