package app.trunkline.sip;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The words of {@link SipGrammar}, right ones and odd ones. */
final class SipPieces {
    /** @param flaw where it stands as a Request-URI */
    record Target(String text, Optional<Flaw> flaw) {
        static Target of(String text, Flaw flaw) {
            return new Target(text, Optional.of(flaw));
        }
    }

    static final Target OURS = new Target("sip:trunk_12345@y.invalid;transport=ws", Optional.empty());
    static final List<Target> TARGETS = List.of(
            OURS,
            new Target("sip:trunk_12345@example.com", Optional.empty()),
            Target.of("sip:a%40b:pw@[2001:db8::1]:5061;lr", Flaw.STRANGER),
            Target.of("sips:a@example.com", Flaw.STRANGER),
            Target.of("tel:+14155550142;phone-context=+1", Flaw.STRANGER),
            Target.of("sip:a@b;method=BYE", Flaw.STRANGER),
            Target.of("sip:@", Flaw.TARGET),
            Target.of("sip:", Flaw.TARGET),
            Target.of("sip:a@b?Replaces=c%3Bto-tag%3Dd%3Bfrom-tag%3De", Flaw.TARGET),
            Target.of("sip:\u00e9@\u20ac.example", Flaw.TARGET),
            Target.of("*", Flaw.TARGET),
            Target.of("http://example.com/", Flaw.SCHEME),
            Target.of("urn:x:y", Flaw.SCHEME));
    static final List<String> SERVED = List.of(
            "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "MESSAGE");
    static final List<String> METHODS = List.of(
            "INVITE",
            "INVITE",
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "OPTIONS",
            "INFO",
            "UPDATE",
            "PRACK",
            "REFER",
            "NOTIFY",
            "MESSAGE",
            "SUBSCRIBE",
            "PUBLISH",
            "REGISTER",
            "invite",
            "FOO");
    static final List<String> TYPES = List.of(
            "application/sdp",
            "application/sdp;charset=\"x\"",
            "text/plain",
            "text/plain;charset=no-such",
            "application/dtmf-relay",
            "message/sipfrag",
            "application/simple-message-summary",
            "multipart/mixed",
            "multipart/mixed;boundary=",
            "APPLICATION / SDP",
            "x",
            "");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "70",
            "-1",
            "2147483647",
            "2147483648",
            "4294967296",
            "99999999999999999999",
            "x",
            "",
            "1.5");
    private static final List<String> HEADERS = List.of(
            "Supported: timer, 100rel, replaces",
            "k: timer",
            "Require: %t",
            "Require: 100rel",
            "Require: timer",
            "Session-Expires: %n;refresher=uac",
            "x: %n;refresher=%t",
            "Min-SE: %n",
            "Expires: %n",
            "Max-Forwards: %n",
            "Replaces: %t;to-tag=%t;from-tag=%t",
            "Refer-To: <%u>",
            "r: %u",
            "Referred-By: <%u>",
            "Event: %t",
            "Event: refer;id=%n",
            "Event: message-summary",
            "Subscription-State: active;expires=%n",
            "Subscription-State: terminated;reason=%t",
            "RAck: %n %n INVITE",
            "RSeq: %n",
            "Reason: SIP;cause=%n;text=\"%t\"",
            "Warning: %n %t \"%t\"",
            "Retry-After: %n (%t)",
            "WWW-Authenticate: Digest realm=\"%t\", nonce=\"%t\", qop=\"%t\"",
            "Proxy-Authenticate: Digest realm=\"r\", nonce=\"%t\"",
            "Proxy-Authenticate: Basic %t",
            "Contact: <%u>;expires=%n",
            "m: %u;q=%n",
            "Contact: *",
            "Record-Route: <%u;lr>",
            "Route: <%u>, <%u;lr>",
            "P-Asserted-Identity: \"%t\" <%u>",
            "Diversion: <%u>;reason=%t",
            "History-Info: <%u>;index=%n",
            "Identity: %t.%t.%t;info=<https://example.com/%t>;alg=%t",
            "y: %t",
            "Alert-Info: <info:%t>;answer-after=%n",
            "Accept: %t/%t",
            "Accept: application/sdp",
            "Allow: %t",
            "Date: %t",
            "Content-Encoding: %t",
            "e: identity",
            "Content-Disposition: %t;handling=%t",
            "Content-Length: %n",
            "l: %n",
            "CSeq: %n %t",
            "To: <%u>",
            "Via: SIP/2.0/%t %t",
            "Call-ID: %t",
            "SIP-ETag: %t",
            "Min-Expires: %n",
            "Security-Server: %t;q=%n",
            "X-%t: %t",
            "%t",
            ": %t",
            "Subject : %t",
            "Timestamp: %n %n",
            "MIME-Version: %n",
            "Service-Route: <%u>",
            "Flow-Timer: %n",
            "Authentication-Info: nextnonce=\"%t\"",
            "Proxy-Authentication-Info: nextnonce=\"%t\"");
    private static final String ODD = "\0\t \"\\<>;:,=()[]{}%@?&/.-+*09azAZ\u00ff\u20ac\ud83d";

    private final Random random;

    SipPieces(Random random) {
        this.random = random;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    String number() {
        return any(NUMBERS);
    }

    String name(String usual, String other) {
        return (one(8) ? other : usual) + (one(30) ? " : " : ": ");
    }

    String token() {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> String.valueOf(ODD.charAt(random.nextInt(ODD.length())));
            case 2 -> String.valueOf(ODD.charAt(random.nextInt(ODD.length()))).repeat(random.nextInt(400));
            case 3 -> any(TARGETS).text();
            default -> "t" + random.nextInt(1000);
        };
    }

    String header() {
        return filled(any(HEADERS));
    }

    String body() {
        var sdp = CallOnTheWire.SDP;
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> sdp;
            case 3 -> sdp.replace(any(sdp.lines().toList()), filled("%t=%n %t %n"));
            case 4 -> sdp.replace("sendrecv", any(List.of("sendonly", "recvonly", "inactive", "x")));
            case 5 -> "--b\r\nContent-Type: " + any(TYPES) + "\r\n\r\n" + sdp + (one(3) ? "" : "\r\n--b--\r\n");
            case 6 ->
                filled(any(List.of(
                        "Signal=%t\r\nDuration=%n\r\n",
                        "SIP/2.0 %n %t\r\n", "Messages-Waiting: yes\r\nVoice-Message: %n/%n\r\n", "%t")));
            default -> "";
        };
    }

    private String filled(String pattern) {
        var text = new StringBuilder();
        for (var at = 0; at < pattern.length(); at++) {
            var rule = pattern.charAt(at) == '%' && at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
            switch (rule) {
                case 't' -> text.append(token());
                case 'n' -> text.append(number());
                case 'u' -> text.append(any(TARGETS).text());
                default -> text.append(pattern.charAt(at));
            }
            at += "tnu".indexOf(rule) < 0 ? 0 : 1;
        }
        return text.toString();
    }
}
