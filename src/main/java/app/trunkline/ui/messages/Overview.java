package app.trunkline.ui.messages;

import app.trunkline.store.MessageRecord;
import app.trunkline.store.Messages;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The conversations as they are listed, and how much in them was not looked at. FX thread; needs no toolkit. */
final class Overview {
    private final Correspondents people;
    private final Texts texts;
    private final TimeText times;
    private final Supplier<Instant> clock;
    private final ObservableList<ConversationEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();
    private List<Messages.Conversation> known = List.of();

    Overview(Correspondents people, Texts texts, TimeText times, Supplier<Instant> clock) {
        this.people = people;
        this.texts = texts;
        this.times = times;
        this.clock = clock;
    }

    ObservableList<ConversationEntry> entries() {
        return entries;
    }

    ReadOnlyIntegerProperty unread() {
        return unread.getReadOnlyProperty();
    }

    void show(List<Messages.Conversation> found) {
        known = found;
        refresh();
    }

    /** Names or times are others. */
    void refresh() {
        var now = clock.get();
        unread.set(known.stream().mapToInt(Messages.Conversation::unread).sum());
        var next = known.stream()
                .map(conversation -> new ConversationEntry(
                        conversation.last(),
                        people.name(conversation.last()),
                        preview(conversation.last()),
                        times.when(conversation.last().at(), now),
                        conversation.unread()))
                .toList();
        if (!entries.equals(next)) {
            entries.setAll(next);
        }
    }

    private String preview(MessageRecord message) {
        var words = oneLine(message.text());
        return message.outgoing() ? texts.get("messages.you", words) : words;
    }

    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
