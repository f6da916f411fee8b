package app.trunkline.ui.messages;

import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The newest message that came in, told once unless its conversation is in sight. FX thread; needs no toolkit. */
final class MessageNews {
    private final Texts texts;
    private final Correspondents people;
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
    private Optional<MessageRecord> newest = Optional.empty();

    MessageNews(Texts texts, Correspondents people) {
        this.texts = texts;
        this.people = people;
    }

    /** What is told, on one line; empty where nothing is. */
    ReadOnlyStringProperty line() {
        return line.getReadOnlyProperty();
    }

    /**
     * @param recent messages of this run, oldest first
     * @param inSight whether the conversation with a peer is looked at
     */
    void apply(List<MessageRecord> recent, Predicate<String> inSight) {
        recent.stream()
                .filter(message -> !message.outgoing())
                .reduce((first, last) -> last)
                .filter(message -> !newest.map(MessageRecord::id).equals(Optional.of(message.id())))
                .ifPresent(message -> {
                    newest = Optional.of(message);
                    line.set(
                            inSight.test(message.peer())
                                    ? ""
                                    : texts.get(
                                            "messages.news", people.title(message), Overview.oneLine(message.text())));
                });
    }

    Optional<MessageRecord> newest() {
        return newest;
    }

    /** The conversation with them is looked at. */
    void looked(String peer) {
        if (newest.filter(message -> message.peer().equals(peer)).isPresent()) {
            dismiss();
        }
    }

    void dismiss() {
        line.set("");
    }
}
