package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.session.Abilities;
import app.trunkline.session.DesktopSession;
import app.trunkline.session.Press;
import app.trunkline.session.SessionView;
import java.util.function.Consumer;

/** A desktop that remembers what it was to show. */
final class RecordingSession implements DesktopSession {
    final Observable<Abilities> abilities = new Observable<>(Abilities.NONE);
    SessionView view = SessionView.NOTHING;
    private Consumer<Press> presses = press -> {};

    /** As somebody who presses something there. */
    void press(Press press) {
        presses.accept(press);
    }

    @Override
    public void open(Consumer<Press> told) {
        presses = told;
    }

    @Override
    public void show(SessionView next) {
        view = next;
    }

    @Override
    public Observable<Abilities> abilities() {
        return abilities;
    }

    @Override
    public void close() {
        presses = press -> {};
    }
}
