package app.trunkline.sip.call;

import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.RemoteParty;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import java.util.Optional;

/**
 * Who the far side is, as it changes during the call: transferred or picked up elsewhere (RFC 4916), or known better by
 * the account's own server once somebody has answered (RFC 3325). On the loop.
 */
final class ConnectedParty {
    private final String domain;
    private SipAddress now;
    /** What the far side last said of itself in From: that again tells nothing new. */
    private SipAddress said;

    /**
     * @param first whom we call, or who calls
     * @param invite theirs
     */
    ConnectedParty(SipAddress first, Optional<SipRequest> invite, String domain) {
        this.domain = domain;
        this.now = first;
        this.said = invite.flatMap(request -> RemoteParty.from(request, domain)).orElse(first);
    }

    SipAddress now() {
        return now;
    }

    /** True when it is another by this request or 2xx. Who wants privacy tells nothing. */
    boolean heard(SipMessage message) {
        if (RemoteParty.wantsPrivacy(message)) {
            return false;
        }
        var before = now;
        var asserted = RemoteParty.asserted(message, domain);
        if (message instanceof SipRequest request) {
            var from = RemoteParty.from(request, domain);
            if (asserted.isPresent() || from.filter(this::isNews).isPresent()) {
                now = named(RemoteParty.of(request, domain));
            }
            said = from.orElse(said);
        } else if (asserted.isPresent()) {
            now = named(asserted.get());
        }
        return !now.equals(before);
    }

    private boolean isNews(SipAddress from) {
        return !from.uri().equals(said.uri())
                || !from.displayName().isEmpty() && !from.displayName().equals(said.displayName());
    }

    /** The same number without a name keeps the name it had. */
    private SipAddress named(SipAddress newest) {
        return newest.displayName().isEmpty() && newest.user().equals(now.user())
                ? new SipAddress(now.displayName(), newest.user(), newest.host())
                : newest;
    }
}
