package app.trunkline.ui.accounts;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Words;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The state of one line in words, with what to do about it. FX thread; needs no toolkit. */
public final class LineViewModel {
    /** The colour of the dot; never the only sign. */
    public enum Light {
        READY,
        BUSY,
        PROBLEM,
        OFF
    }

    /** What a person can do about it. */
    public enum Remedy {
        NONE,
        TRY_NOW,
        OPEN_SETTINGS
    }

    private final String accountId;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper retry = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Light> light = new ReadOnlyObjectWrapper<>(Light.OFF);
    private final ReadOnlyObjectWrapper<Remedy> remedy = new ReadOnlyObjectWrapper<>(Remedy.NONE);
    private final ReadOnlyStringWrapper waiting = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper callable = new ReadOnlyBooleanWrapper();
    private Optional<Instant> retryAt = Optional.empty();
    private String voicemail = "";

    LineViewModel(String accountId, PhoneNumbers numbers, Texts texts) {
        this.accountId = accountId;
        this.numbers = numbers;
        this.texts = texts;
    }

    String accountId() {
        return accountId;
    }

    /** Number and name of the line. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /** Its state in a word or two. */
    public ReadOnlyStringProperty state() {
        return state.getReadOnlyProperty();
    }

    /** What is wrong and what to do; empty while nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** When it is tried again; empty where it is not, or is being tried now. */
    public ReadOnlyStringProperty retry() {
        return retry.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Light> light() {
        return light.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Remedy> remedy() {
        return remedy.getReadOnlyProperty();
    }

    /** Messages on the voicemail in words; empty where none is new. */
    public ReadOnlyStringProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /** True where it is known what to call to hear them, and the line can. */
    public ReadOnlyBooleanProperty callable() {
        return callable.getReadOnlyProperty();
    }

    /** What to call to hear the messages; empty where that is not known. */
    String voicemail() {
        return voicemail;
    }

    /** True while a countdown runs. */
    boolean waits() {
        return retryAt.isPresent();
    }

    void apply(LineSnapshot line, Instant now) {
        var number = numbers.display(line.number(), line.country());
        title.set(line.name().isBlank() || line.name().equals(line.number()) ? number : line.name() + "  ·  " + number);
        retryAt = line.retryAt();
        voicemail = line.voicemail();
        callable.set(!voicemail.isEmpty() && line.ready());
        waiting.set(
                line.messages().filter(MessageSummary::waiting).map(this::words).orElse(""));
        if (line.passwordMissing()) {
            say(Light.PROBLEM, "account.signed-off", texts.get("account.password-missing"), Remedy.OPEN_SETTINGS);
        } else {
            switch (line.transport()) {
                case TransportState.Idle t -> say(Light.OFF, "account.off", "", Remedy.NONE);
                case TransportState.Connecting t -> say(Light.BUSY, "account.connecting", "", Remedy.NONE);
                case TransportState.Lost t ->
                    say(
                            Light.PROBLEM,
                            "account.lost",
                            Words.of(t.failure()),
                            retryAt.isPresent() ? Remedy.TRY_NOW : Remedy.OPEN_SETTINGS);
                case TransportState.Connected t -> registration(line.registration());
            }
        }
        tick(now);
    }

    private String words(MessageSummary summary) {
        if (summary.fresh() == 0) {
            return texts.get("account.voicemail");
        }
        return summary.urgent() == 0
                ? texts.get("account.voicemail.new", summary.fresh())
                : texts.get("account.voicemail.urgent", summary.fresh(), summary.urgent());
    }

    private void registration(RegistrationState registration) {
        switch (registration) {
            case RegistrationState.Registered r -> say(Light.READY, "account.ready", "", Remedy.NONE);
            case RegistrationState.Refreshing r -> say(Light.READY, "account.ready", "", Remedy.NONE);
            case RegistrationState.Registering r -> say(Light.BUSY, "account.signing-in", "", Remedy.NONE);
            case RegistrationState.Unregistering r -> say(Light.OFF, "account.signing-off", "", Remedy.NONE);
            case RegistrationState.BackingOff r -> {
                retryAt = Optional.of(r.until());
                say(Light.PROBLEM, "account.signed-off", Words.of(r.failure()), Remedy.TRY_NOW);
            }
            case RegistrationState.Unregistered r ->
                r.failure().ifPresentOrElse(this::refused, () -> say(Light.OFF, "account.signed-off", "", Remedy.NONE));
        }
    }

    private void refused(SipFailure failure) {
        say(Light.PROBLEM, "account.signed-off", Words.of(failure), Remedy.OPEN_SETTINGS);
    }

    private void say(Light next, String stateKey, String what, Remedy how) {
        light.set(next);
        state.set(texts.get(stateKey));
        problem.set(what);
        remedy.set(how);
    }

    void tick(Instant now) {
        var seconds = retryAt.filter(at -> !problem.get().isEmpty() && at.isAfter(now))
                .map(at -> Duration.between(now, at).plusMillis(999).toSeconds());
        retry.set(seconds.map(s -> texts.get("account.retry", s)).orElse(""));
    }
}
