package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaEngine.Playing;
import app.trunkline.media.MediaSession;
import app.trunkline.media.Notice;
import app.trunkline.settings.RecordingRules;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which calls are recorded, and to which files. On the loop. */
final class Recordings {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH.mm.ss");
    private static final int LONGEST_PARTY = 40;

    private final EventLoop loop;
    private final ZoneId zone;
    private final Runnable changed;
    private final Map<CallId, RecordingStatus> known = new LinkedHashMap<>();
    private final Map<CallId, Playing> running = new HashMap<>();
    private final Set<Path> used = new HashSet<>();
    private RecordingRules rules = RecordingRules.DEFAULT;
    private Path usual = Path.of("");
    private Runnable keepAgreement = () -> {};

    /** @param changed told when one ends by itself */
    Recordings(EventLoop loop, ZoneId zone, Runnable changed) {
        this.loop = loop;
        this.zone = zone;
        this.changed = changed;
    }

    /**
     * Uses these rules for recordings to come.
     *
     * @param usual the folder where none is set
     * @param keepAgreement keeps in the settings that the user agreed
     */
    void use(RecordingRules now, Path usual, Runnable keepAgreement) {
        this.rules = now;
        this.usual = usual;
        this.keepAgreement = keepAgreement;
    }

    /** The user has taken note; kept for good. */
    void agree() {
        rules = rules.withAgreement();
        keepAgreement.run();
    }

    boolean allowed() {
        return rules.agreed();
    }

    Map<CallId, RecordingStatus> known() {
        return known;
    }

    /** Those that are being recorded. */
    Set<CallId> running() {
        return running.keySet();
    }

    void start(CallSnapshot call, MediaSession media) {
        if (!rules.agreed() || running.containsKey(call.id())) {
            return;
        }
        var file = file(call, loop.now());
        known.put(call.id(), new RecordingStatus.Running(file, loop.now()));
        var notice = rules.notice().equals("tone") ? Notice.TONE : Notice.NONE;
        running.put(call.id(), media.record(file, notice, why -> {
            running.remove(call.id());
            known.replace(call.id(), new RecordingStatus.Failed(file, why));
            changed.run();
        }));
    }

    /** Ends it; the file stays. */
    void stop(CallId call) {
        Optional.ofNullable(running.remove(call)).ifPresent(Playing::close);
        known.remove(call);
    }

    /** Only these calls go on. */
    void retain(Set<CallId> live) {
        Set.copyOf(known.keySet()).stream().filter(call -> !live.contains(call)).forEach(this::stop);
    }

    /** Date, time and number, as a name that every file system takes. */
    private Path file(CallSnapshot call, Instant now) {
        String party = call.remote().user().replaceAll("[^\\p{Alnum}+._-]", "_");
        String name = NAME.format(now.atZone(zone)) + " "
                + party.substring(0, Math.min(party.length(), LONGEST_PARTY)).strip();
        var folder = rules.place().orElse(usual);
        var file = folder.resolve(name + ".wav");
        for (int more = 2; !used.add(file); more++) {
            file = folder.resolve(name + " (" + more + ").wav");
        }
        return file;
    }
}
