package app.trunkline.ui.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.Words;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import app.trunkline.ui.accounts.LineViewModel.Light;
import app.trunkline.ui.accounts.LineViewModel.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();
    private static final RegistrationState NONE = new RegistrationState.Unregistered(Optional.empty());

    private final RecordingPhone phone = new RecordingPhone();
    private final AccountsViewModel accounts = new AccountsViewModel(phone, NUMBERS, new Texts());

    private LineViewModel shown(LineSnapshot line) {
        accounts.apply(Samples.phone(List.of(line)), Samples.NOW);
        return accounts.lines().getFirst();
    }

    private static LineSnapshot line(TransportState transport, RegistrationState registration) {
        return Samples.line(transport, registration, Optional.empty());
    }

    @Test
    void aReadyLineShowsItsNumber() {
        var line = shown(Samples.ready());
        assertThat(line.title().get()).isEqualTo("Office  ·  (415) 555-0101");
        assertThat(line.state().get()).isEqualTo("Ready");
        assertThat(line.light().get()).isEqualTo(Light.READY);
        assertThat(line.problem().get()).isEmpty();
        assertThat(line.remedy().get()).isEqualTo(Remedy.NONE);
    }

    @Test
    void aWrongPasswordLeadsToTheSettings() {
        var line = shown(Samples.refused());
        assertThat(line.state().get()).isEqualTo("Not signed in");
        assertThat(line.light().get()).isEqualTo(Light.PROBLEM);
        assertThat(line.problem().get())
                .isEqualTo(Words.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "")));
        assertThat(line.remedy().get()).isEqualTo(Remedy.OPEN_SETTINGS);
    }

    @Test
    void aMissingPasswordIsAskedFor() {
        var missing = new LineSnapshot(
                "line-1",
                "Office",
                "+14155550101",
                "US",
                "example.net",
                new TransportState.Idle(),
                NONE,
                Optional.empty(),
                true,
                java.util.List.of());
        var line = shown(missing);
        assertThat(line.problem().get()).contains("password");
        assertThat(line.remedy().get()).isEqualTo(Remedy.OPEN_SETTINGS);
    }

    @Test
    void aLostConnectionCountsDownToTheNextTry() {
        var failure = new TransportFailure(TransportFailure.Kind.REFUSED, "");
        var line =
                shown(Samples.line(new TransportState.Lost(failure), NONE, Optional.of(Samples.NOW.plusMillis(2500))));
        assertThat(line.problem().get()).isEqualTo(Words.of(failure));
        assertThat(line.remedy().get()).isEqualTo(Remedy.TRY_NOW);
        assertThat(accounts.counting()).isTrue();
        assertThat(line.retry().get()).isEqualTo("Next try in 3 s");
        accounts.tick(Samples.NOW.plusSeconds(2));
        assertThat(line.retry().get()).isEqualTo("Next try in 1 s");
        accounts.tick(Samples.NOW.plusSeconds(3));
        assertThat(line.retry().get()).isEmpty();
        accounts.tryNow();
        assertThat(phone.asked()).containsExactly("reconnect");
    }

    @Test
    void aRegistrationThatWaitsCountsDownToo() {
        var failure = new SipFailure(SipFailure.Kind.SERVER_ERROR, 503, "");
        var line = shown(line(
                new TransportState.Connected(),
                new RegistrationState.BackingOff(Samples.NOW.plusSeconds(30), 2, failure)));
        assertThat(line.problem().get()).isEqualTo(Words.of(failure));
        assertThat(line.retry().get()).isEqualTo("Next try in 30 s");
    }

    @Test
    void connectingAndSigningInAreTold() {
        assertThat(shown(line(new TransportState.Connecting(), NONE)).state().get())
                .isEqualTo("Connecting…");
        assertThat(shown(line(new TransportState.Connected(), new RegistrationState.Registering(1)))
                        .state()
                        .get())
                .isEqualTo("Signing in…");
        assertThat(shown(line(new TransportState.Connected(), new RegistrationState.Refreshing(Instant.EPOCH)))
                        .state()
                        .get())
                .isEqualTo("Ready");
    }

    @Test
    void aLineKeepsItsViewModel() {
        var before = shown(Samples.ready());
        var after = shown(Samples.refused());
        assertThat(after).isSameAs(before);
    }

    @Test
    void saysWhenThereIsNoSound() {
        accounts.apply(AudioDevices.UNKNOWN);
        assertThat(accounts.silent().get()).isFalse();
        accounts.apply(AudioDevices.NONE);
        assertThat(accounts.silent().get()).isTrue();
        var one = List.of(new AudioDevice("a", "Headset", true));
        accounts.apply(new AudioDevices(AudioDevices.Status.READY, one, one));
        assertThat(accounts.silent().get()).isFalse();
        accounts.apply(new AudioDevices(AudioDevices.Status.READY, List.of(), one));
        assertThat(accounts.silent().get()).isTrue();
    }
}
