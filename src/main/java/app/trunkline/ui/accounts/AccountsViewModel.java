package app.trunkline.ui.accounts;

import app.trunkline.media.AudioDevices;
import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The state of every line and of the machine's sound. FX thread; needs no toolkit. */
public final class AccountsViewModel {
    private final PhoneCommands phone;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final ObservableList<LineViewModel> lines = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper silent = new ReadOnlyBooleanWrapper();
    private final ObservableList<String> notices = FXCollections.observableArrayList();
    private List<String> told = List.of();
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;

    public AccountsViewModel(PhoneCommands phone, PhoneNumbers numbers, Texts texts) {
        this.phone = phone;
        this.numbers = numbers;
        this.texts = texts;
    }

    /** A line keeps its view model as long as it exists. */
    public ObservableList<LineViewModel> lines() {
        return lines;
    }

    /** True when the machine has no sound device. */
    public ReadOnlyBooleanProperty silent() {
        return silent.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot, Instant now) {
        phoneNow = snapshot;
        List<LineViewModel> next = new ArrayList<>();
        for (var line : snapshot.lines()) {
            var model = modelOf(line);
            model.apply(line, now);
            next.add(model);
        }
        if (!lines.equals(next)) {
            lines.setAll(next);
        }
    }

    /** What the user has to know, until it is dismissed or no longer so. */
    public ObservableList<String> notices() {
        return notices;
    }

    /** What the user has to know now: one that was dismissed stays away as long as it is told without a break. */
    public void apply(List<String> now) {
        told.stream().filter(words -> !now.contains(words)).forEach(notices::remove);
        now.stream().filter(words -> !told.contains(words)).forEach(this::say);
        told = now;
    }

    public void say(String words) {
        if (!notices.contains(words)) {
            notices.add(words);
        }
    }

    public void dismiss(String words) {
        notices.remove(words);
    }

    public void apply(AudioDevices devices) {
        silent.set(
                switch (devices.status()) {
                    case NO_SOUND -> true;
                    case READY ->
                        devices.microphones().isEmpty() || devices.speakers().isEmpty();
                    case UNKNOWN -> false;
                });
    }

    /** Moves the countdowns on. */
    public void tick(Instant now) {
        lines.forEach(line -> line.tick(now));
    }

    /** True while a countdown runs. */
    public boolean counting() {
        return lines.stream().anyMatch(LineViewModel::waits);
    }

    /** Tries lost connections at once. */
    public void tryNow() {
        phone.tell(new Command.ReconnectNow());
    }

    /** Calls the line's voicemail. */
    public void hearMessages(LineViewModel line) {
        try {
            if (!line.voicemail().isEmpty()) {
                phone.call(Dialling.of(line.voicemail()).on(phoneNow.line(line.accountId()), numbers));
            }
        } catch (InvalidAddressException e) {
            say(texts.get("account.voicemail.bad", line.voicemail()));
        }
    }

    /** Calls the voicemail of the first line that has one, as a long 1 does. */
    public void hearMessages() {
        lines.stream()
                .filter(line -> line.callable().get())
                .findFirst()
                .ifPresentOrElse(this::hearMessages, () -> say(texts.get("account.voicemail.none")));
    }

    private LineViewModel modelOf(LineSnapshot line) {
        return lines.stream()
                .filter(model -> model.accountId().equals(line.accountId()))
                .findFirst()
                .orElseGet(() -> new LineViewModel(line.accountId(), numbers, texts));
    }
}
