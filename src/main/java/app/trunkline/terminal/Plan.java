package app.trunkline.terminal;

import app.trunkline.phone.Dialled;
import app.trunkline.sip.Presentation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a session is to do by itself.
 *
 * @param target whom to call; empty for a session that waits for calls
 * @param calls how many calls, one after another; empty for a session that waits until it is told to end
 * @param talk time of conversation after which to hang up
 * @param dtmf digits sent once sound flows; may be empty
 * @param dtmfByInfo true when digits do not need the sound's stream
 * @param answerAfter time after which an incoming call is answered; empty to leave it to the commands
 * @param reject SIP status with which incoming calls are refused
 * @param presentation as whom calls are placed
 */
record Plan(
        Optional<Dialled> target,
        OptionalInt calls,
        Optional<Duration> talk,
        String dtmf,
        boolean dtmfByInfo,
        Optional<Duration> answerAfter,
        OptionalInt reject,
        Presentation presentation) {}
