package app.trunkline.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Messages by a small grammar of SIP: each rule has right, odd and broken ways to be written. What is right in most of its
 * parts gets further than noise does. The same random numbers make the same messages.
 */
public final class SipGrammar {
    /**
     * @param number in its branch, its own but for a CANCEL, which has that of its INVITE
     * @param inside of a dialog, as it says
     * @param due whether it is to be answered
     */
    public record Message(String text, String method, int number, boolean inside, Due due, EnumSet<Flaw> flaws) {
        /** Whether an answer is due: to what is neither request nor whole there may be one. */
        public enum Due {
            ONE,
            PERHAPS,
            NONE
        }

        /** What {@link #keys} finds in the answer. */
        String key() {
            return number + cancelled(text);
        }

        /** Which request a response answers, the likeliest first; of two CSeq it repeats one. */
        static List<String> keys(String response) {
            var found = ANSWERED.matcher(response);
            if (!found.find()) {
                return List.of();
            }
            var by = found.group(1);
            return cancelled(response).isEmpty() ? List.of(by, by + "c") : List.of(by + "c", by);
        }

        private static String cancelled(String message) {
            return CANCELLED.matcher(message).find() ? "c" : "";
        }
    }

    private static final Pattern ANSWERED = Pattern.compile("(?s)\\ASIP/2.*?fuzz(\\d+)\\.");
    private static final Pattern CANCELLED = Pattern.compile("(?im)^CSeq\\s*:\\s*\\S+\\s+CANCEL\\s*$");
    private static final Pattern CSEQS = Pattern.compile("(?im)^cseq\\s*:\\s*(.*)$");
    /** A tag that is none breaks the header. */
    private static final Pattern SOUND =
            Pattern.compile("(?:: |^)(?:\"(?:t\\d+)?\" )?<sip:[+\\w]+@[\\w.-]+>(?:;tag=[a-z0-9.]+)*$");

    private static final String VIA = "via|v";
    private static final String CSEQ = "cseq";
    /** What each request has, in both forms. */
    private static final List<String> REQUIRED = List.of(VIA, "from|f", "to|t", "call-id|i", CSEQ);

    private static final int REMEMBERED = 200;

    private final Random random;
    private final SipPieces pieces;
    /** What the telephone sent, the dialogs that there are; and of that what can be answered. */
    private final List<String> sent = new ArrayList<>();

    private final List<String> asked = new ArrayList<>();
    /** What came: what can be sent once more; and of that what can be cancelled. */
    private final List<Message> came = new ArrayList<>();

    private final List<Message> invites = new ArrayList<>();

    private int number;

    public SipGrammar(Random random) {
        this.random = random;
        this.pieces = new SipPieces(random);
    }

    public void sent(String message) {
        if (Stream.of("Via", "From", "To", "Call-ID", "CSeq")
                .allMatch(name -> message.contains("\r\n" + name + ": "))) {
            remember(sent, message);
            if (!message.startsWith("SIP/2.0")) {
                remember(asked, message);
            }
        }
    }

    private <T> void remember(List<T> what, T message) {
        if (what.size() < REMEMBERED) {
            what.add(message);
        } else {
            what.set(random.nextInt(REMEMBERED), message);
        }
    }

    public Message message() {
        number++;
        if (one(25) && !came.isEmpty()) {
            return pieces.any(came);
        }
        var message = one(5) ? response() : request();
        if (message.due() == Message.Due.ONE) {
            remember(came, message);
            if (isInvite(message.text())) {
                remember(invites, message);
            }
        }
        return message;
    }

