package app.trunkline.phone;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.Tone;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The telephone as {@link Reception} sees it. On the loop.
 *
 * @param commands takes commands, and carries them out later
 */
record ReceptionDesk(
        Lines lines,
        PhoneNumbers numbers,
        Directory directory,
        CallSounds sounds,
        MediaEngine media,
        Consumer<CallCommand> commands)
        implements Reception.Desk {
    @Override
    public Optional<SipAddress> address(String accountId, String typed) {
        return lines.named(accountId).flatMap(line -> line.address(typed, numbers));
    }

    @Override
    public boolean favourite(SipAddress caller, String country) {
        return directory.favourite(caller, country);
    }

    @Override
    public void silence(CallId call) {
        sounds.silence(call);
    }

    @Override
    public void beep() {
        media.play(new Tone.Attention(), AudioDevice.Role.SPEAKER);
    }

    @Override
    public void tell(CallCommand command) {
        commands.accept(command);
    }
}
