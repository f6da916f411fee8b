package app.trunkline.ui.log;

import app.trunkline.loop.Observable;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the call log comes from: the database, or a list in tests. Any thread; answers come on one of its own. */
public interface CallLogSource {
    /** Grows with every change. */
    Observable<Long> version();

    /** The newest entries first, of those whose name or number holds the text. */
    CompletionStage<List<CallRecord>> recent(int limit, String search);

    /**
     * Removes one entry.
     *
     * @return brings it back
     */
    Runnable delete(long id);

    /** The database's. */
    static CallLogSource of(CallLog log) {
        return new CallLogSource() {
            @Override
            public Observable<Long> version() {
                return log.version();
            }

            @Override
            public CompletionStage<List<CallRecord>> recent(int limit, String search) {
                return log.recent(limit, search);
            }

            @Override
            public Runnable delete(long id) {
                return log.delete(id)::undo;
            }
        };
    }
}
