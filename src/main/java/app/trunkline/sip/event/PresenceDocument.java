package app.trunkline.sip.event;

import app.trunkline.sip.LampSnapshot.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** A presence document (RFC 3863), with the activities of RFC 4480. Immutable. */
record PresenceDocument(Presence presence, String note) {
    static final PresenceDocument NOTHING_KNOWN = new PresenceDocument(Presence.UNKNOWN, "");
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:pidf";
    private static final Set<String> BUSY =
            Set.of("busy", "on-the-phone", "meeting", "appointment", "presentation", "in-transit");
    private static final Set<String> AWAY = Set.of(
            "away", "breakfast", "dinner", "holiday", "lunch", "meal", "permanent-absence", "sleeping", "vacation");

    /** Empty where it cannot be read. */
    static Optional<PresenceDocument> parse(String text) {
        return XmlBody.root(text, NAMESPACE, "presence").map(PresenceDocument::of);
    }

    private static PresenceDocument of(Element root) {
        var tuples = XmlBody.children(root, "tuple");
        var basic = tuples.stream()
                .flatMap(tuple -> XmlBody.child(tuple, "status").stream())
                .flatMap(status -> XmlBody.child(status, "basic").stream())
                .map(XmlBody::text)
                .toList();
        var activities = activities(root);
        var presence = !basic.contains("open")
                ? basic.isEmpty() ? Presence.UNKNOWN : Presence.OFFLINE
                : activities.stream().anyMatch(BUSY::contains)
                        ? Presence.BUSY
                        : activities.stream().anyMatch(AWAY::contains) ? Presence.AWAY : Presence.AVAILABLE;
        return new PresenceDocument(presence, note(root, tuples));
    }

    private static List<String> activities(Element root) {
        List<String> found = new ArrayList<>();
        var places = new ArrayList<>(XmlBody.children(root, "person"));
        places.addAll(XmlBody.children(root, "tuple"));
        for (var place : places) {
            for (var activities : XmlBody.children(place, "activities")) {
                XmlBody.children(activities).forEach(activity -> found.add(activity.getLocalName()));
            }
        }
        return found;
    }

    private static String note(Element root, List<Element> tuples) {
        List<Element> places = new ArrayList<>(List.of(root));
        places.addAll(XmlBody.children(root, "person"));
        places.addAll(tuples);
        return places.stream()
                .flatMap(place -> XmlBody.child(place, "note").stream())
                .map(XmlBody::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
