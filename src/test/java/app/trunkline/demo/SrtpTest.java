package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SrtpTest {
    private static final byte[] KEY = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static final byte[] SALT = hex("0EC675AD498AFEEBB6960B3AABE6");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] rtp(int sequence) {
        return new Rtp(false, 111, sequence, 960 * sequence, 0xCAFEBABE, "hello, echo".getBytes()).bytes();
    }

    /** RFC 3711 appendix B.3. */
    @Test
    void derivesTheKeysOfTheStandard() {
        assertThat(Srtp.derive(KEY, SALT, 0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(Srtp.derive(KEY, SALT, 2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(Srtp.derive(KEY, SALT, 1, 94))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A15"
                        + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098"
                        + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576"
                        + "6B68642C59BBFC2F34DB60DBDFB2"));
    }

    /** The packets of libsrtp's own validation (test/srtp_driver.c), made by another implementation with the same key. */
    @Test
    void protectsAndOpensWhatAnotherImplementationDid() {
        var plain = hex("800F1234DECAFBADCAFEBABE" + "AB".repeat(16));
        var sealed = hex("800F1234DECAFBADCAFEBABE" + "4E55DC4CE79978D88CA4D215949D2402" + "B78D6ACC99EA179B8DBB");
        assertThat(new Srtp(KEY, SALT).protect(plain)).isEqualTo(sealed);
        assertThat(new Srtp(KEY, SALT).open(sealed))
                .hasValueSatisfying(p -> assertThat(p).isEqualTo(plain));
        var control = hex("81C8000BCAFEBABE" + "AB".repeat(16));
        var sealedControl =
                hex("81C8000BCAFEBABE" + "7128035BE487B9BDBEF89041F977A5A8" + "80000001" + "993E08CD54D6C1230798");
        var opener = new Srtp(KEY, SALT);
        assertThat(opener.openControl(sealedControl))
                .hasValueSatisfying(p -> assertThat(p).isEqualTo(control));
        var sealer = new Srtp(KEY, SALT);
        sealer.protectControl(control);
        assertThat(sealer.protectControl(control)).isEqualTo(sealedControl);
    }

    @Test
    void opensEachPacketOnceAndNoneThatWasChanged() {
        var sealer = new Srtp(KEY, SALT);
        var opener = new Srtp(KEY, SALT);
        var first = sealer.protect(rtp(1));
        var changed = first.clone();
        changed[13] ^= 1;
        assertThat(opener.open(changed)).isEmpty();
        assertThat(opener.open(first)).isPresent();
        assertThat(opener.open(first)).as("a repetition").isEmpty();
        var second = sealer.protect(rtp(2));
        var third = sealer.protect(rtp(3));
        assertThat(opener.open(third)).isPresent();
        assertThat(opener.open(second)).as("out of order").isPresent();
        assertThat(opener.open(new byte[0])).isEmpty();
        assertThat(opener.open(new byte[22])).isEmpty();
        var report = sealer.protectControl(hex("80C80001CAFEBABE"));
        assertThat(opener.openControl(report)).isPresent();
        assertThat(opener.openControl(report)).isEmpty();
    }

    @Test
    void goesOnWhenTheSequenceNumberTurnsOver() {
        var sealer = new Srtp(KEY, SALT);
        var opener = new Srtp(KEY, SALT);
        for (int i = 65_530; i < 65_550; i++) {
            var plain = rtp(i & 0xFFFF);
            var sealed = sealer.protect(plain);
            assertThat(opener.open(sealed))
                    .hasValueSatisfying(p -> assertThat(p).isEqualTo(plain));
        }
        var late = new Srtp(KEY, SALT);
        assertThat(late.open(sealer.protect(rtp(20))))
                .as("the turn-over counts in the tag")
                .isEmpty();
    }
}
