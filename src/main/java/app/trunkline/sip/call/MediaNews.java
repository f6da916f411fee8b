package app.trunkline.sip.call;

import app.trunkline.media.MediaEvent;
import app.trunkline.sip.Milestone;
import java.util.function.Consumer;

/** What a call makes of its media's news: events of the call, and what is known of it beside. On the loop. */
record MediaNews(CallContext context, CallDetails details, Consumer<CallEvent> tell) implements Consumer<MediaEvent> {
    @Override
    public void accept(MediaEvent event) {
        switch (event) {
            case MediaEvent.Connected() -> tell.accept(new CallEvent.MediaConnected());
            case MediaEvent.Disconnected(var forGood) -> tell.accept(new CallEvent.MediaInterrupted(forGood));
            case MediaEvent.Failed(var detail) -> tell.accept(new CallEvent.MediaBroke(detail));
            case MediaEvent.FirstAudio() -> tell.accept(new CallEvent.AudioHeard());
            case MediaEvent.Digit(var digit) -> tell.accept(new CallEvent.DigitReceived(digit));
            case MediaEvent.NotRecorded(var why) -> {
                details.note(Milestone.Kind.NOT_RECORDED, why.name());
                context.changed();
            }
            case MediaEvent.Level level -> context.config().levels().accept(level);
            case MediaEvent.Quality(var newest) -> details.sounds(newest);
        }
    }
}
