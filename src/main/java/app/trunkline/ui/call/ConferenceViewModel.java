package app.trunkline.ui.call;

import app.trunkline.phone.Command;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The conference on the screen, and whether calls can be joined to one. FX thread; needs no toolkit. */
public final class ConferenceViewModel {
    /**
     * A far side of the conference.
     *
     * @param detail how long, and how it stands
     */
    public record Participant(CallId id, String name, ReadOnlyStringWrapper detail) {}

    private final PhoneCommands phone;
    private final CallText wording;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper present = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
    private final ObservableList<Participant> participants = FXCollections.observableArrayList();
    private List<CallSnapshot> members = List.of();

    ConferenceViewModel(PhoneCommands phone, CallText wording, Texts texts) {
        this.phone = phone;
        this.wording = wording;
        this.texts = texts;
    }

    /** True while a conference is in the foreground. */
    public ReadOnlyBooleanProperty present() {
        return present.getReadOnlyProperty();
    }

    /** True where there are calls to be joined. */
    public ReadOnlyBooleanProperty possible() {
        return possible.getReadOnlyProperty();
    }

    public ObservableList<Participant> participants() {
        return participants;
    }

    /** @param shown the call in the foreground, if it is talked on */
    void apply(Optional<CallSnapshot> shown, PhoneSnapshot snapshot, Instant now) {
        var established =
                snapshot.calls().stream().filter(CallSnapshot::established).toList();
        var together =
                shown.filter(call -> snapshot.conference().contains(call.id())).isPresent();
        members = together
                ? established.stream()
                        .filter(call -> snapshot.conference().contains(call.id()))
                        .toList()
                : List.of();
        possible.set(shown.isPresent() && established.size() > 1 && members.size() < established.size());
        var next = members.stream().map(CallSnapshot::id).toList();
        if (!participants.stream().map(Participant::id).toList().equals(next)) {
            participants.setAll(members.stream()
                    .map(call -> new Participant(call.id(), wording.party(call).title(), new ReadOnlyStringWrapper("")))
                    .toList());
        }
        present.set(together);
        tick(now);
    }

    /** Moves the times on. */
    void tick(Instant now) {
        for (int i = 0; i < participants.size(); i++) {
            participants.get(i).detail().set(detail(members.get(i), now));
        }
    }

    private String detail(CallSnapshot call, Instant now) {
        return call.state() instanceof CallState.Established(var since, var hold, var _, var _)
                ? TimeText.clock(Duration.between(since, now))
                        + (hold.local()
                                ? "  ·  " + wording.state(call, now)
                                : hold.remote() ? "  ·  " + texts.get("call.conference.held-there") : "")
                : "";
    }

    /** The names of all, for the title. */
    String title() {
        return texts.get("call.conference.title", members.size());
    }

    boolean has(CallId call) {
        return members.stream().anyMatch(member -> member.id().equals(call));
    }

    /** Joins all calls, or makes those of the conference private again. */
    public void toggle() {
        if (possible.get()) {
            phone.tell(new Command.Conference());
        } else if (present.get()) {
            phone.tell(new Command.Split());
        }
    }

    /** Takes one out, to speak with it alone while the others wait. */
    public void part(Participant participant) {
        phone.tell(new Command.SplitOff(participant.id()));
    }

    /** Hangs up one. */
    public void drop(Participant participant) {
        phone.tell(new CallCommand.HangUp(participant.id()));
    }

    /** Hangs up all. */
    void hangUp() {
        members.forEach(member -> phone.tell(new CallCommand.HangUp(member.id())));
    }
}
