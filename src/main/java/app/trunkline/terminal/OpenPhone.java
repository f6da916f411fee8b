package app.trunkline.terminal;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.PhoneCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A phone with one line, made for the terminal. Any thread. */
public interface OpenPhone {
    /** The loop on which its snapshots are published. */
    EventLoop loop();

    PhoneCommands commands();

    /** Looked up from the beginning, not only from {@link #start}. */
    Observable<AudioDevices> devices();

    /** Connects and registers. */
    void start();

    /** Hangs up, unregisters and closes, also a phone that was not started; complete, on the loop or another thread, after {@code patience} at the latest. */
    CompletionStage<Void> stop(Duration patience);
}
