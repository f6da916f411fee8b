package app.trunkline.sip.event;

import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.ClientTransaction;
import app.trunkline.sip.wire.Signalling;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.TransactionUser;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything an account has subscribed to: its voicemail, and whoever is watched. On the loop. */
public final class Subscriptions implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Signalling signalling;
    private final Runnable changed;
    private Optional<Subscription<MessageSummary>> voicemail = Optional.empty();
    private final Map<SipAddress, BusyLampField> lamps = new LinkedHashMap<>();
    /** Those that nobody watches any more, until the server has confirmed it. */
    private final Set<Subscription<?>> leaving = new LinkedHashSet<>();

    private final Supplier<Optional<InetAddress>> server;
    private Optional<MessageSummary> messages = Optional.empty();

    /**
     * @param server the address that the connection goes to, where it is known
     * @param changed after each change of what is known
     */
    public Subscriptions(Signalling signalling, Supplier<Optional<InetAddress>> server, Runnable changed) {
        this.signalling = signalling;
        this.server = server;
        this.changed = changed;
        voicemailChanged();
    }

    /** The account wants to be told of its voicemail, or no longer. */
    public void voicemailChanged() {
        var account = signalling.account();
        if (account.messageWaiting() && voicemail.isEmpty()) {
            var own = new SipAddress("", account.user(), account.domain());
            voicemail = Optional.of(new Subscription<>(
                    signalling,
                    EventPackage.MESSAGE_SUMMARY,
                    own,
                    summary -> messages = Optional.of(summary),
                    changed));
        } else if (!account.messageWaiting()) {
            voicemail.ifPresent(this::leave);
            voicemail = Optional.empty();
            messages = Optional.empty();
        }
    }

    private void leave(Subscription<?> subscription) {
        leaving.add(subscription);
        subscription.end();
    }

    public Optional<MessageSummary> messages() {
        return messages;
    }

    public List<LampSnapshot> lamps() {
        return lamps.values().stream().map(BusyLampField::snapshot).toList();
    }

    /** Watches these from now on, and nobody else. */
    public void watch(Collection<SipAddress> wanted, boolean registered) {
        for (var target : List.copyOf(lamps.keySet())) {
            if (!wanted.contains(target)) {
                Optional.ofNullable(lamps.remove(target)).stream()
                        .flatMap(BusyLampField::subscriptions)
                        .forEach(this::leave);
            }
        }
        for (var target : wanted) {
            lamps.computeIfAbsent(target, t -> new BusyLampField(signalling, t, changed));
        }
        if (registered) {
            registered();
        }
        changed.run();
    }

    private Stream<Subscription<?>> wanted() {
        return Stream.concat(voicemail.stream(), lamps.values().stream().flatMap(BusyLampField::subscriptions));
    }

    private List<Subscription<?>> all() {
        leaving.removeIf(subscription -> subscription.state() instanceof SubscriptionState.Idle);
        return Stream.concat(wanted(), leaving.stream()).toList();
    }

    /** The line is registered: what is not subscribed to yet, or no longer since the connection was lost, is. */
    public void registered() {
        wanted().filter(subscription -> subscription.state() instanceof SubscriptionState.Idle)
                .toList()
                .forEach(Subscription::begin);
    }

    @Override
    public void connectionLost() {
        all().forEach(Subscription::connectionLost);
    }

    public void credentialsChanged() {
        all().forEach(Subscription::credentialsChanged);
    }

    /** Gives everything up. */
    public void end() {
        all().forEach(Subscription::end);
    }

    @Override
    public boolean owns(ClientTransaction transaction) {
        return all().stream().anyMatch(subscription -> subscription.owns(transaction));
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        of(transaction).ifPresent(subscription -> subscription.onResponse(response, transaction.request()));
    }

    @Override
    public void onTimeout(ClientTransaction transaction) {
        of(transaction).ifPresent(Subscription::onTimeout);
    }

    private Optional<Subscription<?>> of(ClientTransaction transaction) {
        return all().stream()
                .filter(subscription -> subscription.owns(transaction))
                .findFirst();
    }

    /** Told in the name of the line itself or of its server, not of somebody who has an address there. */
    private boolean isTheServers(SipRequest notify) {
        var account = signalling.account();
        var from = notify.from().uri();
        var host = from.host().orElse("");
        var user = from.user().orElse("");
        if (host.equalsIgnoreCase(account.domain())) {
            return user.isEmpty()
                    || user.equals(account.user())
                    || account.numbers().contains(user);
        }
        return host.equalsIgnoreCase(account.endpoint().uri().getHost())
                || server.get()
                        .map(InetAddress::getHostAddress)
                        .filter(host::equals)
                        .isPresent();
    }

    /**
     * Takes a NOTIFY and says how to answer it: 481 where it belongs to nothing. Messages may be told without having been
     * asked for (RFC 3842 section 2), by the line's own server alone; the number to call is not taken from there.
     */
    public int onNotify(SipRequest notify) {
        var subscription = all().stream().filter(each -> each.takes(notify)).findFirst();
        if (subscription.isPresent()) {
            var code = subscription.get().onNotify(notify);
            changed.run();
            return code;
        }
        if (!Subscription.event(notify).equals(EventPackage.MESSAGE_SUMMARY.event()) || !isTheServers(notify)) {
            return SipStatus.NO_SUCH_CALL;
        }
        if (notify.isType(EventPackage.MESSAGE_SUMMARY.type())) {
            SimpleMessageSummary.parse(notify.text())
                    .filter(summary -> voicemail.isPresent())
                    .ifPresent(summary ->
                            messages = Optional.of(summary.withAccount(messages.flatMap(MessageSummary::account))));
            changed.run();
        }
        return SipStatus.OK;
    }
}
