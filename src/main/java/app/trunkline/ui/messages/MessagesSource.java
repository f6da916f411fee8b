package app.trunkline.ui.messages;

import app.trunkline.loop.Observable;
import app.trunkline.store.MessageRecord;
import app.trunkline.store.Messages;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the text messages come from: the database, or a list in tests. Any thread; answers come on one of its own. */
public interface MessagesSource {
    /** Grows with every change. */
    Observable<Long> version();

    /** The newest first. */
    CompletionStage<List<Messages.Conversation>> conversations();

    /** The newest with somebody, the oldest of them first. */
    CompletionStage<List<MessageRecord>> with(String peer, int limit);

    /** The messages of that peer were looked at. */
    void seen(String peer);

    /**
     * Removes the conversation with somebody.
     *
     * @return brings it back
     */
    Runnable delete(String peer);

    /** The database's. */
    static MessagesSource of(Messages messages) {
        return new MessagesSource() {
            @Override
            public Observable<Long> version() {
                return messages.version();
            }

            @Override
            public CompletionStage<List<Messages.Conversation>> conversations() {
                return messages.conversations();
            }

            @Override
            public CompletionStage<List<MessageRecord>> with(String peer, int limit) {
                return messages.with(peer, limit);
            }

            @Override
            public void seen(String peer) {
                messages.seen(peer);
            }

            @Override
            public Runnable delete(String peer) {
                return messages.delete(peer)::undo;
            }
        };
    }
}
