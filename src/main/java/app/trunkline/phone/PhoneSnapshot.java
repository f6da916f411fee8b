package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.store.MessageRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole telephone as it stands, immutable.
 *
 * @param calls oldest first; an ended call stays for a few seconds so that its end can be read
 * @param historyVersion grows with every call that has ended
 * @param conference the calls that are joined to one conversation, on hold or not; empty or at least two
 * @param recordings of the calls that are recorded, or whose recording failed
 * @param mayRecord whether the user has taken note that everyone may have to agree
 * @param lamps whoever is watched
 * @param texts the newest text messages of this run, oldest first, each as it stands
 * @param rules what the telephone does by itself
 * @param silentHold why whoever is on hold hears silence instead of music, in words
 * @param storedDigits of calls that were dialled with digits behind a wait: what the user is asked to send next
 */
public record PhoneSnapshot(
        List<LineSnapshot> lines,
        List<CallSnapshot> calls,
        long historyVersion,
        Set<CallId> conference,
        Map<CallId, RecordingStatus> recordings,
        boolean mayRecord,
        List<LampSnapshot> lamps,
        List<MessageRecord> texts,
        CallSettings rules,
        Optional<String> silentHold,
        Map<CallId, String> storedDigits) {
    public static final PhoneSnapshot EMPTY = new PhoneSnapshot(List.of(), List.of(), 0);

    public PhoneSnapshot {
        lines = List.copyOf(lines);
        calls = List.copyOf(calls);
        conference = Set.copyOf(conference);
        recordings = Map.copyOf(recordings);
        lamps = List.copyOf(lamps);
        texts = List.copyOf(texts);
        storedDigits = Map.copyOf(storedDigits);
    }

    /** The line of an account; empty where there is none any more. */
    public Optional<LineSnapshot> line(String accountId) {
        return lines.stream().filter(line -> line.accountId().equals(accountId)).findFirst();
    }

    /** Calls and lines alone. */
    public PhoneSnapshot(List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion) {
        this(lines, calls, historyVersion, CallSettings.DEFAULT);
    }

    /** Calls and lines, and what the telephone does by itself. */
    public PhoneSnapshot(List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion, CallSettings rules) {
        this(
                lines,
                calls,
                historyVersion,
                Set.of(),
                Map.of(),
                false,
                List.of(),
                List.of(),
                rules,
                Optional.empty(),
                Map.of());
    }

    /** Without rules. */
    public PhoneSnapshot(
            List<LineSnapshot> lines,
            List<CallSnapshot> calls,
            long historyVersion,
            Set<CallId> conference,
            Map<CallId, RecordingStatus> recordings,
            boolean mayRecord,
            List<LampSnapshot> lamps,
            List<MessageRecord> texts) {
        this(
                lines,
                calls,
                historyVersion,
                conference,
                recordings,
                mayRecord,
                lamps,
                texts,
                CallSettings.DEFAULT,
                Optional.empty(),
                Map.of());
    }
}
