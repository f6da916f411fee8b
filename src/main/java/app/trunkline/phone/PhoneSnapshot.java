package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallSnapshot;
import java.util.List;

/**
 * The whole telephone as it stands, immutable.
 *
 * @param calls oldest first; an ended call stays for a few seconds so that its end can be read
 * @param historyVersion grows with every entry of the call log
 * @param rules what it does by itself
 */
public record PhoneSnapshot(
        List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion, CallSettings rules) {
    public static final PhoneSnapshot EMPTY = new PhoneSnapshot(List.of(), List.of(), 0);

    public PhoneSnapshot {
        lines = List.copyOf(lines);
        calls = List.copyOf(calls);
    }

    /** A telephone that does nothing by itself. */
    public PhoneSnapshot(List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion) {
        this(lines, calls, historyVersion, CallSettings.DEFAULT);
    }
}
