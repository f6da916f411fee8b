package app.trunkline.sip.event;

import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Signalling;
import java.util.stream.Stream;

/** Somebody who is watched: their calls and their presence, each by a subscription of its own. On the loop. */
final class BusyLampField {
    private final SipAddress target;
    private final Subscription<DialogInfoDocument> calls;
    private final Subscription<PresenceDocument> presence;
    private DialogInfo dialogs = DialogInfo.NOTHING_KNOWN;
    private PresenceDocument document = PresenceDocument.NOTHING_KNOWN;

    BusyLampField(Signalling signalling, SipAddress target, Runnable changed) {
        this.target = target;
        calls = new Subscription<>(signalling, EventPackage.DIALOG, target, this::onDialogs, () -> {
            if (!stands(calls())) {
                dialogs = DialogInfo.NOTHING_KNOWN;
            }
            changed.run();
        });
        presence = new Subscription<>(signalling, EventPackage.PRESENCE, target, parsed -> document = parsed, () -> {
            if (!stands(presence())) {
                document = PresenceDocument.NOTHING_KNOWN;
            }
            changed.run();
        });
    }

    private Subscription<?> calls() {
        return calls;
    }

    private Subscription<?> presence() {
        return presence;
    }

    private static boolean stands(Subscription<?> subscription) {
        return switch (subscription.state()) {
            case SubscriptionState.Active _, SubscriptionState.Refreshing _ -> true;
            case SubscriptionState.Idle _,
                    SubscriptionState.Asking _,
                    SubscriptionState.Waiting _,
                    SubscriptionState.Refused _,
                    SubscriptionState.Leaving _ -> false;
        };
    }

    private void onDialogs(DialogInfoDocument news) {
        var update = dialogs.with(news);
        dialogs = update.next();
        if (update.gap()) {
            calls.refresh();
        }
    }

    Stream<Subscription<?>> subscriptions() {
        return Stream.of(calls, presence);
    }

    LampSnapshot snapshot() {
        var dark = LampSnapshot.dark(target);
        return dialogs.shown(new LampSnapshot(
                target,
                dark.calls(),
                dark.direction(),
                dark.pickUp(),
                dark.caller(),
                document.presence(),
                document.note()));
    }
}
