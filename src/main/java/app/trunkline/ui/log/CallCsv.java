package app.trunkline.ui.log;

import app.trunkline.store.CallRecord;
import app.trunkline.text.Texts;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Calls as comma-separated values (RFC 4180) in UTF-8, with a byte order mark, without which spreadsheets take it for the system's old
 * character set. Times are in UTC (ISO 8601). Blocks: not on the FX thread.
 */
final class CallCsv {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What spreadsheets run as a formula, unless it is a number: names and addresses are what strangers chose. */
    private static final Pattern FORMULA = Pattern.compile("[=@\t\r-].*|\\+(?![\\d ()./-]*$).*", Pattern.DOTALL);

    private static final List<String> HEADINGS = List.of(
            "started",
            "direction",
            "outcome",
            "name",
            "number",
            "e164",
            "line",
            "answered",
            "ended",
            "seconds",
            "status",
            "cause",
            "quality");

    private final Texts texts;

    CallCsv(Texts texts) {
        this.texts = texts;
    }

    /** Replaces the file, or leaves it as it was. */
    void write(Path file, List<CallRecord> calls) throws IOException {
        var beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".calls-", ".csv");
        try {
            try (var writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
                writer.write(BYTE_ORDER_MARK);
                try (var csv = CsvWriter.builder().build(writer)) {
                    csv.writeRecord(HEADINGS.stream()
                            .map(heading -> texts.get("log.export." + heading))
                            .toList());
                    calls.forEach(call -> csv.writeRecord(row(call)));
                }
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private List<String> row(CallRecord call) {
        return List.of(
                moment(call.started()),
                texts.get(call.outgoing() ? "log.outgoing" : "log.incoming"),
                texts.of("log.outcome", call.outcome()),
                text(call.name()),
                text(call.number()),
                call.e164(),
                text(call.line()),
                call.answered().map(CallCsv::moment).orElse(""),
                moment(call.ended()),
                String.valueOf(call.talked().toSeconds()),
                call.code() == 0 ? "" : String.valueOf(call.code()),
                text(call.cause()),
                call.quality().map(CallCsv::quality).orElse(""));
    }

    private static String moment(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String quality(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private static String text(String strangers) {
        return FORMULA.matcher(strangers).matches() ? "'" + strangers : strangers;
    }
}
