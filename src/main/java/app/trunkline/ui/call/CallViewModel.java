package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.text.Texts;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The call in the foreground and those that wait beside it. FX thread; needs no toolkit. */
public final class CallViewModel {
    /** A call on hold beside the one in the foreground. */
    public record Waiting(CallId id, String name) {}

    private final PhoneCommands phone;
    private final CallText wording;

    private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper number = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NOTHING);
    private final ReadOnlyStringWrapper forwarded = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper holdTrouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper away = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper again = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timer = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper talking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper muted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper();
    private final BooleanProperty keypad = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper sentDigits = new ReadOnlyStringWrapper("");
    private final ObservableList<Waiting> waiting = FXCollections.observableArrayList();

    private final SoundViewModel sound;
    private final RecordingViewModel recording;
    private final ConferenceViewModel conference;
    private final StoredDigitsViewModel storedDigits;

    private final Map<CallId, String> digits = new HashMap<>();
    private final Set<CallId> dismissed = new HashSet<>();
    private Optional<CallSnapshot> call = Optional.empty();
    private List<CallSnapshot> calls = List.of();
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;
    private Instant now = Instant.EPOCH;

    public CallViewModel(PhoneCommands phone, CallText wording, Texts texts) {
        this.phone = phone;
        this.wording = wording;
        sound = new SoundViewModel(texts);
        recording = new RecordingViewModel(phone, texts);
        conference = new ConferenceViewModel(phone, wording, texts);
        storedDigits = new StoredDigitsViewModel(phone, texts);
    }

    public SoundViewModel sound() {
        return sound;
    }

    public RecordingViewModel recording() {
        return recording;
    }

    public ConferenceViewModel conference() {
        return conference;
    }

    public StoredDigitsViewModel storedDigits() {
        return storedDigits;
    }

    /** True while there is a call to show, ended ones included until they are dismissed. */
    public ReadOnlyBooleanProperty present() {
        return present.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    /** Number below the name; empty where the number is the name. */
    public ReadOnlyStringProperty number() {
        return number.getReadOnlyProperty();
    }

    /** Whether the number can be believed. */
    ReadOnlyObjectProperty<Badge> badge() {
        return badge.getReadOnlyProperty();
    }

    /** Who forwarded the call; empty where nobody did. */
    public ReadOnlyStringProperty forwarded() {
        return forwarded.getReadOnlyProperty();
    }

    /** How it stands, in words. */
    public ReadOnlyStringProperty state() {
        return state.getReadOnlyProperty();
    }

    /** That the far side refused a change of hold, or why whoever is on hold hears no music; empty when all is well. */
    public ReadOnlyStringProperty holdTrouble() {
        return holdTrouble.getReadOnlyProperty();
    }

    /** What still works while there is no connection to the server; empty while there is one. */
    public ReadOnlyStringProperty away() {
        return away.getReadOnlyProperty();
    }

    /** Time of conversation; empty before the answer. */
    public ReadOnlyStringProperty timer() {
        return timer.getReadOnlyProperty();
    }

    /** True once it is answered and until it ends: mute, hold and keypad mean something. */
    public ReadOnlyBooleanProperty talking() {
        return talking.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty muted() {
        return muted.getReadOnlyProperty();
    }

    /** True while we hold it. */
    public ReadOnlyBooleanProperty held() {
        return held.getReadOnlyProperty();
    }

    /** True once it is over. */
    public ReadOnlyBooleanProperty ended() {
        return ended.getReadOnlyProperty();
    }

    /** True while the keypad is open. */
    public BooleanProperty keypad() {
        return keypad;
    }

    /** Digits sent in this call. */
    public ReadOnlyStringProperty sentDigits() {
        return sentDigits.getReadOnlyProperty();
    }

    /** Calls on hold beside this one. */
    public ObservableList<Waiting> waiting() {
        return waiting;
    }

    /** The call that is shown. */
    public Optional<CallSnapshot> current() {
        return call;
    }

    /** What is called by {@link #redial}: the same again, or where the number has moved to. */
    public ReadOnlyStringProperty again() {
        return again.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot, Instant at) {
        now = at;
        calls = snapshot.calls();
        phoneNow = snapshot;
        digits.keySet().removeIf(id -> calls.stream().noneMatch(c -> c.id().equals(id)));
        dismissed.removeIf(id -> calls.stream().noneMatch(c -> c.id().equals(id)));
        show();
    }

    /** Moves the timer on. */
    public void tick(Instant at) {
        now = at;
        call.ifPresent(this::showTimer);
        showHoldTrouble();
        recording.tick(at);
        conference.tick(at);
    }

    public void toggleMute() {
        talkedOn().ifPresent(c -> phone.tell(new CallCommand.Mute(c.id(), !c.muted())));
    }

    public void toggleHold() {
        talkedOn()
                .<CallCommand>map(
                        c -> CallText.localHold(c) ? new CallCommand.Resume(c.id()) : new CallCommand.Hold(c.id()))
                .ifPresent(phone::tell);
    }

    /** Sends a digit to the far side. */
    public void dtmf(char digit) {
        talkedOn().ifPresent(c -> {
            phone.tell(new Command.KeyTone(digit));
            phone.tell(new CallCommand.SendDigits(c.id(), String.valueOf(digit)));
            digits.merge(c.id(), String.valueOf(digit), String::concat);
            sentDigits.set(digits.getOrDefault(c.id(), ""));
        });
    }

    /** Of a conference all. */
    public void hangUp() {
        if (conference.present().get()) {
            conference.hangUp();
            return;
        }
        call.filter(c -> !c.ended()).ifPresent(c -> phone.tell(new CallCommand.HangUp(c.id())));
    }

    /** Puts this call on hold and takes the other one. */
    public void swapTo(Waiting other) {
        talkedOn().filter(c -> !CallText.localHold(c)).ifPresent(c -> phone.tell(new CallCommand.Hold(c.id())));
        phone.tell(new CallCommand.Resume(other.id()));
    }

    /** Calls the far side of the ended call again, or the number that it has moved to. */
    public void redial() {
        call.filter(CallSnapshot::ended).ifPresent(c -> {
            dismiss();
            var target = c.relations().movedTo().orElse(c.target());
            var typed = target.equals(c.target()) && !c.dialled().isEmpty() ? c.dialled() : target.user();
            phone.call(Dialling.again(target, typed, Optional.of(c.accountId()), phoneNow, wording.numbers()));
        });
    }

    /** Takes the ended call out of sight. */
    public void dismiss() {
        call.filter(CallSnapshot::ended).ifPresent(c -> dismissed.add(c.id()));
        show();
    }

    private Optional<CallSnapshot> talkedOn() {
        return call.filter(CallSnapshot::established);
    }

    private void show() {
        var before = call.map(CallSnapshot::id);
        call = Foreground.of(calls, dismissed);
        if (!call.map(CallSnapshot::id).equals(before)) {
            keypad.set(false);
        }
        sound.apply(talkedOn());
        recording.apply(talkedOn(), phoneNow, now);
        conference.apply(talkedOn(), phoneNow, now);
        storedDigits.apply(talkedOn(), phoneNow);
        call.ifPresent(this::paint);
        var foreground = call.map(CallSnapshot::id);
        var others = calls.stream()
                .filter(c -> c.established() && !Optional.of(c.id()).equals(foreground))
                .filter(c -> !conference.has(c.id()))
                .map(c -> new Waiting(c.id(), wording.party(c).title()))
                .toList();
        if (!waiting.equals(others)) {
            waiting.setAll(others);
        }
        talking.set(talkedOn().isPresent());
        showHoldTrouble();
        present.set(call.isPresent());
    }

    private void paint(CallSnapshot c) {
        var party = wording.party(c);
        name.set(conference.present().get() ? conference.title() : party.title());
        number.set(conference.present().get() ? "" : party.detail());
        badge.set(wording.badge(c));
        forwarded.set(wording.forwarded(c));
        state.set(wording.state(c, now));
        away.set(wording.away(c));
        muted.set(c.muted());
        held.set(CallText.localHold(c));
        ended.set(c.ended());
        again.set(wording.redial(c));
        sentDigits.set(digits.getOrDefault(c.id(), ""));
        if (c.ended()) {
            keypad.set(false);
        }
        showTimer(c);
    }

    private void showHoldTrouble() {
        holdTrouble.set(talkedOn()
                .flatMap(c -> wording.holdRefused(c, now))
                .or(phoneNow::silentHold)
                .orElse(""));
    }

    private void showTimer(CallSnapshot c) {
        timer.set(CallText.timer(c.state(), now).orElseGet(timer::get));
    }
}
