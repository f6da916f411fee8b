package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaException;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.transport.TransportFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<String> all() {
        return Stream.of(
                        Stream.of(EndReason.Kind.values()).map(kind -> Words.of(EndReason.of(kind))),
                        Stream.of(TransportFailure.Kind.values())
                                .map(kind -> Words.of(new TransportFailure(kind, "PKIX path building failed"))),
                        Stream.of(InvalidAddressException.Kind.values()).map(Words::of))
                .flatMap(words -> words)
                .toList();
    }

    @Test
    void saysEverythingInSentencesOfItsOwnWithoutTechnicalDetail() {
        assertThat(all())
                .allSatisfy(words -> assertThat(words)
                        .endsWith(".")
                        .doesNotContain("PKIX", "Exception", "_")
                        .hasSizeBetween(8, 180));
        assertThat(new HashSet<>(all())).hasSameSizeAs(all());
        assertThat(Stream.of(MediaException.Kind.values()).map(Words::of))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).endsWith("."));
        assertThat(Stream.of(SipFailure.Kind.values()).map(kind -> Words.of(new SipFailure(kind, 0, ""))))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).endsWith("."));
    }

    @Test
    void aRefusedCertificateIsToldWithItsDateOrItsNames() {
        assertThat(Words.of(new TransportFailure(TransportFailure.Kind.EXPIRED_CERTIFICATE, "", "2026-11-29")))
                .isEqualTo("The server's certificate expired on 2026-11-29. Tell your provider, or set this computer's"
                        + " clock if it is wrong.");
        assertThat(Words.of(new TransportFailure(TransportFailure.Kind.NOT_YET_VALID_CERTIFICATE, "", "2026-12-02")))
                .isEqualTo("The server's certificate is valid from 2026-12-02 on. Check this computer's clock, or tell"
                        + " your provider.");
        assertThat(Words.of(new TransportFailure(TransportFailure.Kind.WRONG_HOST_NAME, "", "a.example, b.example")))
                .isEqualTo(
                        "The server's certificate is for a.example, b.example. Use the name your provider gave you.");
    }

    @Test
    void anEmergencyCallThatFailedIsToldAtOnce() {
        assertThat(Words.ofEmergency(new EndReason(EndReason.Kind.FORBIDDEN, 403, "")))
                .isEqualTo("This line did not place the emergency call. Use another telephone now. (403)");
        assertThat(Words.ofEmergency(EndReason.of(EndReason.Kind.HUNG_UP_THERE)))
                .isEqualTo(Words.of(EndReason.of(EndReason.Kind.HUNG_UP_THERE)));
    }

    @Test
    void quotesTheServerOnlyWhereItsWordsAreTheOnlyHint() {
        assertThat(Words.of(new SipFailure(SipFailure.Kind.REFUSED, 423, "Interval\r\nToo Brief")))
                .isEqualTo("The server rejected the registration: Interval  Too Brief. (423)");
        assertThat(Words.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Account suspended")))
                .isEqualTo("The server does not let this line register: Account suspended. Check the user name, the"
                        + " password and the account. (403)");
        assertThat(Words.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Forbidden")))
                .isEqualTo(Words.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 401, "")));
        assertThat(Words.of(new EndReason(EndReason.Kind.NOT_FOUND, 404, "Not Found")))
                .isEqualTo("There is no such number. Check what you dialled. (404)");
        assertThat(Words.of(new EndReason(EndReason.Kind.BUSY, 486, "Busy Here")))
                .isEqualTo("The other side is busy. Try again later.");
    }

    @Test
    void aPickUpThatFailsIsAboutTheCallThatRang() {
        var relations = new CallRelations(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SipAddress("Grace", "grace", "example.net")));
        assertThat(Words.of(new EndReason(EndReason.Kind.REJECTED, 481, "No Call"), relations))
                .isEqualTo("Nothing is ringing at Grace any more.");
        assertThat(Words.of(new EndReason(EndReason.Kind.BUSY, 486, "Busy"), relations))
                .isEqualTo("The call was answered before you could pick it up.");
        assertThat(Words.of(new EndReason(EndReason.Kind.NOT_FOUND, 404, "Not Found"), relations))
                .contains("Grace", "(404)");
        assertThat(Words.of(EndReason.of(EndReason.Kind.HUNG_UP_THERE), relations))
                .isEqualTo("The other side hung up.");
        assertThat(Words.of(new EndReason(EndReason.Kind.BUSY, 486, "Busy"), CallRelations.NONE))
                .isEqualTo("The other side is busy. Try again later.");
    }
}
