package app.trunkline.sip.event;

import app.trunkline.sip.Availability;

/** Writes the presence document of ourselves (RFC 3863, with the person of RFC 4479 and the activities of RFC 4480). Pure. */
final class OwnPresence {
    private OwnPresence() {}

    /**
     * The document.
     *
     * @param uri of the address of record
     * @param id the same in each version, so that one replaces the other at those who watch
     */
    static String document(String uri, String id, Availability availability) {
        var entity = escaped(uri);
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"\
             xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="%1$s">
              <tuple id="t%2$s"><status><basic>open</basic></status><contact>%1$s</contact></tuple>
            %3$s</presence>
            """.formatted(entity, id, person(id, availability));
    }

    /** RFC 4480 has no word for "do not disturb": telephones say "busy", with a note. */
    private static String person(String id, Availability availability) {
        return switch (availability) {
            case FREE -> "";
            case ON_THE_PHONE -> person(id, "on-the-phone", "On the phone");
            case DO_NOT_DISTURB -> person(id, "busy", "Do not disturb");
        };
    }

    private static String person(String id, String activity, String note) {
        return "  <dm:person id=\"p%s\"><rpid:activities><rpid:%s/></rpid:activities><dm:note>%s</dm:note></dm:person>\n"
                .formatted(id, activity, note);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