    /** With one CSeq: of two it is open which one a CANCEL would have to have. */
    private static boolean isInvite(String message) {
        var cseqs = CSEQS.matcher(message).results().toList();
        return message.startsWith("INVITE ")
                && cseqs.size() == 1
                && cseqs.getFirst().group(1).matches("\\d+\\s+INVITE\\s*");
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private Message request() {
        var method = pieces.any(SipPieces.METHODS);
        var flaws = EnumSet.noneOf(Flaw.class);
        if (!SipPieces.SERVED.contains(method)) {
            flaws.add(Flaw.METHOD);
        }
        if (method.equals("CANCEL") && !invites.isEmpty() && !one(3)) {
            return cancel(pieces.any(invites), flaws);
        }
        var dialog = one(2) && !sent.isEmpty() ? pieces.any(sent) : "";
        var toUs = dialog.startsWith("SIP/2.0");
        var to = dialog.isEmpty()
                ? "<sip:trunk_12345@example.com>" + (one(20) ? ";tag=" + pieces.token() : "")
                : Reply.header(dialog, toUs ? "To" : "From") + (one(40) ? ";tag=other" : "");
        var lines = new ArrayList<>(List.of(
                pieces.name("Via", "v") + "SIP/2.0/" + (odd(30, flaws) ? pieces.token() : "WSS")
                        + " server.invalid;branch=" + (one(30) ? "" : "z9hG4bK") + "fuzz" + number + ".",
                pieces.name("From", "f")
                        + (dialog.isEmpty() ? from(flaws) : Reply.header(dialog, toUs ? "From" : "To")),
                pieces.name("To", "t") + to,
                pieces.name("Call-ID", "i") + (dialog.isEmpty() ? "call-" + number : Reply.header(dialog, "Call-ID")),
                pieces.name("CSeq", "CSEQ") + cseq(dialog, flaws) + " " + method(method, flaws),
                pieces.name("Contact", "m")
                        + (odd(20, flaws)
                                ? pieces.any(SipPieces.TARGETS).text()
                                : "<sip:c@server.invalid;transport=ws>"),
                "Max-Forwards: " + (odd(20, flaws) ? pieces.number() : "70")));
        if (!SOUND.matcher(to).find() || !SOUND.matcher(lines.get(1)).find()) {
            flaws.add(Flaw.HEADER);
        }
        var target = one(8) ? pieces.any(SipPieces.TARGETS) : SipPieces.OURS;
        target.flaw().ifPresent(flaws::add);
        return finish(method, method + " " + target.text() + version(flaws), lines, to.contains(";tag"), flaws);
    }

    private Message cancel(Message invite, EnumSet<Flaw> flaws) {
        var text = invite.text()
                .replaceFirst("INVITE", "CANCEL")
                .replaceFirst("(?i)(cseq\\s*:\\s*\\d+\\s+)INVITE", "$1CANCEL");
        flaws.addAll(invite.flaws());
        var due = text.matches("(?is).*\\ncseq\\s*:\\s*\\d+\\s+CANCEL\\s*\\r\\n.*")
                ? Message.Due.ONE
                : Message.Due.PERHAPS;
        return new Message(text, "CANCEL", invite.number(), invite.inside(), due, flaws);
    }

    /** True once in so many times; what follows from it may be an error then. */
    private boolean odd(int of, EnumSet<Flaw> flaws) {
        var is = one(of);
        if (is) {
            flaws.add(Flaw.HEADER);
        }
        return is;
    }

    private String version(EnumSet<Flaw> flaws) {
        if (one(60)) {
            flaws.add(Flaw.VERSION);
            return " SIP/3.0";
        }
        if (one(60)) {
            flaws.add(Flaw.TARGET);
            return "";
        }
        return " SIP/2.0";
    }

    private String from(EnumSet<Flaw> flaws) {
        var name = pieces.token();
        if (!name.matches("t\\d+|")) {
            flaws.add(Flaw.HEADER);
        }
        return "\"" + name + "\" <sip:+1415555" + random.nextInt(1000, 9999) + "@example.com>"
                + (one(30) ? "" : ";tag=t" + number);
    }

    private String cseq(String dialog, EnumSet<Flaw> flaws) {
        if (odd(25, flaws)) {
            return pieces.number();
        }
        return Integer.toString(dialog.isEmpty() || one(4) ? 1 : 1 + random.nextInt(number));
    }

    private String method(String method, EnumSet<Flaw> flaws) {
        if (one(40)) {
            flaws.add(Flaw.MISMATCH);
            return "t" + pieces.token();
        }
        return method;
    }

    private Message response() {
        if (asked.isEmpty()) {
            return request();
        }
        var request = pieces.any(asked);
        var status = one(10) ? pieces.number() : Integer.toString(random.nextInt(100, 700));
        var contact = one(6) ? pieces.any(SipPieces.TARGETS).text() : "sip:far@server.invalid";
        var reply = Reply.to(request, status + " " + pieces.token(), "Contact: <" + contact + ">");
        var lines = new ArrayList<>(reply.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("Content-Length"))
                .toList());
        var first = lines.removeFirst();
        if (one(3)) {
            lines.replaceAll(
                    line -> line.startsWith("To:") ? line.replace("tag=server", "tag=fork" + random.nextInt(3)) : line);
        }
        return finish("", first, lines, true, EnumSet.noneOf(Flaw.class));
    }

    /** The lines with some more, fewer, folded, in another order; and the body with a length that may be a lie. */
    private Message finish(String method, String first, ArrayList<String> lines, boolean inside, EnumSet<Flaw> flaws) {
        for (var more = random.nextInt(4); more > 0; more--) {
            lines.add(pieces.header());
            flaws.add(Flaw.HEADER);
        }
        if (one(60)) {
            lines.add("Require: no-such-option");
            flaws.add(Flaw.EXTENSION);
        }
        var body = pieces.body();
        if (!body.isEmpty() || one(10)) {
            flaws.add(Flaw.BODY);
            lines.add(pieces.name("Content-Type", "c")
                    + (one(3)
                            ? pieces.any(SipPieces.TYPES)
                            : body.startsWith("--") ? "multipart/mixed;boundary=b" : "application/sdp"));
        }
        if (one(25)) {
            var lost = lines.remove(random.nextInt(lines.size()));
            // One of the further headers may stand in for it.
            flaws.add(
                    REQUIRED.stream()
                                    .anyMatch(name ->
                                            isOf(name, lost) && lines.stream().noneMatch(each -> isOf(name, each)))
                            ? Flaw.LOST
                            : Flaw.HEADER);
        }
        if (odd(25, flaws)) {
            lines.add(pieces.any(lines));
        }
        if (one(10)) {
            Collections.shuffle(lines, random);
        }
        if (one(12)) {
            lines.replaceAll(line -> line.replaceFirst("[:;]", "$0\r\n "));
        }
        if (!one(4)) {
            lines.add(pieces.name("Content-Length", "l")
                    + (odd(15, flaws) ? pieces.number() : body.getBytes(StandardCharsets.UTF_8).length));
        }
        var ends = !one(80);
        var text = first + "\r\n" + String.join("\r\n", lines) + (ends ? "\r\n\r\n" : "\r\n") + body;
        var whole = ends
                && lines.stream().noneMatch(String::isEmpty)
                && lines.stream().anyMatch(line -> line.contains("fuzz" + number + "."))
                && Stream.of(VIA, CSEQ).allMatch(name -> lines.stream().anyMatch(line -> isOf(name, line)));
        var due = method.isEmpty() || method.equals("ACK")
                ? Message.Due.NONE
                : whole ? Message.Due.ONE : Message.Due.PERHAPS;
        return new Message(text, method, number, inside, due, flaws);
    }

    /** Whether it is such a header, and says something. */
    private static boolean isOf(String name, String line) {
        return line.matches("(?is)(" + name + ")\\s*:\\s*\\S.*");
    }
}
