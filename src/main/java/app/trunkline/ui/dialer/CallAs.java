package app.trunkline.ui.dialer;

import app.trunkline.phone.LineSnapshot;
import app.trunkline.sip.Presentation;
import app.trunkline.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** As which number a call is placed: one of the line's, or none. Remembered for each line until the program ends. FX thread. */
public final class CallAs {
    /** One of the choices, as people read it. */
    public record Choice(Presentation presentation, String name) {}

    private final Texts texts;
    private final BinaryOperator<String> display;
    private final ObservableList<Choice> choices = FXCollections.observableArrayList();
    private final ObjectProperty<Choice> chosen;
    private final Map<String, Choice> remembered = new HashMap<>();
    private Optional<String> line = Optional.empty();

    /** @param display writes a number as people of a country do */
    CallAs(BinaryOperator<String> display, Texts texts) {
        this.texts = texts;
        this.display = display;
        chosen = new SimpleObjectProperty<>(usual(Optional.empty()));
    }

    /** What there is to choose from: the usual number first, hiding it last. */
    public ObservableList<Choice> choices() {
        return choices;
    }

    /** What the next call of this line is placed as. */
    public ObjectProperty<Choice> chosen() {
        return chosen;
    }

    void apply(Optional<LineSnapshot> current) {
        line.ifPresent(id -> remembered.put(id, chosen.get()));
        line = current.map(LineSnapshot::accountId);
        var next = new ArrayList<Choice>();
        next.add(usual(current));
        current.ifPresent(l -> l.numbers().stream()
                .skip(1)
                .map(number -> new Choice(Presentation.as(number), display.apply(number, l.country())))
                .forEach(next::add));
        next.add(new Choice(Presentation.HIDDEN, texts.get("dialer.as.hidden")));
        if (!choices.equals(next)) {
            choices.setAll(next);
        }
        chosen.set(line.map(remembered::get).filter(next::contains).orElse(next.getFirst()));
    }

    private Choice usual(Optional<LineSnapshot> current) {
        return new Choice(
                Presentation.USUAL,
                current.filter(l -> !l.numbers().isEmpty())
                        .map(l -> display.apply(l.numbers().getFirst(), l.country()))
                        .orElse(texts.get("dialer.as.usual")));
    }

    /** What the call button says. */
    static String action(Choice choice, Texts texts) {
        return choice.presentation().hidden()
                ? texts.get("dialer.call.hidden")
                : choice.presentation().number().isEmpty()
                        ? texts.get("dialer.call")
                        : texts.get("dialer.call.as", choice.name());
    }

    List<Choice> all() {
        return List.copyOf(choices);
    }
}
