package app.trunkline.phone;

import app.trunkline.sip.CallSnapshot;
import java.util.List;

/**
 * The whole telephone as it stands, immutable.
 *
 * @param calls oldest first; an ended call stays for a few seconds so that its end can be read
 * @param historyVersion grows with every entry of the call log
 */
public record PhoneSnapshot(List<LineSnapshot> lines, List<CallSnapshot> calls, long historyVersion) {
    public static final PhoneSnapshot EMPTY = new PhoneSnapshot(List.of(), List.of(), 0);

    public PhoneSnapshot {
        lines = List.copyOf(lines);
        calls = List.copyOf(calls);
    }
}
