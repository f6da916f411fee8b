package app.trunkline.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Raw SIP text as a server would write it, by plain string work so that no parser checks itself. */
public final class Reply {
    private Reply() {}

    /** The value of a header's first line. */
    public static String header(String message, String name) {
        Matcher m = Pattern.compile("(?im)^" + Pattern.quote(name) + ":[ \\t]*(.*?)\\r?$")
                .matcher(message);
        if (!m.find()) {
            throw new AssertionError("no " + name + " in\n" + message);
        }
        return m.group(1);
    }

    public static boolean has(String message, String name) {
        return Pattern.compile("(?im)^" + Pattern.quote(name) + ":")
                .matcher(message)
                .find();
    }

    /** A response to the request. */
    public static String to(String request, String status, String... headers) {
        List<String> lines = new ArrayList<>(List.of("SIP/2.0 " + status));
        Pattern.compile("(?im)^Via:.*?$")
                .matcher(request)
                .results()
                .forEach(r -> lines.add(r.group().strip()));
        lines.add("From: " + header(request, "From"));
        var to = header(request, "To");
        lines.add("To: " + (to.contains("tag=") || status.startsWith("100") ? to : to + ";tag=server"));
        lines.add("Call-ID: " + header(request, "Call-ID"));
        lines.add("CSeq: " + header(request, "CSeq"));
        lines.addAll(List.of(headers));
        lines.add("Content-Length: 0");
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
