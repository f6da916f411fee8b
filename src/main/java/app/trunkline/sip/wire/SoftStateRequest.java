package app.trunkline.sip.wire;

import app.trunkline.sip.SipFailure;
import app.trunkline.sip.SipStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request at a time for soft state, which a server keeps until it runs out (REGISTER, SUBSCRIBE, PUBLISH), up to its
 * final answer: challenges are answered (RFC 3261 section 22.2), and the times in refusals are read. On the loop.
 */
public final class SoftStateRequest {
    private static final Logger LOG = LoggerFactory.getLogger(SoftStateRequest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(32);
    /** Whoever asks for a longer time again and again wants no state at all. */
    private static final int MOST_BRIEFS = 3;

    /** Who asks. */
    public interface Owner {
        /** Goes out now, or, with the answer to a challenge, once more. */
        default void sending(ClientTransaction transaction) {}

        /** 2xx. */
        void accepted(SipResponse response, SipRequest request);

        /** 423: so long at least. */
        void tooBrief(Duration minimum);

        /**
         * A refusal that may say how it can be done.
         *
         * @return true when it is being asked again
         */
        default boolean askedOtherwise(SipResponse refusal) {
            return false;
        }

        /** Anything else, silence included; the time is when the server wants to be asked again. */
        void refused(SipFailure failure, Optional<Duration> retryAfter);
    }

    private final Signalling signalling;
    private final Duration longestWait;
    private final Supplier<Duration> asked;
    private final Owner owner;
    private Optional<ClientTransaction> open = Optional.empty();
    /** How often in a row the time was found too brief. */
    private int briefs;

    /**
     * @param longestWait of what a server asks to wait, that much is believed
     * @param asked for how long it is to be kept, as the last request said
     */
    public SoftStateRequest(Signalling signalling, Duration longestWait, Supplier<Duration> asked, Owner owner) {
        this.signalling = signalling;
        this.longestWait = longestWait;
        this.asked = asked;
        this.owner = owner;
    }

    public void send(SipRequest request) {
        try {
            var transaction = signalling.stack().transaction(request);
            open = Optional.of(transaction);
            owner.sending(transaction);
            transaction.send();
        } catch (WireException e) {
            LOG.warn("{} could not be sent", request.method(), e);
            open = Optional.empty();
            refused(new SipFailure(SipFailure.Kind.TRANSPORT, 0, String.valueOf(e.getMessage())));
        }
    }

    public boolean owns(ClientTransaction transaction) {
        return open.filter(transaction::equals).isPresent();
    }

    /** Nothing that comes for the last request is of interest any more. */
    public void forget() {
        open = Optional.empty();
    }

    public void onTimeout() {
        open = Optional.empty();
        refused(new SipFailure(
                SipFailure.Kind.NO_ANSWER,
                SipStatus.REQUEST_TIMEOUT,
                "no answer within " + PATIENCE.toSeconds() + " s"));
    }

    public void onResponse(SipResponse response, SipRequest request) {
        var code = response.code();
        if (code < 200) {
            return;
        }
        open = Optional.empty();
        if (code < 300) {
            briefs = 0;
            owner.accepted(response, request);
            return;
        }
        switch (code) {
            case SipStatus.UNAUTHORIZED, SipStatus.PROXY_AUTHENTICATION_REQUIRED -> challenged(response, request);
            case SipStatus.INTERVAL_TOO_BRIEF ->
                ServerTimes.minimum(response, asked.get())
                        .filter(_ -> briefs++ < MOST_BRIEFS)
                        .ifPresentOrElse(owner::tooBrief, () -> refused(named(SipFailure.Kind.REFUSED, response)));
            default -> {
                if (!owner.askedOtherwise(response)) {
                    refused(meaning(response, request), ServerTimes.retryAfter(response, longestWait));
                }
            }
        }
    }

    private void challenged(SipResponse response, SipRequest request) {
        switch (signalling.digest().answer(response, request)) {
            case DigestAuthenticator.Outcome.Retry(SipRequest retry) -> {
                signalling.stack().renewVia(retry);
                send(retry);
            }
            case DigestAuthenticator.Outcome.Refused(), DigestAuthenticator.Outcome.NoPassword() ->
                refused(named(SipFailure.Kind.WRONG_CREDENTIALS, response));
            case DigestAuthenticator.Outcome.NoCommonAlgorithm() ->
                refused(named(SipFailure.Kind.NO_COMMON_ALGORITHM, response));
            case DigestAuthenticator.Outcome.TooManyChallenges(), DigestAuthenticator.Outcome.UnknownRealm() ->
                refused(named(SipFailure.Kind.REFUSED, response));
        }
    }

    private void refused(SipFailure failure) {
        refused(failure, Optional.empty());
    }

    private void refused(SipFailure failure, Optional<Duration> retryAfter) {
        briefs = 0;
        owner.refused(failure, retryAfter);
    }

    private static SipFailure meaning(SipResponse response, SipRequest request) {
        var code = response.code();
        var credentials = request.has("Authorization") || request.has("Proxy-Authorization");
        return named(
                switch (code) {
                    case SipStatus.FORBIDDEN ->
                        credentials ? SipFailure.Kind.WRONG_CREDENTIALS : SipFailure.Kind.UNKNOWN_USER;
                    case SipStatus.NOT_FOUND, SipStatus.DOES_NOT_EXIST_ANYWHERE -> SipFailure.Kind.UNKNOWN_USER;
                    case SipStatus.REQUEST_TIMEOUT -> SipFailure.Kind.NO_ANSWER;
                    default -> code >= 500 && code < 600 ? SipFailure.Kind.SERVER_ERROR : SipFailure.Kind.REFUSED;
                },
                response);
    }

    private static SipFailure named(SipFailure.Kind kind, SipResponse response) {
        return new SipFailure(kind, response.code(), response.phrase());
    }
}
