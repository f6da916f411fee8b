package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCSignalingState;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Offer and answer of one call (RFC 8829) as chains of native steps. State is owned by the {@code media} thread; one
 * operation at a time, which the session sees to.
 */
final class Negotiator {
    private final EventLoop loop;
    private final PeerLink link;
    private final CodecChoice codecs;
    private final SdpTranslator translator;
    private final MediaOptions options;
    private @Nullable Gathering gathering;
    /** What the call went by last; a refused change goes back to it. */
    private MediaDirection settled = MediaDirection.SENDRECV;

    private MediaDirection asked = MediaDirection.SENDRECV;
    private String answered = "";
    private boolean offered;
    /**
     * Native code forgets at a rollback which stream it receives, and then gives a stream of the same name to the loudspeaker alone:
     * nothing is recorded any more, and no digit heard. A stream without a name goes everywhere.
     */
    private boolean takenBack;
    /** Whom the call is with by what was agreed last; empty before the first time. */
    private Optional<String> farEnd = Optional.empty();
    /** Our ICE credentials of then: others mean that the sound may go by another path from now on. */
    private Optional<String> credentials = Optional.empty();
    /** The far end that the call was moved to cannot be reached by the connection that there is. */
    private boolean unreachable;

    Negotiator(EventLoop loop, PeerLink link, MediaOptions options) {
        this.loop = loop;
        this.link = link;
        this.options = options;
        codecs = CodecChoice.of(options.codecs());
        translator = new SdpTranslator(codecs, options.reach());
    }

    /**
     * What was agreed, for the controls of the call.
     *
     * @param eventsBehind how many times faster the clock of the voice is than that of the telephone-events
     * @param moved the far end is another than before
     * @param restarted ICE begins anew
     */
    record Agreed(boolean telephoneEvents, int eventsBehind, boolean sends, boolean moved, boolean restarted) {
        static final Agreed NOTHING = new Agreed(false, 1, false, false, false);
    }

    /** Done: what was asked for goes, and so does the connection that another took the place of. */
    private Agreed settle(Sdp.Section audio, boolean remote) {
        settled = asked;
        unreachable = false;
        link.settle();
        boolean moved = farEnd.isPresent() && !farEnd.equals(translator.farEnd());
        farEnd = translator.farEnd();
        var before = credentials;
        credentials = link.localDescription()
                .sdp()
                .lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst();
        boolean events = audio.codecs().stream().anyMatch(Sdp.Codec::telephoneEvent);
        String silent = remote ? "a=sendonly" : "a=recvonly";
        return new Agreed(
                events,
                audio.telephoneEventsBehind(),
                audio.lines().stream().noneMatch(line -> line.equals(silent) || line.equals("a=inactive")),
                moved,
                before.isPresent() && !before.equals(credentials));
    }

    /** Nothing comes of the connection with the end that the call was moved to: what is negotiated next begins another. */
    void begunInVain() {
        unreachable = true;
    }

    private void renew() {
        link.renew();
        translator.renew();
    }

    /** A description of ours, with what it agrees to when it is an answer. */
    record Described(SessionDescription description, Agreed agreed) {}

    CompletableFuture<SessionDescription> offer(OfferOptions wanted) {
        return media(() -> {
                    if (unreachable) {
                        renew();
                    }
                    link.setDirection(wanted.direction());
                })
                .thenCompose(ok -> offer(wanted.iceRestart()))
                .thenCompose(ok -> gather())
                .thenCompose(sdp -> media(() -> {
                    asked = wanted.direction();
                    offered = true;
                    return SessionDescription.offer(translator.offerOut(readable(sdp)));
                }));
    }

    private CompletableFuture<Void> offer(boolean iceRestart) {
        return compose(() -> link.createOffer(iceRestart))
                .thenCompose(made -> compose(() -> link.setLocalDescription(made)));
    }

    CompletableFuture<Described> answer(SessionDescription remoteOffer, MediaDirection wanted) {
        return compose(() -> {
                    var read = readable(remoteOffer.sdp());
                    if (translator.another(read) || unreachable) {
                        renew();
                    }
                    var offer = translator.offerIn(read);
                    var codec = codecs.answering(audio(offer))
                            .orElseThrow(() -> new MediaException(Kind.NO_CODEC, "no common codec"));
                    var fitted = offer.with(section -> section.preferring(codecs.names())
                            .fittingTelephoneEvents(codec.clockRate())
                            .mono());
                    fitted = heardAgain(fitted);
                    return orRollback(take(fitted.text(), wanted));
                })
                .thenCompose(ok -> gather())
                .thenCompose(sdp -> media(() -> {
                    asked = wanted;
                    offered = false;
                    var made = readable(sdp);
                    var answer = SessionDescription.answer(translator.answerOut(made));
                    return new Described(answer, settle(audio(made), false));
                }));
    }

