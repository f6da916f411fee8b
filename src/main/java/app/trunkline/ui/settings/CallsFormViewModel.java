package app.trunkline.ui.settings;

import app.trunkline.phone.Dialling;
import app.trunkline.phone.Words;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.DoNotDisturb;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the telephone does by itself, as it is typed. FX thread; needs no toolkit. */
final class CallsFormViewModel {
    private static final Texts TEXTS = new Texts();
    /** When callers are sent on. */
    enum When {
        ALWAYS,
        BUSY,
        NO_ANSWER,
        DO_NOT_DISTURB
    }

    /** A rule of the list while it is edited. */
    static final class Rule {
        final StringProperty prefix = new SimpleStringProperty("");
        final StringProperty accountId = new SimpleStringProperty("");
    }

    final BooleanProperty doNotDisturb = new SimpleBooleanProperty();
    final IntegerProperty doNotDisturbCode = new SimpleIntegerProperty();
    final BooleanProperty favourites = new SimpleBooleanProperty();
    final StringProperty except = new SimpleStringProperty();
    final Map<When, StringProperty> forwards = new EnumMap<>(When.class);
    final IntegerProperty patience = new SimpleIntegerProperty();
    final ObjectProperty<AutoAnswer.Mode> autoAnswer = new SimpleObjectProperty<>();
    final IntegerProperty autoAnswerAfter = new SimpleIntegerProperty();
    final StringProperty autoAnswerFrom = new SimpleStringProperty();
    final StringProperty blocked = new SimpleStringProperty();
    final BooleanProperty blockAnonymous = new SimpleBooleanProperty();
    final BooleanProperty onlyAllowed = new SimpleBooleanProperty();
    final StringProperty allowed = new SimpleStringProperty();
    final ObjectProperty<Screening.Action> action = new SimpleObjectProperty<>();
    final IntegerProperty mostCalls = new SimpleIntegerProperty();
    final BooleanProperty busyInCall = new SimpleBooleanProperty();
    final FarSideFormViewModel farSide;
    final BooleanProperty keepDigits = new SimpleBooleanProperty();
    final ObservableList<Rule> rules = FXCollections.observableArrayList();
    /** The target that cannot be called, after {@link #checked}. */
    final ObjectProperty<Optional<Fault>> fault = new SimpleObjectProperty<>(Optional.empty());

    /** A target that cannot be called, and why. */
    record Fault(When when, String words) {}

    private final CallSettings original;

    CallsFormViewModel(CallSettings settings) {
        original = settings;
        var disturb = settings.doNotDisturb();
        doNotDisturb.set(disturb.on());
        doNotDisturbCode.set(disturb.code());
        except.set(text(disturb.except()));
        favourites.set(disturb.favourites());
        var forwarding = settings.forwarding();
        forwards.put(When.ALWAYS, new SimpleStringProperty(forwarding.always()));
        forwards.put(When.BUSY, new SimpleStringProperty(forwarding.busy()));
        forwards.put(When.NO_ANSWER, new SimpleStringProperty(forwarding.noAnswer()));
        forwards.put(When.DO_NOT_DISTURB, new SimpleStringProperty(forwarding.doNotDisturb()));
        patience.set(forwarding.noAnswerSeconds());
        autoAnswer.set(settings.autoAnswer().mode());
        autoAnswerAfter.set(settings.autoAnswer().afterSeconds());
        autoAnswerFrom.set(text(settings.autoAnswer().from()));
        blocked.set(text(settings.screening().blocked()));
        blockAnonymous.set(settings.screening().anonymous());
        onlyAllowed.set(settings.screening().onlyAllowed());
        allowed.set(text(settings.screening().allowed()));
        action.set(settings.screening().action());
        mostCalls.set(settings.mostCalls());
        busyInCall.set(settings.busyInCall());
        keepDigits.set(settings.keepDigits());
        farSide = new FarSideFormViewModel(settings);
        settings.lineRules().forEach(rule -> add(rule.prefix(), rule.accountId()));
    }

    /** Where callers are sent on to in that case. */
    StringProperty forward(When when) {
        return forwards.computeIfAbsent(when, _ -> new SimpleStringProperty(""));
    }

    void add(String prefix, String accountId) {
        var rule = new Rule();
        rule.prefix.set(prefix);
        rule.accountId.set(accountId);
        rules.add(rule);
    }

    void remove(Rule rule) {
        rules.remove(rule);
    }

    /** Whether something could not be used when it was {@link #checked}. */
    boolean faulty() {
        return fault.get().isPresent() || !farSide.fault.get().isEmpty();
    }

    /** The settings as typed; empty when something of them cannot be used, which then tells why. */
    Optional<CallSettings> checked() {
        fault.set(Optional.empty());
        for (var when : When.values()) {
            var words = wrong(forward(when).get());
            if (words.isPresent()) {
                fault.set(Optional.of(new Fault(when, words.get())));
                return Optional.empty();
            }
        }
        if (!farSide.checked()) {
            return Optional.empty();
        }
        return Optional.of(original.with(calls -> calls.doNotDisturb(doNotDisturb())
                .forwarding(forwarding())
                .autoAnswer(new AutoAnswer(autoAnswer.get(), autoAnswerAfter.get(), list(autoAnswerFrom)))
                .screening(screening())
                .mostCalls(mostCalls.get())
                .busyInCall(busyInCall.get())
                .lineRules(lineRules())
                .keepDigits(keepDigits.get())
                .transfers(farSide.transfers.get())
                .whileHeld(farSide.whileHeld())));
    }

    private DoNotDisturb doNotDisturb() {
        return original.doNotDisturb()
                .with(rule -> rule.on(doNotDisturb.get())
                        .code(doNotDisturbCode.get())
                        .except(list(except))
                        .favourites(favourites.get()));
    }

    private Forwarding forwarding() {
        return original.forwarding()
                .with(rule -> rule.always(forward(When.ALWAYS).get())
                        .busy(forward(When.BUSY).get())
                        .noAnswer(forward(When.NO_ANSWER).get())
                        .noAnswerSeconds(patience.get())
                        .doNotDisturb(forward(When.DO_NOT_DISTURB).get()));
    }

    private Screening screening() {
        return original.screening()
                .with(rule -> rule.blocked(list(blocked))
                        .anonymous(blockAnonymous.get())
                        .allowed(list(allowed))
                        .onlyAllowed(onlyAllowed.get())
                        .action(action.get()));
    }

    private List<LineRule> lineRules() {
        return rules.stream()
                .filter(rule ->
                        !rule.prefix.get().isBlank() && !rule.accountId.get().isEmpty())
                .map(rule -> new LineRule(rule.prefix.get(), rule.accountId.get()))
                .toList();
    }

    private static Optional<String> wrong(String target) {
        if (target.isBlank()) {
            return Optional.empty();
        }
        var typed = Dialling.of(target);
        if (!typed.digits().isEmpty()) {
            return Optional.of(TEXTS.get("settings.forward.digits"));
        }
        try {
            typed.check();
            return Optional.empty();
        } catch (InvalidAddressException e) {
            return Optional.of(Words.of(e.kind()));
        }
    }

    /** Numbers by comma or line. */
    private static List<String> list(StringProperty typed) {
        return new ArrayList<>(Arrays.asList(typed.get().split("[,;\\n]")));
    }

    private static String text(List<String> numbers) {
        return String.join(", ", numbers);
    }
}
