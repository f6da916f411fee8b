package app.trunkline.sip.event;

import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * Somebody's calls, as the documents of one subscription tell them (RFC 4235 sections 3.7 and 4): a full one replaces
 * what was known, a partial one changes it. Immutable.
 *
 * @param version of the newest document, empty before the first
 */
public record DialogInfo(Optional<Long> version, Map<String, Entry> entries) {
    static final DialogInfo NOTHING_KNOWN = new DialogInfo(Optional.empty(), Map.of());
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";
    private static final int MOST = 200;

    /** Where a dialog stands; {@code trying} and {@code proceeding} are nothing that rings. */
    enum Stage {
        BEGINNING,
        EARLY,
        CONFIRMED
    }

    /** @param callers where the far side may be reached, the nearest first */
    record Entry(
            Stage stage, Optional<Direction> direction, Optional<DialogId> id, String remote, List<String> callers) {}

    /**
     * What is known after a document.
     *
     * @param gap a document between was lost: the full state is to be asked for (section 4.4)
     */
    record Update(DialogInfo next, boolean gap) {}

    public DialogInfo {
        entries = Map.copyOf(entries);
    }

    /** Takes a document; one that cannot be read or is older changes nothing. */
    Update with(String document) {
        var root = XmlBody.root(document, NAMESPACE, "dialog-info");
        if (root.isEmpty()) {
            return new Update(this, false);
        }
        var number = number(root.get().getAttribute("version"));
        if (version.isPresent() && number.isPresent() && number.get() <= version.get()) {
            return new Update(this, false);
        }
        var partial = root.get().getAttribute("state").equals("partial");
        var gap = partial && version.isPresent() && number.isPresent() && number.get() > version.get() + 1;
        Map<String, Entry> next = new LinkedHashMap<>(partial ? entries : Map.of());
        for (var dialog : XmlBody.children(root.get(), "dialog")) {
            var id = dialog.getAttribute("id");
            next.remove(id);
            entry(dialog).filter(entry -> next.size() < MOST).ifPresent(entry -> next.put(id, entry));
        }
        return new Update(new DialogInfo(number.or(() -> version), next), gap);
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** Empty for a call that is over. */
    private static Optional<Entry> entry(Element dialog) {
        var stage = switch (XmlBody.child(dialog, "state").map(XmlBody::text).orElse("")) {
            case "trying", "proceeding" -> Optional.of(Stage.BEGINNING);
            case "early" -> Optional.of(Stage.EARLY);
            case "confirmed" -> Optional.of(Stage.CONFIRMED);
            default -> Optional.<Stage>empty();
        };
        Optional<Direction> direction = switch (dialog.getAttribute("direction")) {
            case "initiator" -> Optional.of(Direction.OUTGOING);
            case "recipient" -> Optional.of(Direction.INCOMING);
            default -> Optional.empty();
        };
        var id = new DialogId(
                dialog.getAttribute("call-id"), dialog.getAttribute("local-tag"), dialog.getAttribute("remote-tag"));
        var named = id.callId().isEmpty()
                        || id.localTag().isEmpty()
                        || id.remoteTag().isEmpty()
                ? Optional.<DialogId>empty()
                : Optional.of(id);
        return stage.map(where -> new Entry(where, direction, named, remote(dialog), callers(dialog)));
    }

    private static List<String> callers(Element dialog) {
        var remote = XmlBody.child(dialog, "remote");
        return Stream.concat(
                        remote
                                .flatMap(r -> XmlBody.child(r, "target"))
                                .map(target -> target.getAttribute("uri"))
                                .stream(),
                        remote.flatMap(r -> XmlBody.child(r, "identity")).map(XmlBody::text).stream())
                .toList();
    }

    private static String remote(Element dialog) {
        return XmlBody.child(dialog, "remote")
                .flatMap(remote -> XmlBody.child(remote, "identity"))
                .map(identity -> identity.getAttribute("display").isBlank()
                        ? XmlBody.text(identity).replaceFirst("(?i)^sips?:", "").replaceFirst("[@;].*", "")
                        : identity.getAttribute("display")
                                .replaceAll("\\p{Cntrl}", "")
                                .strip())
                .orElse("");
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
