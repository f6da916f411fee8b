package app.trunkline.media.javasound;

/** Sound on its way, on a thread of its own. */
sealed interface Stream permits Playback, Capture {
    /** Until its end, or until stopped. Returns at once where there is no such device. */
    void run();

    /** Asks for the end. Idempotent, any thread. */
    void stop();
}
