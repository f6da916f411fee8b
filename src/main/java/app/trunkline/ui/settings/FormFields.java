package app.trunkline.ui.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The fields of a form, each described once: which setting it shows, and how it changes it. FX thread. */
final class FormFields<S> {
    private final List<Consumer<S>> shows = new ArrayList<>();
    private final List<UnaryOperator<S>> changes = new ArrayList<>();

    StringProperty text(Function<S, String> read, BiFunction<S, String, S> write) {
        return field(new SimpleStringProperty(""), read, write);
    }

    BooleanProperty choice(Function<S, Boolean> read, BiFunction<S, Boolean, S> write) {
        return field(new SimpleBooleanProperty(), read, write);
    }

    /** @param first before the settings are shown */
    <T> ObjectProperty<T> value(T first, Function<S, T> read, BiFunction<S, T, S> write) {
        return field(new SimpleObjectProperty<>(first), read, write);
    }

    /** The fields of a part of the settings. */
    <P> FormFields<P> part(Function<S, P> read, BiFunction<S, P, S> write) {
        var part = new FormFields<P>();
        shows.add(settings -> part.show(read.apply(settings)));
        changes.add(settings -> write.apply(settings, part.changed(read.apply(settings))));
        return part;
    }

    private <T, F extends Property<T>> F field(F property, Function<S, T> read, BiFunction<S, T, S> write) {
        shows.add(settings -> property.setValue(read.apply(settings)));
        changes.add(settings -> write.apply(settings, property.getValue()));
        return property;
    }

    void show(S settings) {
        shows.forEach(field -> field.accept(settings));
    }

    /** The settings with what the fields hold; what no field shows stays. */
    S changed(S settings) {
        var changed = settings;
        for (var change : changes) {
            changed = change.apply(changed);
        }
        return changed;
    }
}
