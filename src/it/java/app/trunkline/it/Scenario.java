package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a line of the telephone network says and demands in one call, message by message, as sipp's XML. A message of the phone that is
 * another, or that fails a check, fails the call and with it the test. Checks are {@code Header: regular expression} or {@code body:
 * regular expression}; an expression may not hold what XML would escape.
 */
final class Scenario {
    /** Sound as the network speaks it; the port is that of the line's sound. */
    static final String PCMU = sdp("0", "sendrecv", "0 PCMU/8000");

    private static final String WHO =
            "\"[caller_name]\" <sip:[caller]@[local_ip]:[local_port]>;tag=[pid]-[call_number]";
    private static final String PHONE = "sip:[service]@[remote_ip]:[remote_port]";
    private static final String CONTACT = "Contact: <sip:network@[local_ip]:[local_port]>";

    private final boolean calls;
    private final StringBuilder text = new StringBuilder();

    private Scenario(boolean calls) {
        this.calls = calls;
        line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        line("<!DOCTYPE scenario SYSTEM \"sipp.dtd\">");
        line("<scenario name=\"of a test\">");
    }

    /** The line calls the phone. */
    static Scenario calling() {
        return new Scenario(true);
    }

    /** The line is called, by an INVITE that passes these checks. */
    static Scenario called(String... checks) {
        var scenario = new Scenario(false);
        scenario.receive("request=\"INVITE\" rrs=\"true\"", checks(checks) + """
                <ereg regexp="m=audio ([0-9]+)" search_in="body" check_it="true" assign_to="ignored,port"/>
                <ereg regexp=".*" search_in="hdr" header="From:" assign_to="remote"/>
                <ereg regexp=".*" search_in="hdr" header="To:" assign_to="local"/>
                <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="1" assign_to="via1"/>
                <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="2" assign_to="via2"/>
                <ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="cseq"/>
                <ereg regexp=".*" search_in="hdr" header="Record-Route:" occurrence="1" assign_to="route1"/>
                <ereg regexp=".*" search_in="hdr" header="Record-Route:" occurrence="2" assign_to="route2"/>
                <exec command="'[note]' [note_port] offered [line] [call_id] [$port] phone"/>
                """ + checks(checks));
        scenario.line("<Reference variables=\"ignored,port,remote,local,via1,via2,cseq,route1,route2\"/>");
        return scenario;
    }

    /** A description with these payload types, direction and rtpmap lines. */
    static String sdp(String payloads, String direction, String... rtpmaps) {
        return """
                v=0
                o=network [pid] [call_number] IN IP4 [media_ip]
                s=-
                c=IN IP4 [media_ip]
                t=0 0
                m=audio [rtp_port] RTP/AVP %s
                %sa=ptime:20
                a=%s
                """.formatted(
                        payloads,
                        Stream.of(rtpmaps).map(map -> "a=rtpmap:" + map + "\n").collect(Collectors.joining()),
                        direction);
    }

    private void line(String xml) {
        text.append(xml).append('\n');
    }

    private Scenario send(String attributes, String first, String body, Stream<String> headers) {
        line("<send" + attributes + "><![CDATA[\n\n" + first);
        headers.forEach(this::line);
        line(body.isEmpty() ? "Content-Length: 0\n" : "Content-Length: [len]\n\n" + body);
        line("]]></send>");
        return this;
    }

    private static String type(String body) {
        return body.startsWith("v=0") ? "Content-Type: application/sdp" : "";
    }

    private static Stream<String> all(String body, String[] more, String... headers) {
        return Stream.of(Stream.of(headers), Stream.of(type(body)), Stream.of(more))
                .flatMap(each -> each)
                .filter(header -> !header.isEmpty());
    }

    /** A request that belongs to no dialog, an INVITE among them. */
    Scenario request(String method, int cseq, String body, String... headers) {
        return send(
                " retrans=\"500\"",
                method + " " + PHONE + " SIP/2.0",
                body,
                all(
                        body,
                        headers,
                        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
                        "From: " + WHO,
                        "To: <" + PHONE + ">",
                        "Call-ID: [call_id]",
                        "CSeq: " + cseq + " " + method,
                        "Max-Forwards: 70",
                        CONTACT));
    }

    /** A request inside the call. */
    Scenario inside(String method, int cseq, String body, String... headers) {
        return send(
                method.equals("ACK") ? "" : " retrans=\"500\"",
                method + " [next_url] SIP/2.0",
                body,
                all(
                        body,
                        headers,
                        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
                        "[routes]",
                        calls ? "From: " + WHO : "From:[$local];tag=[pid]-[call_number]",
                        "To:[$remote]",
                        "Call-ID: [call_id]",
                        "CSeq: " + cseq + " " + method,
                        "Max-Forwards: 70",
                        CONTACT));
    }

    /** The ACK of a refusal: of the same branch. */
    Scenario acknowledgeRefusal(int cseq) {
        return send(
                "",
                "ACK " + PHONE + " SIP/2.0",
                "",
                Stream.of(
                        "[last_Via:]",
                        "From: " + WHO,
                        "[last_To:]",
                        "Call-ID: [call_id]",
                        "CSeq: " + cseq + " ACK",
                        "Max-Forwards: 70"));
    }

    /** The ACK of a refusal inside the call. */
    Scenario acknowledgeRefusalInside(int cseq) {
        return send(
                "",
                "ACK [next_url] SIP/2.0",
                "",
                Stream.of(
                        "[last_Via:]",
                        "[routes]",
                        calls ? "From: " + WHO : "From:[$local];tag=[pid]-[call_number]",
                        "To:[$remote]",
                        "Call-ID: [call_id]",
                        "CSeq: " + cseq + " ACK",
                        "Max-Forwards: 70"));
    }

