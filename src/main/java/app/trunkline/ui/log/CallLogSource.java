package app.trunkline.ui.log;

import app.trunkline.loop.Observable;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the call log comes from: the database, or a list in tests. Any thread; answers come on one of its own. */
public interface CallLogSource {
    /** Grows with every change. */
    Observable<Long> version();

    /** The newest entries first, of those asked for. */
    CompletionStage<List<CallRecord>> recent(int limit, CallQuery asked);

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
            public CompletionStage<List<CallRecord>> recent(int limit, CallQuery asked) {
                return log.recent(limit, asked);
            }

            @Override
            public Runnable delete(long id) {
                return log.delete(id)::undo;
            }
        };
    }
}
