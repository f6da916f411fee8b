package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.IdentitySettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The phone that a command asks for.
 *
 * @param line the account, checked by {@link app.trunkline.phone.LineSetup}; codecs and DTMF mode of the call are in it
 * @param password of the line
 * @param turnPassword of its TURN server
 * @param play a WAV file said instead of the microphone
 * @param record a WAV file to which what is heard is written
 * @param input microphone by name, else the saved one
 * @param output speaker by name, else the saved one
 * @param identity whom to believe when callers prove their number, else as saved
 * @param rules what the phone does by itself
 * @param keepCalls the folder where running calls are kept, and found by the next start after a crash
 */
public record PhoneRequest(
        AccountSettings line,
        Optional<String> password,
        Optional<String> turnPassword,
        Optional<Path> play,
        Optional<Path> record,
        Optional<String> input,
        Optional<String> output,
        Optional<IdentitySettings> identity,
        CallSettings rules,
        Optional<Path> keepCalls) {
    /** A phone that does nothing by itself. */
    public PhoneRequest(
            AccountSettings line,
            Optional<String> password,
            Optional<String> turnPassword,
            Optional<Path> play,
            Optional<Path> record,
            Optional<String> input,
            Optional<String> output,
            Optional<IdentitySettings> identity) {
        this(
                line,
                password,
                turnPassword,
                play,
                record,
                input,
                output,
                identity,
                CallSettings.DEFAULT,
                Optional.empty());
    }

    /** Never the passwords. */
    @Override
    public String toString() {
        return "PhoneRequest[" + line.server().addresses() + ", "
                + line.identity().user() + "]";
    }
}
