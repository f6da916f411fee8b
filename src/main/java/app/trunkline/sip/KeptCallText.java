package app.trunkline.sip;

import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link KeptCall} as text: a line for each value, {@code name value}. Pure. */
public final class KeptCallText {
    private static final String ROUTE = "route";

    private KeptCallText() {}

    /** A name that is wanted and missing, or a value that cannot be read. */
    private static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(String name) {
            super(name);
        }
    }

    public static String write(KeptCall call) {
        var dialog = call.dialog();
        var ability = dialog.ability();
        var lines = new Lines();
        lines.put("id", call.id().value());
        lines.put("account", call.accountId());
        lines.put("direction", call.direction().name());
        lines.put("target", call.target());
        lines.put("remote", call.remote());
        lines.put("dialled", call.dialled());
        lines.put("hidden", call.hidden());
        lines.put("started", call.started().toEpochMilli());
        lines.put("since", call.since().toEpochMilli());
        lines.put("held-here", call.hold().local());
        lines.put("held-there", call.hold().remote());
        lines.put("muted", call.muted());
        standing(lines, call.identity());
        lines.put("call-id", dialog.callId());
        lines.put("local-tag", dialog.localTag());
        lines.put("remote-tag", dialog.remoteTag());
        lines.put("local-cseq", dialog.localCseq());
        lines.put("remote-cseq", dialog.remoteCseq());
        lines.put("local", dialog.local());
        lines.put("far", dialog.remote());
        lines.put("remote-target", dialog.remoteTarget());
        dialog.routes().forEach(route -> lines.put(ROUTE, route));
        lines.put("update", ability.update());
        lines.put("replaces", ability.replaces());
        ability.session().ifPresent(session -> lines.put("session", session.toSeconds()));
        lines.put("refreshed-by-us", ability.refreshedByUs());
        return lines.toString();
    }

    /** Whether the caller's number can be believed is kept, and not how that was found out. */
    private static void standing(Lines lines, CallerIdentity identity) {
        switch (identity.standing()) {
            case CallerIdentity.Standing.Unknown() -> {}
            case CallerIdentity.Standing.Doubtful() -> lines.put("caller", CallerIdentity.Verstat.FAILED);
            case CallerIdentity.Standing.Good(var attestation) -> {
                lines.put("caller", CallerIdentity.Verstat.PASSED);
                attestation.ifPresent(vouched -> lines.put("attestation", vouched.name()));
            }
        }
        identity.forwarded().ifPresent(by -> {
            lines.put("forwarded-by", by.by());
            lines.put("forwarded-why", by.reason().name());
        });
    }

    /** Empty where it was written by another version, or is damaged. */
    public static Optional<KeptCall> read(String text) {
        try {
            return Optional.of(new Values(text).call());
        } catch (UnreadableException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is written. */
    private static final class Lines {
        private final StringBuilder text = new StringBuilder();

        void put(String name, Object value) {
            text.append(name)
                    .append(' ')
                    .append(value.toString().replaceAll("[\r\n]+", " "))
                    .append('\n');
        }

        void put(String name, SipAddress address) {
            put(name, address.user());
            put(name + "-host", address.host());
            put(name + "-name", address.displayName());
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** What is read. */
    private static final class Values {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> routes = new ArrayList<>();

        Values(String text) {
            text.lines().forEach(line -> {
                var space = line.indexOf(' ');
                if (space < 0) {
                    throw new UnreadableException(line);
                }
                var name = line.substring(0, space);
                var value = line.substring(space + 1);
                if (name.equals(ROUTE)) {
                    routes.add(value);
                } else {
                    values.put(name, value);
                }
            });
        }

        private String value(String name) {
            return optional(name).orElseThrow(() -> new UnreadableException(name));
        }

        private Optional<String> optional(String name) {
            return Optional.ofNullable(values.get(name));
        }

        private boolean flag(String name) {
            return Boolean.parseBoolean(value(name));
        }

        private Instant time(String name) {
            return Instant.ofEpochMilli(Long.parseLong(value(name)));
        }

        private SipAddress address(String name) {
            return new SipAddress(value(name + "-name"), value(name), value(name + "-host"));
        }

        private CallerIdentity identity() {
            return new CallerIdentity(
                    optional("caller").map(CallerIdentity.Verstat::valueOf),
                    optional("attestation").map(Attestation::valueOf),
                    optional("forwarded-why")
                            .map(why -> new Forwarded(address("forwarded-by"), Forwarded.Reason.valueOf(why))),
                    new Verification.Absent());
        }

        private KeptDialog dialog() {
            return new KeptDialog(
                    value("call-id"),
                    value("local-tag"),
                    value("remote-tag"),
                    Long.parseLong(value("local-cseq")),
                    Long.parseLong(value("remote-cseq")),
                    value("local"),
                    value("far"),
                    value("remote-target"),
                    routes,
                    new KeptDialog.Ability(
                            flag("update"),
                            flag("replaces"),
                            optional("session").map(Long::valueOf).map(Duration::ofSeconds),
                            flag("refreshed-by-us")));
        }

        KeptCall call() {
            return new KeptCall(
                    new CallId(value("id")),
                    value("account"),
                    Direction.valueOf(value("direction")),
                    address("target"),
                    address("remote"),
                    value("dialled"),
                    flag("hidden"),
                    time("started"),
                    time("since"),
                    new Hold(flag("held-here"), flag("held-there")),
                    flag("muted"),
                    identity(),
                    dialog());
        }
    }
}
