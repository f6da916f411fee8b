package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.OfferOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sound device running a little before, between and after calls, so that a call's first sound does not wait
 * for it. A silent call inside the process starts everything a call needs; its sending end then goes, and its receiving
 * end stays: as long as native WebRTC has something to play, even silence, it leaves the device open. A minute after the
 * last call the device is let go, so that it may sleep. The microphone is open for the second of the silent call only.
 *
 * <p>On the event loop.
 */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Duration SENDING = Duration.ofMillis(500);
    private static final Duration LINGER = Duration.ofMinutes(1);

    private final EventLoop loop;
    private final Function<Consumer<MediaEvent>, WebRtcMediaSession> sessions;
    private @Nullable WebRtcMediaSession warm;
    private Cancellable release = Cancellable.NONE;
    private boolean inUse;

    /** @param sessions makes a session that is no call of the user's */
    Standby(EventLoop loop, Function<Consumer<MediaEvent>, WebRtcMediaSession> sessions) {
        this.loop = loop;
        this.sessions = sessions;
    }

    /** Starts the device now, if it is not running, for a minute or as long as there are calls. */
    void wake() {
        if (warm != null) {
            linger();
            return;
        }
        var sender = sessions.apply(event -> {});
        var receiver = sessions.apply(event -> {
            if (event instanceof MediaEvent.Connected) {
                loop.schedule(SENDING, sender::close);
            }
        });
        warm = receiver;
        sender.createOffer(new OfferOptions(MediaDirection.SENDONLY, false))
                .thenCompose(offer -> receiver.createAnswer(offer, MediaDirection.RECVONLY))
                .thenCompose(sender::applyAnswer)
                .whenComplete((ok, failure) -> {
                    if (failure != null) {
                        LOG.debug("the sound could not be warmed up", failure);
                        sender.close();
                        receiver.close();
                        warm = null;
                    }
                });
        linger();
    }

    /** Tells whether there are calls. */
    void inUse(boolean now) {
        inUse = now;
        linger();
    }

    private void linger() {
        release.cancel();
        if (!inUse) {
            release = loop.schedule(LINGER, this::release);
        }
    }

    /** Lets the device go. */
    void release() {
        release.cancel();
        if (warm != null) {
            warm.close();
            warm = null;
        }
    }
}
