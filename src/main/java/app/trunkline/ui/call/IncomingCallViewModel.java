package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipStatus;
import app.trunkline.text.Texts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The call that rings: the oldest, if there are several. FX thread; needs no toolkit. */
public final class IncomingCallViewModel {

    private final PhoneCommands phone;
    private final CallText wording;
    private final Texts texts;
    private final PhoneNumbers numbers;
    private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper number = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NOTHING);
    private final ReadOnlyStringWrapper forwarded = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper others = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper answerText = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper silenced = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper forwarding = new ReadOnlyBooleanWrapper();
    private final StringProperty target = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper targetError = new ReadOnlyStringWrapper("");
    private final Set<CallId> quiet = new HashSet<>();
    private Optional<CallSnapshot> call = Optional.empty();
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;

    public IncomingCallViewModel(PhoneCommands phone, CallText wording, Texts texts, PhoneNumbers numbers) {
        this.phone = phone;
        this.wording = wording;
        this.texts = texts;
        this.numbers = numbers;
        target.subscribe(() -> targetError.set(""));
    }

    /** True while a call rings. */
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

    /** That it is an incoming call, and on which line; and how many more wait. */
    public ReadOnlyStringProperty caption() {
        return caption.getReadOnlyProperty();
    }

    /** Who rings besides; empty for nobody. */
    public ReadOnlyStringProperty others() {
        return others.getReadOnlyProperty();
    }

    /** What answering does: with another call on, that one is put on hold. */
    public ReadOnlyStringProperty answerText() {
        return answerText.getReadOnlyProperty();
    }

    /** True once the ring is silenced. */
    public ReadOnlyBooleanProperty silenced() {
        return silenced.getReadOnlyProperty();
    }

    /** True while it is asked where to send the caller. */
    public ReadOnlyBooleanProperty forwarding() {
        return forwarding.getReadOnlyProperty();
    }

    /** Where to send the caller, as typed. */
    public StringProperty target() {
        return target;
    }

    /** What is wrong with it, in words. */
    public ReadOnlyStringProperty targetError() {
        return targetError.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot) {
        phoneNow = snapshot;
        var ringing = snapshot.calls().stream()
                .filter(c -> c.state() instanceof CallState.Incoming)
                .toList();
        quiet.removeIf(id -> ringing.stream().noneMatch(c -> c.id().equals(id)));
        var before = call.map(CallSnapshot::id);
        call = ringing.stream().findFirst();
        if (!before.equals(call.map(CallSnapshot::id))) {
            endForward();
        }
        call.ifPresent(c -> {
            var party = wording.party(c);
            name.set(party.title());
            number.set(party.detail());
            badge.set(wording.badge(c));
            forwarded.set(wording.forwarded(c));
            var line = wording.line(c);
            var words = line.isEmpty() ? texts.get("incoming.caption") : texts.get("incoming.caption.line", line);
            caption.set(ringing.size() > 1 ? texts.get("incoming.caption.more", words, ringing.size() - 1) : words);
            var names =
                    ringing.stream().skip(1).map(o -> wording.party(o).title()).toList();
            others.set(names.isEmpty() ? "" : texts.get("incoming.others", String.join(", ", names)));
            var talking = snapshot.calls().stream().anyMatch(o -> o.established() && !CallText.localHold(o));
            answerText.set(texts.get(talking ? "incoming.answer-hold" : "incoming.answer"));
            silenced.set(quiet.contains(c.id()));
        });
        present.set(call.isPresent());
    }

    public void answer() {
        call.ifPresent(c -> phone.tell(new CallCommand.Answer(c.id())));
    }

    public void decline() {
        call.ifPresent(c -> phone.tell(new CallCommand.Reject(c.id(), SipStatus.DECLINE)));
    }

    /** Asks where to send the caller. */
    public void beginForward() {
        forwarding.set(call.isPresent());
    }

    /** Nobody is sent anywhere. */
    public void endForward() {
        forwarding.set(false);
        target.set("");
    }

    /** Sends the caller there. */
    public void forward() {
        call.ifPresent(c -> {
            try {
                var line = phoneNow.line(c.accountId());
                var to = Dialling.of(target.get()).on(line, numbers);
                phone.tell(new CallCommand.Redirect(c.id(), to.target()));
                endForward();
            } catch (InvalidAddressException e) {
                targetError.set(Words.of(e.kind()));
            }
        });
    }

    /** Stops the ring; the call stays. */
    public void silence() {
        call.filter(c -> quiet.add(c.id())).ifPresent(c -> {
            phone.tell(new Command.Silence(c.id()));
            silenced.set(true);
        });
    }
}
