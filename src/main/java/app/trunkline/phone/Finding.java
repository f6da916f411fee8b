package app.trunkline.phone;

import app.trunkline.media.AudioDevices;
import app.trunkline.phone.LineCheck.Outcome;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.StunProbe.Answer;
import app.trunkline.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a step of a line's check found; pure judgements. */
record Finding(Outcome outcome, String words, String detail) {
    private static final Texts TEXTS = new Texts();

    private static Finding good(String words) {
        return new Finding(Outcome.GOOD, words, "");
    }

    static Finding bad(String words, String detail) {
        return new Finding(Outcome.BAD, words, detail);
    }

    static Finding skipped(String words) {
        return new Finding(Outcome.SKIPPED, words, "");
    }

    /** Whether a phone of one line is registered; empty while it is still trying. */
    static Optional<Finding> registration(PhoneSnapshot snapshot) {
        if (snapshot.lines().isEmpty()) {
            return Optional.empty();
        }
        var line = snapshot.lines().getFirst();
        if (line.passwordMissing()) {
            return Optional.of(bad(TEXTS.get("check.no-password"), ""));
        }
        if (line.transport() instanceof TransportState.Lost(var failure)) {
            return Optional.of(bad(Words.of(failure), failure.detail()));
        }
        return switch (line.registration()) {
            case RegistrationState.Registered(Duration expires, Instant _) ->
                Optional.of(good(TEXTS.get("check.registered", expires.toSeconds())));
            case RegistrationState.BackingOff(Instant _, int _, var failure) -> Optional.of(refused(failure));
            case RegistrationState.Unregistered(var failure) -> failure.map(Finding::refused);
            case RegistrationState.Registering _, RegistrationState.Refreshing _, RegistrationState.Unregistering _ ->
                Optional.empty();
        };
    }

    private static Finding refused(SipFailure failure) {
        return bad(Words.of(failure), failure.code() + " " + failure.phrase());
    }

    /** Whether there is sound; empty while the devices are not known. */
    static Optional<Finding> sound(AudioDevices found) {
        return switch (found.status()) {
            case UNKNOWN -> Optional.empty();
            case NO_SOUND -> Optional.of(noSound());
            case READY -> {
                if (found.microphones().isEmpty()) {
                    yield Optional.of(bad(TEXTS.get("check.no-microphone"), ""));
                }
                yield Optional.of(
                        found.speakers().isEmpty()
                                ? bad(TEXTS.get("check.no-speaker"), "")
                                : good(TEXTS.get(
                                        "check.sound",
                                        found.microphones().size(),
                                        found.speakers().size())));
            }
        };
    }

    static Finding noSound() {
        return bad(TEXTS.get("check.no-sound"), "");
    }

    static Finding server(Answer answer) {
        var detail = answer.toString();
        return switch (answer) {
            case Answer.Mapped(var address) ->
                new Finding(Outcome.GOOD, TEXTS.get("check.mapped", address.getHostString()), detail);
            case Answer.Relayed(var address) ->
                new Finding(Outcome.GOOD, TEXTS.get("check.relayed", address.getHostString()), detail);
            case Answer.Refused(int code, String _)
            when code == SipStatus.UNAUTHORIZED -> bad(TEXTS.get("check.unauthorised"), detail);
            case Answer.Refused(int code, String reason) -> bad(TEXTS.get("check.refused", code, reason), detail);
            case Answer.Silent() -> bad(TEXTS.get("check.silent"), detail);
            case Answer.Unreached(var failure) -> bad(Words.of(failure), failure.detail());
            case Answer.UnknownHost() -> bad(TEXTS.get("check.unknown-host"), detail);
            case Answer.Failed(String _) -> bad(TEXTS.get("check.failed"), detail);
        };
    }
}
