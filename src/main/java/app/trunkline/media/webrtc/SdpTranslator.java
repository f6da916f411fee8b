package app.trunkline.media.webrtc;

import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.Reach;
import java.util.Comparator;
import java.util.Optional;

/**
 * Stands between the descriptions of the far side, in whatever shape they are, and those of native code, which are always of
 * one shape: one section with sound. On the way in {@link RemoteAudio} is read from them, on the way out the far side's
 * sections are put back by its {@link Layout}. State is owned by the {@code media} thread.
 */
final class SdpTranslator {
    private static final String ACTIVE = "active";
    private static final String PASSIVE = "passive";
    private static final String EITHER = "actpass";

    /**
     * What was agreed last.
     *
     * @param fingerprint of the far side's certificate
     * @param client whether the DTLS client is us
     */
    private record State(Layout layout, Optional<String> fingerprint, boolean client) {}

    private final CodecChoice codecs;
    private final Reach reach;
    private State settled = new State(Layout.OWN, Optional.empty(), false);
    private State proposed = settled;
    /** What was agreed over the connection that {@link #renew} replaced. */
    private State former = settled;
    /** Our role in DTLS by the offer that is being answered: what native code is to be, and what the far side is to read. */
    private String role = ACTIVE;

    private String stated = ACTIVE;

    SdpTranslator(CodecChoice codecs, Reach reach) {
        this.codecs = codecs;
        this.reach = reach;
    }

    /**
     * The first section that a call can be set up by.
     *
     * @throws MediaException when there is none, with what the best of them lacks
     */
    static RemoteAudio workable(Sdp offer, CodecChoice codecs) throws MediaException {
        var sections = offer.media().stream()
                .map(section -> RemoteAudio.of(offer, section))
                .toList();
        for (var section : sections) {
            if (section.missing(codecs).isEmpty()) {
                return section;
            }
        }
        throw sections.stream()
                .flatMap(section -> section.missing(codecs).stream())
                .max(Comparator.comparing(MediaException::kind))
                .orElseGet(() -> new MediaException(Kind.NO_AUDIO, "no media"));
    }

    /**
     * Whether this offer is of another end than the one we are connected with. It wants another connection of ours: ICE would
     * go on with the end before for as long as that one sends, and native code as a DTLS client begins no second association.
     */
    boolean another(Sdp offer) throws MediaException {
        var offering = workable(offer, codecs).fingerprint();
        return settled.fingerprint().isPresent() && !settled.fingerprint().equals(offering);
    }

    /** What comes next is for another connection of ours, which has no association yet. */
    void renew() {
        former = settled;
        settled = new State(settled.layout(), Optional.empty(), false);
    }

    /** Back to the connection before {@link #renew}. */
    void restore() {
        settled = former;
    }

    /** Whom we are connected with: the fingerprint of the far side's certificate. */
    Optional<String> farEnd() {
        return settled.fingerprint();
    }

    /** An offer of the far side as native code is to see it. */
    Sdp offerIn(Sdp offer) throws MediaException {
        var audio = workable(offer, codecs);
        var fingerprint = audio.fingerprint();
        var theirs = audio.setup().orElse(EITHER);
        role = role(fingerprint, theirs);
        stated = switch (theirs) {
            case ACTIVE -> PASSIVE;
            case PASSIVE -> ACTIVE;
            default -> role;
        };
        proposed =
                new State(Layout.of(offer, offer.media().indexOf(audio.section())), fingerprint, role.equals(ACTIVE));
        return audio.inward(EITHER, reach);
    }

    /** The roles stay while the far side is the same, whatever a later offer says of them: the association lives on. */
    private String role(Optional<String> fingerprint, String theirs) {
        if (settled.fingerprint().isPresent() && settled.fingerprint().equals(fingerprint)) {
            return settled.client() ? ACTIVE : PASSIVE;
        }
        return theirs.equals(ACTIVE) ? PASSIVE : ACTIVE;
    }

    /** An answer that native code made, before it is set: in our role. */
    String answering(String answer) {
        return answer.replaceAll("a=setup:\\w+", "a=setup:" + role);
    }

    /** Our answer as the far side is to see it; with it the exchange is done. */
    String answerOut(Sdp answer) {
        settled = proposed;
        return settled.layout().outward(answer, Optional.of(stated));
    }

    /** Our offer as the far side is to see it. */
    String offerOut(Sdp offer) {
        return settled.layout().outward(offer, Optional.empty());
    }

    /** An answer of the far side as native code is to see it; it is settled by {@link #accepted}. */
    Sdp answerIn(Sdp answer) throws MediaException {
        var audio = answered(answer);
        var missing = audio.missing(codecs);
        if (missing.isPresent()) {
            throw missing.get();
        }
        var fingerprint = audio.fingerprint();
        var setup = settled.fingerprint().isPresent() && settled.fingerprint().equals(fingerprint)
                ? settled.client() ? PASSIVE : ACTIVE
                // Who leaves it open (RFC 5763 section 5 forbids it) waits for us.
                : audio.setup().filter(ACTIVE::equals).orElse(PASSIVE);
        proposed = new State(settled.layout(), fingerprint, setup.equals(PASSIVE));
        return audio.inward(setup, reach);
    }

    /** The section in the place of ours, or else the first that has sound. */
    private RemoteAudio answered(Sdp answer) throws MediaException {
        var place = settled.layout().audio();
        return answer.media().stream()
                .skip(place)
                .findFirst()
                .filter(Sdp.Section::usableAudio)
                .or(answer::audio)
                .map(section -> RemoteAudio.of(answer, section))
                .orElseThrow(() -> new MediaException(Kind.NO_AUDIO, "no audio, or audio refused"));
    }

    /** The answer was set. */
    void accepted() {
        settled = proposed;
    }
}
