package app.trunkline.phone;

import app.trunkline.loop.Observable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is asked, one line a command, and publishes what the test gives it. */
public final class RecordingPhone implements PhoneCommands {
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Observable<Levels> levels = new Observable<>(Levels.SILENCE);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The commands so far, oldest first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Publishes a snapshot. */
    public void publish(PhoneSnapshot next) {
        snapshot.set(next);
    }

    @Override
    public Observable<PhoneSnapshot> snapshot() {
        return snapshot;
    }

    @Override
    public Observable<Levels> levels() {
        return levels;
    }

    @Override
    public void tell(Command command) {
        if (command instanceof Command.ChangeRules(var change)) {
            var now = snapshot.get();
            snapshot.set(new PhoneSnapshot(now.lines(), now.calls(), now.historyVersion(), change.apply(now.rules())));
        }
        asked.add(CommandWords.of(command));
    }
}
