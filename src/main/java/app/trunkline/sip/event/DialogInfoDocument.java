package app.trunkline.sip.event;

import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.wire.DisplayName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * One {@code application/dialog-info+xml} document (RFC 4235 section 4). Immutable.
 *
 * @param partial it tells of changes alone
 * @param dialogs by their names; empty for a call that is over
 */
record DialogInfoDocument(Optional<Long> version, boolean partial, Map<String, Optional<Entry>> dialogs) {
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";

    /** Where a dialog stands; {@code trying} and {@code proceeding} are nothing that rings. */
    enum Stage {
        BEGINNING,
        EARLY,
        CONFIRMED
    }

    /** @param callers where the far side may be reached, the nearest first */
    record Entry(
            Stage stage, Optional<Direction> direction, Optional<DialogId> id, String remote, List<String> callers) {}

    /** Empty where it cannot be read. */
    static Optional<DialogInfoDocument> parse(String text) {
        return XmlBody.root(text, NAMESPACE, "dialog-info").map(DialogInfoDocument::of);
    }

    private static DialogInfoDocument of(Element root) {
        Map<String, Optional<Entry>> dialogs = new LinkedHashMap<>();
        for (var dialog : XmlBody.children(root, "dialog")) {
            dialogs.put(dialog.getAttribute("id"), entry(dialog));
        }
        return new DialogInfoDocument(
                number(root.getAttribute("version")), root.getAttribute("state").equals("partial"), dialogs);
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
                        : DisplayName.of(identity.getAttribute("display")))
                .orElse("");
    }
}
