package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;

/**
 * The transactions of far sides by the name that RFC 3261 section 17.2.3 gives them: branch, sent-by and method, and for
 * those of before RFC 3261 what else tells them apart. The library goes by the branch alone, and does not do without a
 * From tag. So what comes has such a name in the place of its branch, and what goes has its own branch again. Pure
 * functions.
 */
final class FarTransactions {
    private static final String COOKIE = "z9hG4bK";
    private static final Pattern NAME = Pattern.compile(";branch=" + COOKIE + "far\\.([0-9a-f]*)\\.[0-9a-f]*");
    private static final String NO_TAG = "far.none";
    private static final Pattern TAG = Pattern.compile(";tag=" + NO_TAG + "(?=[\\s;,>]|$)");

    private FarTransactions() {}

    static void name(SIPRequest request) throws ParseException {
        var via = request.getTopmostVia();
        var branch = via.getBranch() == null ? "" : via.getBranch();
        var told = via.getSentBy().encode().toLowerCase(Locale.ROOT) + "\n" + method(request);
        if (branch.length() <= COOKIE.length() || !branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length())) {
            told += old(request);
        }
        via.setBranch(COOKIE + "far." + hex(branch) + "." + hex(told));
        if (request.getFromTag() == null) {
            request.getFrom().setTag(NO_TAG);
        }
    }

    /** A response to a request of ours in a dialog with somebody who has no tag. */
    static void name(SIPResponse response, Request answered) {
        if (response.getToTag() == null && Messages.toTag(answered).equals(NO_TAG)) {
            response.setToTag(NO_TAG);
        }
    }

    /** ACK and CANCEL belong to their INVITE; the library tells the CANCEL apart by itself. */
    private static String method(SIPRequest request) {
        return switch (request.getMethod()) {
            case Request.ACK, Request.CANCEL -> Request.INVITE;
            default -> request.getMethod();
        };
    }

    /** The To tag of an ACK is ours, and none of the INVITE's. */
    private static String old(SIPRequest request) {
        return String.join(
                "\n",
                "",
                String.valueOf(request.getRequestURI()),
                String.valueOf(request.getFromTag()),
                Messages.callId(request),
                Long.toString(Messages.cseq(request)),
                method(request).equals(Request.INVITE) ? "" : Messages.toTag(request));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message of ours as the far side is to read it. */
    static String restore(String message) {
        var end = message.indexOf("\r\n\r\n");
        var head = end < 0 ? message : message.substring(0, end);
        if (!head.contains(NO_TAG) && !head.contains(COOKIE + "far.")) {
            return message;
        }
        var own = NAME.matcher(head).replaceAll(found -> {
            var branch = new String(HexFormat.of().parseHex(found.group(1)), StandardCharsets.UTF_8);
            return branch.isEmpty() ? "" : ";branch=" + Matcher.quoteReplacement(branch);
        });
        return TAG.matcher(own).replaceAll("") + message.substring(head.length());
    }
}
