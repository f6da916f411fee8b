package app.trunkline.terminal;

import app.trunkline.phone.DialString;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Words;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;

/** Whom to call: the address, and what was typed for it. */
record Target(SipAddress address, String typed) {
    /**
     * Reads what was typed; with a country set, telephone numbers are completed as the desktop phone does it.
     *
     * @throws UsageException with a sentence when nothing can be called by it
     */
    static Target parse(String typed, AccountSettings line) throws UsageException {
        try {
            var string = DialString.of(typed);
            var dialled = line.country().isBlank()
                    ? string.address()
                    : new PhoneNumbers().dial(string.address(), line.country().strip());
            return new Target(SipAddress.parse(dialled, line.home()), typed.strip());
        } catch (InvalidAddressException e) {
            throw new UsageException(Words.of(e.kind()));
        }
    }
}
