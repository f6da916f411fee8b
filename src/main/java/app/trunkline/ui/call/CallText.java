package app.trunkline.ui.call;

import app.trunkline.media.CallQuality;
import app.trunkline.phone.AddressBook;
import app.trunkline.phone.CallerWords;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.TransportState;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Party;
import app.trunkline.ui.kit.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts calls into words: who it is and how it stands. FX thread. */
public final class CallText {
    private static final double GOOD = 4.0;
    private static final double FAIR = 3.4;
    /** Long enough to be read on returning to the window. */
    private static final Duration REFUSAL_SHOWN = Duration.ofSeconds(20);

    /** The line comes back with it, and many a person does not look at the window at once. */
    private static final Duration RESUMED_SHOWN = Duration.ofSeconds(30);

    private static final Set<Milestone.Kind> RESUMPTION = EnumSet.of(Milestone.Kind.RESUMING, Milestone.Kind.RESUMED);

    private static final Set<Milestone.Kind> CHANGES_OF_HOLD =
            EnumSet.of(Milestone.Kind.HOLD, Milestone.Kind.UNHOLD, Milestone.Kind.HOLD_REFUSED);

    private final PhoneNumbers numbers;
    private final Texts texts;
    private final Map<String, String> countries = new HashMap<>();
    private final Map<String, String> lines = new HashMap<>();
    private final Set<String> away = new HashSet<>();
    private final Set<String> unregistered = new HashSet<>();
    private AddressBook contacts;

    public CallText(PhoneNumbers numbers, Texts texts) {
        this.numbers = numbers;
        this.texts = texts;
        this.contacts = new AddressBook(List.of(), numbers);
    }

    /** Takes note of whom the user knows; what is shown follows with the next snapshot. */
    public void know(List<Contact> people) {
        contacts = new AddressBook(people, numbers);
    }

    PhoneNumbers numbers() {
        return numbers;
    }

    /** What calling the far side of an ended call again is called: it may have moved to another number. */
    String redial(CallSnapshot call) {
        return call.relations()
                .movedTo()
                .map(to -> texts.get("call.redial.moved", number(call, to)))
                .orElse(texts.get("call.redial"));
    }

    /** Time of conversation, empty before the answer; absent while the call ends: then the last one stands. */
    static Optional<String> timer(CallState state, Instant now) {
        return switch (state) {
            case CallState.Established e -> Optional.of(TimeText.clock(Duration.between(e.since(), now)));
            case CallState.Ended e -> Optional.of(e.talked().isZero() ? "" : TimeText.clock(e.talked()));
            case CallState.Ending _ -> Optional.empty();
            case CallState.Preparing _,
                    CallState.Calling _,
                    CallState.Ringing _,
                    CallState.Incoming _,
                    CallState.Answering _ -> Optional.of("");
        };
    }

    /** That the far side refused the last change of hold; absent a while later, and once it comes about after all. */
    Optional<String> holdRefused(CallSnapshot call, Instant now) {
        return call.milestones().stream()
                .filter(each -> CHANGES_OF_HOLD.contains(each.kind()))
                .reduce((earlier, later) -> later)
                .filter(last -> last.kind() == Milestone.Kind.HOLD_REFUSED
                        && now.isBefore(last.at().plus(REFUSAL_SHOWN)))
                .map(last -> texts.get(localHold(call) ? "call.hold.refused.undo" : "call.hold.refused.do"));
    }

    /** That a call which was cut off is being resumed, or has been a while ago. */
    private Optional<String> resumed(CallSnapshot call, CallState.Established state, Instant now) {
        return call.milestones().stream()
                .filter(each -> RESUMPTION.contains(each.kind()))
                .reduce((_, later) -> later)
                .filter(last -> last.kind() == Milestone.Kind.RESUMING
                        || state.hold().equals(Hold.NONE)
                                && state.path() == MediaPath.CONNECTED
                                && now.isBefore(last.at().plus(RESUMED_SHOWN)))
                .map(last -> last.kind() == Milestone.Kind.RESUMING
                        ? texts.get("call.resuming")
                        : texts.get("call.resumed", last.detail()));
    }

    /** Takes note of the lines' countries and names; before the view models apply the same snapshot. */
    public void apply(PhoneSnapshot snapshot) {
        away.clear();
        unregistered.clear();
        snapshot.lines().forEach(line -> {
            if (!(line.transport() instanceof TransportState.Connected)) {
                away.add(line.accountId());
            } else if (!line.ready()) {
                unregistered.add(line.accountId());
            }
            countries.put(line.accountId(), line.country());
            lines.put(line.accountId(), line.name().isBlank() ? line.number() : line.name());
        });
    }

