package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.MessageDelivery;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TextMessage;
import app.trunkline.store.MessageRecord;
import app.trunkline.store.MessageRecord.State;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The text messages of this run: what came, what was sent, and what became of it. On the loop. */
final class TextMessages {
    /** RFC 3428 section 8: more may be lost on the way, and nobody would be told. */
    static final int LARGEST = 1_300;
    /** Enough for a window or terminal to see each; all of them are kept by whoever keeps them. */
    private static final int RECENT = 50;

    private final EventLoop loop;
    private final PhoneNumbers numbers;
    private final Runnable changed;
    private final Map<String, MessageRecord> recent = new LinkedHashMap<>();
    private Consumer<MessageRecord> keeper = message -> {};

    TextMessages(EventLoop loop, PhoneNumbers numbers, Runnable changed) {
        this.loop = loop;
        this.numbers = numbers;
        this.changed = changed;
    }

    /** Gives each message, and each change of one, to the store. */
    void keep(Consumer<MessageRecord> store) {
        keeper = store;
    }

    List<MessageRecord> recent() {
        return List.copyOf(recent.values());
    }

    void received(TextMessage message, String country) {
        record(new MessageRecord(
                UUID.randomUUID().toString(),
                false,
                AddressBook.peer(message.from(), country, numbers),
                message.from().uri(),
                message.from().displayName(),
                message.accountId(),
                loop.now(),
                message.text(),
                State.RECEIVED,
                "",
                0,
                false));
    }

    /** @param line without one the message is recorded as not sent */
    void send(String id, SipAddress target, String text, Optional<Line> line) {
        var country = line.map(l -> l.settings().country()).orElse("");
        var message = new MessageRecord(
                id,
                true,
                AddressBook.peer(target, country, numbers),
                target.uri(),
                target.displayName(),
                line.map(l -> l.settings().id()).orElse(""),
                loop.now(),
                text,
                State.SENDING,
                "",
                0,
                true);
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            record(message.in(State.FAILED, Words.messageTooLong(text), 0));
        } else if (line.isEmpty() || !line.get().snapshot().ready()) {
            record(message.in(State.FAILED, Words.messageNotSent(0, ""), 0));
        } else {
            record(message);
            line.get().agent().message(target, text, outcome(message));
        }
    }

    private MessageDelivery outcome(MessageRecord message) {
        return (code, phrase) -> record(
                code >= 200 && code < 300
                        ? message.in(State.SENT, "", code)
                        : message.in(State.FAILED, Words.messageNotSent(code, phrase), code));
    }

    private void record(MessageRecord message) {
        recent.put(message.id(), message);
        if (recent.size() > RECENT) {
            recent.remove(recent.keySet().iterator().next());
        }
        keeper.accept(message);
        changed.run();
    }
}
