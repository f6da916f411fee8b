package app.trunkline.sip.event;

import app.trunkline.sip.Direction;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.event.DialogInfoDocument.Entry;
import app.trunkline.sip.event.DialogInfoDocument.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody's calls, as the documents of one subscription tell them (RFC 4235 sections 3.7 and 4): a full one replaces
 * what was known, a partial one changes it. Immutable.
 *
 * @param version of the newest document, empty before the first
 */
record DialogInfo(Optional<Long> version, Map<String, Entry> entries) {
    static final DialogInfo NOTHING_KNOWN = new DialogInfo(Optional.empty(), Map.of());
    private static final int MOST = 200;

    /**
     * What is known after a document.
     *
     * @param gap a document between was lost: the full state is to be asked for (section 4.4)
     */
    record Update(DialogInfo next, boolean gap) {}

    public DialogInfo {
        entries = Map.copyOf(entries);
    }

    /** Takes a document; one that is older changes nothing. */
    Update with(DialogInfoDocument document) {
        if (version.isPresent()
                && document.version().isPresent()
                && document.version().get() <= version.get()) {
            return new Update(this, false);
        }
        var gap = document.partial()
                && version.isPresent()
                && document.version().isPresent()
                && document.version().get() > version.get() + 1;
        Map<String, Entry> next = new LinkedHashMap<>(document.partial() ? entries : Map.of());
        document.dialogs().forEach((id, dialog) -> {
            next.remove(id);
            dialog.filter(entry -> next.size() < MOST).ifPresent(entry -> next.put(id, entry));
        });
        return new Update(new DialogInfo(document.version().or(() -> version), next), gap);
    }

    /** The lamp of it: a call that can be picked up comes before one that is spoken in. */
    LampSnapshot shown(LampSnapshot lamp) {
        if (version.isEmpty() && entries.isEmpty()) {
            return lamp(lamp, LampSnapshot.Calls.UNKNOWN, Optional.empty(), Optional.empty());
        }
        Predicate<Entry> confirmed = entry -> entry.stage() == Stage.CONFIRMED;
        Predicate<Entry> called = entry -> entry.direction().equals(Optional.of(Direction.INCOMING));
        for (var order : List.of(confirmed.negate().and(called), confirmed, confirmed.negate())) {
            var found = entries.values().stream().filter(order).findFirst();
            if (found.isPresent()) {
                var talks = confirmed.test(found.get());
                return lamp(
                        lamp,
                        talks ? LampSnapshot.Calls.TALKING : LampSnapshot.Calls.RINGING,
                        found,
                        found.filter(called)
                                .filter(entry -> entry.stage() == Stage.EARLY)
                                .flatMap(entry -> pickUp(entry, lamp.target())));
            }
        }
        return lamp(lamp, LampSnapshot.Calls.IDLE, Optional.empty(), Optional.empty());
    }

    private static Optional<PickUp> pickUp(Entry entry, SipAddress telephone) {
        return entry.id()
                .map(id -> new PickUp(
                        entry.callers().stream()
                                .flatMap(caller -> reachable(caller, telephone.host()).stream())
                                .findFirst()
                                .map(caller -> new SipAddress(entry.remote(), caller.user(), caller.host()))
                                .orElse(telephone),
                        id.flipped()));
    }

    /** A telephone on a WebSocket has an address that leads nowhere (RFC 7118 section 5), and so has one that hides. */
    private static Optional<SipAddress> reachable(String uri, String domain) {
        try {
            return Optional.of(SipAddress.parse(uri, domain))
                    .filter(address -> !address.host().toLowerCase(Locale.ROOT).matches(".*\\.invalid\\.?(:\\d+)?"));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    private static LampSnapshot lamp(
            LampSnapshot lamp, LampSnapshot.Calls calls, Optional<Entry> entry, Optional<PickUp> pickUp) {
        return new LampSnapshot(
                lamp.target(),
                calls,
                entry.flatMap(Entry::direction),
                pickUp,
                entry.map(Entry::remote).orElse(""),
                lamp.presence(),
                lamp.note());
    }
}