    /** A response to the request that came last. */
    Scenario reply(String status, String body, String... headers) {
        var to = calls || text.indexOf("SIP/2.0 200 OK") > 0 ? "[last_To:]" : "[last_To:];tag=[pid]-[call_number]";
        return send(
                body.isEmpty() ? "" : " retrans=\"500\"",
                "SIP/2.0 " + status,
                body,
                all(
                        body,
                        headers,
                        "[last_Via:]",
                        "[last_Record-Route:]",
                        "[last_From:]",
                        to,
                        "[last_Call-ID:]",
                        "[last_CSeq:]",
                        CONTACT));
    }

    private void receive(String what, String actions) {
        line("<recv " + what + (actions.isEmpty() ? "/>" : "><action>\n" + actions + "</action></recv>"));
    }

    private static String checks(String[] checks) {
        return Stream.of(checks)
                .map(check -> check.split(": ", 2))
                .map(parts -> "<ereg regexp=\"" + parts[1] + "\" "
                        + (parts[0].equals("body")
                                ? "search_in=\"body\""
                                : "search_in=\"hdr\" header=\"" + parts[0] + ":\"")
                        + " check_it=\"true\" assign_to=\"ignored\"/>\n")
                .collect(Collectors.joining());
    }

    /** The phone's request. */
    Scenario expect(String method, String... checks) {
        receive("request=\"" + method + "\"", checks(checks));
        return this;
    }

    /** The phone's final response, whatever provisional ones come before it. */
    Scenario response(int code, String... checks) {
        provisional();
        receive("response=\"" + code + "\"", checks(checks));
        return this;
    }

    private void provisional() {
        receive("response=\"100\" optional=\"true\"", "");
        receive("response=\"180\" optional=\"true\"", "");
    }

    /** The call begins with an INVITE of ours: 200, ACK. */
    Scenario begin() {
        return request("INVITE", 1, PCMU).accepted().inside("ACK", 1, "");
    }

    /** The 200 to the INVITE that began the call; it makes the dialog. */
    Scenario accepted() {
        provisional();
        receive("response=\"200\" rrs=\"true\"", """
                <ereg regexp="m=audio ([0-9]+)" search_in="body" check_it="true" assign_to="ignored,port"/>
                <ereg regexp=".*" search_in="hdr" header="To:" assign_to="remote"/>
                <exec command="'[note]' [note_port] connected [line] [call_id] [$port] phone"/>
                """);
        line("<Reference variables=\"ignored,port,remote\"/>");
        return this;
    }

    /** The phone's call is answered, and its ACK taken. */
    Scenario answer() {
        reply("200 OK", PCMU).expect("ACK");
        line("<nop><action><exec command=\"'[note]' [note_port] answered [line] [call_id]\"/></action></nop>");
        return this;
    }

    /** A re-INVITE of the line, which the phone takes. */
    Scenario reinvite(int cseq, String body, String... checks) {
        return inside("INVITE", cseq, body).response(200, checks).inside("ACK", cseq, "");
    }

    /** A response to the INVITE that began the call, once more or late. */
    Scenario again(String status, String body) {
        return send(
                " retrans=\"500\"",
                "SIP/2.0 " + status,
                body,
                all(
                        body,
                        new String[0],
                        "Via:[$via1]",
                        "Via:[$via2]",
                        "Record-Route:[$route1]",
                        "Record-Route:[$route2]",
                        "From:[$remote]",
                        "To:[$local];tag=[pid]-[call_number]",
                        "Call-ID: [call_id]",
                        "CSeq:[$cseq]",
                        CONTACT));
    }

    /** The phone's re-INVITE, whose answer is kept back for {@link #replyToKept}. */
    Scenario keepReinvite() {
        receive("request=\"INVITE\"", """
                <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="1" assign_to="kept1"/>
                <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="2" assign_to="kept2"/>
                <ereg regexp=".*" search_in="hdr" header="To:" assign_to="keptTo"/>
                <ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="keptCseq"/>
                """);
        line("<Reference variables=\"kept1,kept2,keptTo,keptCseq\"/>");
        return reply("100 Trying", "");
    }

    Scenario replyToKept(String status, String body) {
        return send(
                " retrans=\"500\"",
                "SIP/2.0 " + status,
                body,
                all(
                        body,
                        new String[0],
                        "Via:[$kept1]",
                        "Via:[$kept2]",
                        "From:[$remote]",
                        "To:[$keptTo]",
                        "Call-ID: [call_id]",
                        "CSeq:[$keptCseq]",
                        CONTACT));
    }

    /** The phone hangs up. */
    Scenario hungUp() {
        return expect("BYE").reply("200 OK", "");
    }

    /** A digit for the phone, which tells the test how far the call is. */
    Scenario signal(int cseq) {
        return inside("INFO", cseq, "Signal=9\n", "Content-Type: application/dtmf-relay")
                .response(200);
    }

    Scenario pause(int milliseconds) {
        line("<pause milliseconds=\"" + milliseconds + "\"/>");
        return this;
    }

    /** Writes it where sipp can read it, and gives the file. */
    String file(Lab lab) {
        try {
            Path file = Files.createTempFile(lab.folder().resolve("sipp"), "test-", ".xml");
            Files.writeString(
                    file,
                    text + (text.indexOf("\"ignored") > 0 ? "<Reference variables=\"ignored\"/>\n" : "")
                            + "</scenario>\n");
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