    private CompletableFuture<Void> take(String offer, MediaDirection wanted) {
        return compose(() -> link.setRemoteDescription(RTCSdpType.OFFER, offer))
                .thenCompose(ok -> compose(() -> {
                    link.audio().adopt();
                    link.audio().attachSink();
                    link.setDirection(wanted);
                    return link.createAnswer();
                }))
                .thenCompose(made -> media(() -> {
                    audio(readable(made.sdp));
                    return new RTCSessionDescription(made.sdpType, translator.answering(made.sdp));
                }))
                .thenCompose(made -> compose(() -> link.setLocalDescription(made)));
    }

    /**
     * Sets an answer. One that comes when the offer is answered already is another fork's: the same offer is then made
     * to ourselves again, unseen, and answered by it. Native code takes a changed fingerprint and changed ICE
     * credentials as a new peer and connects to it.
     */
    CompletableFuture<Agreed> applyAnswer(SessionDescription remoteAnswer) {
        return compose(() -> {
            var answer = translator.answerIn(readable(remoteAnswer.sdp()));
            var audio = audio(answer);
            var rate = CodecChoice.answered(audio).map(Sdp.Codec::clockRate).orElse(8000);
            var text = heardAgain(answer.with(
                            section -> section.fittingTelephoneEvents(rate).mono()))
                    .text();
            if (link.signalingState() == RTCSignalingState.STABLE) {
                if (!offered) {
                    throw new MediaException(Kind.ENGINE, "an answer without an offer");
                }
                return text.equals(answered)
                        ? media(() -> settle(audio, true))
                        : offer(false).thenCompose(ok -> orRollback(accept(text, audio)));
            }
            return accept(text, audio);
        });
    }

    private CompletableFuture<Agreed> accept(String answer, Sdp.Section audio) {
        return compose(() -> link.setRemoteDescription(RTCSdpType.ANSWER, answer))
                .thenCompose(ok -> media(() -> {
                    translator.accepted();
                    answered = answer;
                    link.audio().attachSink();
                    return settle(audio, true);
                }));
    }

    private Sdp heardAgain(Sdp theirs) {
        return takenBack ? theirs.with(Sdp.Section::fromAnySource) : theirs;
    }

    CompletableFuture<Void> rollback() {
        return compose(() -> {
            takenBack = true;
            if (link.restore()) {
                translator.restore();
            }
            link.setDirection(settled);
            asked = settled;
            return link.rollback();
        });
    }

    /** To be told on the loop when gathering goes on. */
    void gatheringChanged() {
        var running = gathering;
        if (running != null) {
            running.check();
        }
    }

    private CompletableFuture<String> gather() {
        var local = new CompletableFuture<PeerLink.Local>();
        loop.execute(() -> {
            var started = new Gathering(loop, link, !options.iceServers().isEmpty());
            gathering = started;
            started.begin().whenComplete((found, failure) -> {
                if (failure != null) {
                    local.completeExceptionally(failure);
                } else {
                    local.complete(found);
                }
            });
        });
        return local.thenCompose(found -> media(() -> {
            if (options.relayOnly() && !Gathering.gathered(found)) {
                throw new MediaException(Kind.ENGINE, "no relay candidate: the TURN server gave none in time");
            }
            return found.sdp();
        }));
    }

    static Sdp readable(String description) throws MediaException {
        return Sdp.parse(description)
                .orElseThrow(() -> new MediaException(Kind.NOT_ACCEPTABLE, "no session description"));
    }

    private static Sdp.Section audio(Sdp sdp) throws MediaException {
        return sdp.audio().orElseThrow(() -> new MediaException(Kind.NO_AUDIO, "no audio, or audio refused"));
    }

    /** When the steps fail, the offer that they belong to is taken back before the failure is told. */
    private <T> CompletableFuture<T> orRollback(CompletableFuture<T> steps) {
        return steps.handle((value, failure) -> failure == null
                        ? CompletableFuture.completedFuture(value)
                        : rollback()
                                .handle((ok, ignored) -> ok)
                                .<T>thenCompose(ok -> CompletableFuture.failedFuture(unwrapped(failure))))
                .thenCompose(Function.identity());
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? unwrapped(failure.getCause())
                : failure;
    }

    private <T> CompletableFuture<T> compose(Callable<CompletableFuture<T>> step) {
        return media(step).thenCompose(Function.identity());
    }

    private CompletableFuture<Void> media(Step step) {
        return link.engine().thread().call(() -> {
            step.run();
            return null;
        });
    }

    private <T> CompletableFuture<T> media(Callable<T> step) {
        return link.engine().thread().call(step);
    }

    /** A step without a result. */
    @FunctionalInterface
    private interface Step {
        void run() throws MediaException;
    }
}