    /** The far side. */
    public Party party(CallSnapshot call) {
        var country = countries.getOrDefault(call.accountId(), "");
        return Party.of(
                call.remote(),
                contacts.knownAs(call.remote(), country),
                number -> numbers.display(number, country),
                texts);
    }

    /** Somebody whom the call is about: the contact's name, else the network's, else the number. */
    String name(CallSnapshot call, SipAddress who) {
        var known = contacts.knownAs(who, countries.getOrDefault(call.accountId(), ""));
        return known.name().isEmpty() ? number(call, who) : known.name();
    }

    /** A number as people of the call's line write it. */
    String number(CallSnapshot call, SipAddress address) {
        return numbers.display(address.user(), countries.getOrDefault(call.accountId(), ""));
    }

    /** Whether the caller's number can be believed. */
    Badge badge(CallSnapshot call) {
        return Badge.of(call.identity(), texts);
    }

    /** Who forwarded the call; empty where nobody did. */
    String forwarded(CallSnapshot call) {
        return call.identity()
                .forwarded()
                .map(by -> CallerWords.of(by, who -> name(call, who)))
                .orElse("");
    }

    /** The line it goes over. */
    String line(CallSnapshot call) {
        return lines.getOrDefault(call.accountId(), "");
    }

    /**
     * True while the line has no connection, or one that is not registered, so that nothing of the call can be changed. An
     * emergency call needs no registration.
     */
    boolean isAway(CallSnapshot call) {
        return away.contains(call.accountId()) || unregistered.contains(call.accountId()) && !isEmergency(call);
    }

    private boolean isEmergency(CallSnapshot call) {
        return call.direction() == Direction.OUTGOING
                && numbers.isEmergency(call.remote().user(), countries.getOrDefault(call.accountId(), ""));
    }

    /** What still works in the meantime; empty while there is a connection. */
    String away(CallSnapshot call) {
        if (!isAway(call)) {
            return "";
        }
        return switch (call.state()) {
            case CallState.Preparing _, CallState.Calling _, CallState.Ringing _ -> texts.get("call.away.calling");
            case CallState.Incoming _, CallState.Answering _ -> texts.get("call.away.incoming");
            case CallState.Established s ->
                texts.get(
                        s.path() == MediaPath.CONNECTED
                                        && !s.hold().local()
                                        && !s.hold().remote()
                                ? "call.away.talking"
                                : "call.away.waiting");
            case CallState.Ending _, CallState.Ended _ -> "";
        };
    }

    private String calling(CallSnapshot call) {
        return texts.get(
                call.milestones().stream().anyMatch(m -> m.kind() == Milestone.Kind.DIALLED_AGAIN)
                        ? "call.dialled-again"
                        : "call.calling");
    }

    String state(CallSnapshot call, Instant now) {
        return switch (call.state()) {
            case CallState.Preparing s -> calling(call);
            case CallState.Calling s -> s.cancelRequested() ? texts.get("call.ending") : calling(call);
            case CallState.Ringing s -> texts.get("call.ringing");
            case CallState.Incoming s -> texts.get("call.incoming");
            case CallState.Answering s -> texts.get("call.answering");
            case CallState.Established s ->
                call.relations()
                        .transfer()
                        .map(to -> Words.of(named(call, to)))
                        .or(() -> resumed(call, s, now))
                        .orElseGet(() -> established(s));
            case CallState.Ending s -> texts.get("call.ending");
            case CallState.Ended s ->
                isEmergency(call) ? Words.ofEmergency(s.reason()) : Words.of(s.reason(), call.relations());
        };
    }

    private Transfer named(CallSnapshot call, Transfer transfer) {
        var to = transfer.target();
        var country = countries.getOrDefault(call.accountId(), "");
        return new Transfer(
                new SipAddress(contacts.knownAs(to, country).name(), to.user(), to.host()),
                transfer.state(),
                transfer.code());
    }

    private String established(CallState.Established s) {
        return switch (s.path()) {
            case RESTARTING -> texts.get("call.media-restarting");
            case CONNECTING, CONNECTED, INTERRUPTED -> hold(s.hold());
        };
    }

    private String hold(Hold hold) {
        if (hold.local()) {
            return texts.get(hold.remote() ? "call.hold-both" : "call.hold");
        }
        return texts.get(hold.remote() ? "call.hold-remote" : "call.connected");
    }

    static boolean localHold(CallSnapshot call) {
        return call.state() instanceof CallState.Established e && e.hold().local();
    }

    /** 3 is good by ITU-T G.107 Annex B (nearly all users satisfied), 2 fair, 1 bad. */
    static int bars(CallQuality quality) {
        return quality.mos() >= GOOD ? 3 : quality.mos() >= FAIR ? 2 : 1;
    }
}
