package app.trunkline.sip.call;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session timer of one call (RFC 4028): agrees with the far side on how long the call may live unrefreshed and on who
 * refreshes it, asks for the refresh when it is ours, and tells when theirs did not come. On the loop.
 */
final class SessionTimer {
    /** Asked for; half an hour is what RFC 4028 section 4 recommends. */
    static final Duration INTERVAL = Duration.ofMinutes(30);
    /** The least that we accept (RFC 4028 section 5). */
    static final Duration MINIMUM = Duration.ofSeconds(90);
    /** RFC 4028 section 10: who waits ends the call a little before the other would. */
    private static final Duration EARLIER = Duration.ofSeconds(32);

    /** Who names less (RFC 4028 section 4 knows nothing under 90 s) has it refreshed no faster. */
    private static final Duration SHORTEST = Duration.ofSeconds(20);

    /** One server on the way after the other may ask for more; whoever asks again and again wants no session at all. */
    private static final int MOST_RAISES = 3;

    private static final String SESSION_EXPIRES = "Session-Expires";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Whose session it is. */
    interface Owner {
        /** It is time to refresh. */
        void refreshDue();

        /** The session lived longer than agreed. */
        void expired();
    }

    private enum Refresher {
        US,
        THEM
    }

    private record Agreed(Duration interval, Refresher refresher) {}

    private final EventLoop loop;
    private final Owner owner;
    private Duration wanted = INTERVAL;
    private Duration minimum = MINIMUM;
    /** How often the minimum was raised since the last 2xx. */
    private int raises;

    private Optional<Agreed> agreed = Optional.empty();
    private Cancellable refresh = Cancellable.NONE;
    private Cancellable expiry = Cancellable.NONE;

    SessionTimer(EventLoop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** Into an INVITE or UPDATE of ours. A refresh names who refreshes, so that the roles stay as they are (section 7.4). */
    void ask(SipRequest request) throws WireException {
        var interval = agreed.map(Agreed::interval)
                .filter(i -> i.compareTo(minimum) >= 0)
                .orElse(wanted);
        var role = agreed.map(a -> ";refresher=" + (a.refresher() == Refresher.US ? "uac" : "uas"));
        request.set(SESSION_EXPIRES, interval.toSeconds() + role.orElse(""));
        request.set("Min-SE", Long.toString(minimum.toSeconds()));
    }

    /** 422: true when there is an interval to ask for instead (section 7.3). */
    boolean tooSmall(SipResponse refusal) {
        var least = seconds(refusal, "Min-SE").filter(m -> m.compareTo(minimum) > 0 && raises < MOST_RAISES);
        least.ifPresent(m -> {
            raises++;
            minimum = m;
            wanted = wanted.compareTo(m) < 0 ? m : wanted;
        });
        return least.isPresent();
    }

    /** 2xx to an INVITE or UPDATE of ours (section 7.2). One without Session-Expires has no timer. */
    void accepted(SipResponse response) {
        raises = 0;
        agree(seconds(response, SESSION_EXPIRES)
                .map(interval -> new Agreed(
                        interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval,
                        refresher(response).orElse("uac").equals("uac") ? Refresher.US : Refresher.THEM)));
    }

    /** Whether their INVITE or UPDATE asks for so short a session that it is refused 422 (section 9). */
    static boolean isTooSmall(SipRequest request) {
        return seconds(request, SESSION_EXPIRES)
                .filter(interval -> interval.compareTo(MINIMUM) < 0)
                .isPresent();
    }

    static void refuse(SipResponse response) throws WireException {
        response.set("Min-SE", Long.toString(MINIMUM.toSeconds()));
    }

    /** Into our 2xx to their INVITE or UPDATE (section 9), as they asked for it. */
    void accept(SipRequest request, SipResponse response) throws WireException {
        var interval = seconds(request, SESSION_EXPIRES);
        if (interval.isEmpty()) {
            agree(Optional.empty());
            return;
        }
        var supported = request.lists("Supported", "timer");
        var role = supported ? refresher(request).orElse("uac") : "uas";
        response.set(SESSION_EXPIRES, interval.get().toSeconds() + ";refresher=" + role);
        if (role.equals("uac")) {
            response.add("Require", "timer");
        }
        agree(Optional.of(new Agreed(interval.get(), role.equals("uas") ? Refresher.US : Refresher.THEM)));
    }

    /** How long the session lives unrefreshed; empty where there is no timer. */
    Optional<Duration> interval() {
        return agreed.map(Agreed::interval);
    }

    boolean refreshedByUs() {
        return agreed.filter(a -> a.refresher() == Refresher.US).isPresent();
    }

    /** A session that another process had agreed on begins anew. */
    void restore(Duration interval, boolean refreshedByUs) {
        agree(Optional.of(new Agreed(interval, refreshedByUs ? Refresher.US : Refresher.THEM)));
    }

    private void agree(Optional<Agreed> anew) {
        stop();
        agreed = anew;
        anew.ifPresent(session -> {
            var interval = session.interval();
            switch (session.refresher()) {
                case US -> {
                    refresh = loop.schedule(interval.dividedBy(2), owner::refreshDue);
                    expiry = loop.schedule(interval, owner::expired);
                }
                case THEM -> {
                    var third = interval.dividedBy(3);
                    var early = third.compareTo(EARLIER) < 0 ? third : EARLIER;
                    expiry = loop.schedule(interval.minus(early), owner::expired);
                }
            }
        });
    }

    /** A refresh did not come about and the session lives on: once more in a while. */
    void again() {
        refresh.cancel();
        agreed.ifPresent(session -> refresh = loop.schedule(session.interval().dividedBy(10), owner::refreshDue));
    }

    /** The call is over. */
    void stop() {
        refresh.cancel();
        expiry.cancel();
    }

    private static Optional<Duration> seconds(SipMessage message, String name) {
        return message.header(name)
                .map(NUMBER::matcher)
                .filter(Matcher::lookingAt)
                .map(text -> Duration.ofSeconds(Long.parseLong(text.group())));
    }

    private static Optional<String> refresher(SipMessage message) {
        return message.parameterized(SESSION_EXPIRES)
                .flatMap(session -> session.parameter("refresher"))
                .map(role -> role.toLowerCase(Locale.ROOT))
                .filter(role -> role.equals("uac") || role.equals("uas"));
    }
}
