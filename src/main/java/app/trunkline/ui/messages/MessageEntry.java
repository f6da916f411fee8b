package app.trunkline.ui.messages;

import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;

/**
 * One message as it is shown.
 *
 * @param note time, and what became of it
 * @param failed true when it was not sent
 */
public record MessageEntry(String id, boolean outgoing, String text, String note, boolean failed) {
    /** @param when it was, in words */
    static MessageEntry of(MessageRecord message, String when, Texts texts) {
        var note = switch (message.state()) {
            case RECEIVED, SENT, UNKNOWN -> when;
            case SENDING -> texts.get("messages.sending");
            case FAILED -> message.cause();
        };
        var failed = message.state() == MessageRecord.State.FAILED;
        return new MessageEntry(message.id(), message.outgoing(), message.text(), note, failed);
    }
}
