package app.trunkline.phone;

import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.store.MessageRecord;
import java.util.List;

/**
 * The whole telephone as it stands, immutable.
 *
 * @param calls oldest first; an ended call stays for a few seconds so that its end can be read
 * @param historyVersion grows with every entry of the call log
 * @param lamps whoever is watched
 * @param texts the newest text messages of this run, oldest first, each as it stands
 */
public record PhoneSnapshot(
        List<LineSnapshot> lines,
        List<CallSnapshot> calls,
        long historyVersion,
        List<LampSnapshot> lamps,
        List<MessageRecord> texts) {
    public static final PhoneSnapshot EMPTY = new PhoneSnapshot(List.of(), List.of(), 0);

    /** A telephone that watches nobody and has no messages. */
    public PhoneSnapshot(List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion) {
        this(lines, calls, historyVersion, List.of(), List.of());
    }

    public PhoneSnapshot {
        lines = List.copyOf(lines);
        calls = List.copyOf(calls);
        lamps = List.copyOf(lamps);
        texts = List.copyOf(texts);
    }
}
