package app.trunkline.media.javasound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** Finds the line of a device by the device's name; that of the system's device where there is none of that name. */
final class Mixers {
    private Mixers() {}

    static SourceDataLine output(Optional<String> device, AudioFormat format) throws LineUnavailableException {
        return (SourceDataLine) line(device, new DataLine.Info(SourceDataLine.class, format));
    }

    static TargetDataLine input(Optional<String> device, AudioFormat format) throws LineUnavailableException {
        return (TargetDataLine) line(device, new DataLine.Info(TargetDataLine.class, format));
    }

    private static Line line(Optional<String> device, Line.Info wanted) throws LineUnavailableException {
        var fitting = device.isEmpty()
                ? List.<Mixer.Info>of()
                : Arrays.stream(AudioSystem.getMixerInfo())
                        .filter(mixer -> AudioSystem.getMixer(mixer).isLineSupported(wanted))
                        .toList();
        var named = device.flatMap(
                name -> named(name, fitting.stream().map(Mixer.Info::getName).toList()));
        return named.isPresent()
                ? AudioSystem.getMixer(fitting.get(named.get())).getLine(wanted)
                : AudioSystem.getLine(wanted);
    }

    /** The place of the name among these; DirectSound cuts long ones short. */
    static Optional<Integer> named(String name, List<String> mixers) {
        var same = mixers.indexOf(name);
        if (same >= 0) {
            return Optional.of(same);
        }
        return mixers.stream()
                .filter(mixer -> !mixer.isBlank() && name.startsWith(mixer))
                .findFirst()
                .map(mixers::indexOf);
    }
}
