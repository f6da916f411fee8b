package app.trunkline.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.LampSnapshot.Calls;
import app.trunkline.sip.LampSnapshot.Presence;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bodies of NOTIFY, as servers write them and as they should not. */
class EventDocumentsTest {
    private static final SipAddress BOB = new SipAddress("", "bob", "example.com");

    private static String dialogInfo(int version, String state, String dialogs) {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="%d" state="%s" entity="sip:bob@example.com">
            %s
            </dialog-info>
            """.formatted(version, state, dialogs);
    }

    private static String dialog(String id, String direction, String state) {
        return """
            <dialog id="%s" call-id="c-%s" local-tag="l" remote-tag="r" direction="%s">
              <state>%s</state>
              <remote><identity display="Ada &amp; Co">sip:ada@example.com</identity></remote>
            </dialog>\
            """.formatted(id, id, direction, state);
    }

    private static LampSnapshot lamp(DialogInfo info) {
        return info.shown(LampSnapshot.dark(BOB));
    }

    private static LampSnapshot after(String... documents) {
        var info = DialogInfo.NOTHING_KNOWN;
        for (var document : documents) {
            info = with(info, document).next();
        }
        return lamp(info);
    }

    @Test
    void readsTheMessageSummaryOfRfc3842() {
        assertThat(SimpleMessageSummary.parse(
                        "Messages-Waiting: yes\r\nMessage-Account: sip:alice@vmail.example.com\r\n"
                                + "Voice-Message: 2/8 (1/2)\r\n"))
                .contains(new MessageSummary(true, Optional.of("sip:alice@vmail.example.com"), 2, 8, 1));
        assertThat(SimpleMessageSummary.parse("messages-waiting:no\n"))
                .contains(new MessageSummary(false, Optional.empty(), 0, 0, 0));
        assertThat(SimpleMessageSummary.parse("Messages-Waiting: yes\nVoice-Message: lots\n"))
                .contains(new MessageSummary(true, Optional.empty(), 0, 0, 0));
        assertThat(SimpleMessageSummary.parse("Messages-Waiting: yes\nVoice-Message: 999999999/1"))
                .hasValueSatisfying(summary -> assertThat(summary.fresh()).isEqualTo(9_999));
        assertThat(SimpleMessageSummary.parse("Voice-Message: 2/8")).isEmpty();
        assertThat(SimpleMessageSummary.parse("")).isEmpty();
    }

    @Test
    void ringsTalksAndFallsSilent() {
        var ringing = after(dialogInfo(1, "full", dialog("a", "recipient", "early")));
        assertThat(ringing.calls()).isEqualTo(Calls.RINGING);
        assertThat(ringing.direction()).contains(Direction.INCOMING);
        assertThat(ringing.pickUp())
                .as("the caller's own view of it")
                .contains(new PickUp(new SipAddress("Ada & Co", "ada", "example.com"), new DialogId("c-a", "r", "l")));
        assertThat(ringing.caller()).isEqualTo("Ada & Co");
        var talking = after(dialogInfo(1, "full", dialog("a", "initiator", "confirmed")));
        assertThat(talking.calls()).isEqualTo(Calls.TALKING);
        assertThat(talking.pickUp()).isEmpty();
        assertThat(after(dialogInfo(1, "full", dialog("a", "recipient", "terminated")))
                        .calls())
                .isEqualTo(Calls.IDLE);
        assertThat(after().calls()).isEqualTo(Calls.UNKNOWN);
    }

    @Test
    void aCallThatCanBePickedUpComesBeforeOneThatIsSpokenIn() {
        var lamp =
                after(dialogInfo(1, "full", dialog("a", "initiator", "confirmed") + dialog("b", "recipient", "early")));
        assertThat(lamp.calls()).isEqualTo(Calls.RINGING);
        assertThat(lamp.pickUp().orElseThrow().dialog().callId()).isEqualTo("c-b");
    }

    private static SipAddress pickedUp(String remote) {
        var dialog = dialog("a", "recipient", "early").replaceFirst("<remote>.*</remote>", remote);
        return after(dialogInfo(1, "full", dialog)).pickUp().orElseThrow().target();
    }

    @Test
    void whoeverCallsIsAskedForTheCallThatRings() {
        var identity = "<identity>sip:ada@example.com</identity>";
        assertThat(pickedUp("<remote>" + identity + "<target uri=\"sip:a1@192.0.2.7:5062;transport=tcp\"/></remote>")
                        .uri())
                .as("at the telephone that they call from")
                .isEqualTo("sip:a1@192.0.2.7:5062");
        assertThat(pickedUp("<remote>" + identity + "<target uri=\"sip:x7@k2j.invalid;transport=ws\"/></remote>")
                        .uri())
                .as("that address leads nowhere")
                .isEqualTo("sip:ada@example.com");
        assertThat(pickedUp("<remote><identity>tel:+14155550123</identity></remote>")
                        .uri())
                .isEqualTo("sip:+14155550123@example.com");
        assertThat(pickedUp("<remote><identity>sip:anonymous@anonymous.invalid</identity></remote>"))
                .as("who hides is behind the switchboard")
                .isEqualTo(BOB);
        assertThat(pickedUp("")).isEqualTo(BOB);
    }

    @Test
    void aCallOfTheirOwnCannotBePickedUp() {
        assertThat(after(dialogInfo(1, "full", dialog("a", "initiator", "early")))
                        .pickUp())
                .isEmpty();
        assertThat(after(dialogInfo(1, "full", dialog("a", "recipient", "early").replace("remote-tag=\"r\"", "")))
                        .pickUp())
                .as("its dialog is not told")
                .isEmpty();
    }

    @Test
    void partialDocumentsChangeAndOldOnesDoNot() {
        var first = dialogInfo(4, "full", dialog("a", "recipient", "confirmed") + dialog("b", "recipient", "early"));
        var ended = dialogInfo(5, "partial", dialog("b", "recipient", "terminated"));
        assertThat(after(first, ended).calls()).isEqualTo(Calls.TALKING);
        assertThat(after(first, dialogInfo(4, "full", "")).calls())
                .as("repeated")
                .isEqualTo(Calls.RINGING);
        assertThat(after(first, dialogInfo(3, "full", "")).calls()).as("older").isEqualTo(Calls.RINGING);
        assertThat(after(first, dialogInfo(9, "full", "")).calls()).as("newer").isEqualTo(Calls.IDLE);
        var known = with(DialogInfo.NOTHING_KNOWN, first).next();
        assertThat(with(known, ended).gap()).isFalse();
        assertThat(with(known, dialogInfo(6, "partial", "")).gap()).isTrue();
        assertThat(with(known, dialogInfo(7, "full", "")).gap()).isFalse();
    }

    /** Each by a document of its own, which is short. */
    @Test
    void ofCallsWithoutEndFewAreKept() {
        var info = DialogInfo.NOTHING_KNOWN;
        for (var version = 1; version <= 1_000; version++) {
            info = with(info, dialogInfo(version, "partial", dialog("d" + version, "recipient", "early")))
                    .next();
        }
        assertThat(info.entries()).hasSize(200);
    }

    @Test
    void hostileXmlChangesNothing() {
        var secret = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + dialogInfo(1, "full", "<dialog id=\"a\"><state>&x;</state></dialog>")
                        .replaceFirst("<\\?.*\\?>", "");
        var bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        bomb.append("]><dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\">&a29;</dialog-info>");
        var long_ = dialogInfo(1, "full", "<!--" + "x".repeat(40_000) + "-->");
        var deep = "<a>".repeat(5_000);
        var elsewhere = "<dialog-info xmlns=\"urn:other\" version=\"1\" state=\"full\"/>";
        for (var hostile :
                new String[] {secret, bomb.toString(), long_, deep, elsewhere, "", "\u0000", "not xml", "<dialog-info/>"
                }) {
            assertThat(DialogInfoDocument.parse(hostile)).isEmpty();
            assertThat(PresenceDocument.parse(hostile)).isEmpty();
        }
    }

    private static DialogInfo.Update with(DialogInfo known, String document) {
        return known.with(DialogInfoDocument.parse(document).orElseThrow());
    }

    private static PresenceDocument presence(String inside) {
        return PresenceDocument.parse("<presence xmlns=\"urn:ietf:params:xml:ns:pidf\""
                        + " xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\""
                        + " xmlns:rpid=\"urn:ietf:params:xml:ns:pidf:rpid\" entity=\"sip:bob@example.com\">" + inside
                        + "</presence>")
                .orElseThrow();
    }

    @Test
    void readsPresence() {
        var open = "<tuple id=\"t\"><status><basic>open</basic></status></tuple>";
        assertThat(presence(open).presence()).isEqualTo(Presence.AVAILABLE);
        assertThat(presence(open.replace("open", "closed")).presence()).isEqualTo(Presence.OFFLINE);
        assertThat(presence("").presence()).isEqualTo(Presence.UNKNOWN);
        var busy = presence(open + "<dm:person id=\"p\"><rpid:activities><rpid:on-the-phone/></rpid:activities>"
                + "<dm:note>Back\n at 3</dm:note></dm:person>");
        assertThat(busy).isEqualTo(new PresenceDocument(Presence.BUSY, "Back at 3"));
        assertThat(presence(open + "<dm:person><rpid:activities><rpid:away/></rpid:activities></dm:person>")
                        .presence())
                .isEqualTo(Presence.AWAY);
    }
}
