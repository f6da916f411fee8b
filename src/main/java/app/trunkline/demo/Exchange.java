package app.trunkline.demo;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.text.Texts;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The telephone exchange: takes every message of every phone and knows who is to answer it. A user agent server for the
 * demo numbers, a registrar, and a proxy between phones ({@link Relay}). On the loop.
 */
final class Exchange {
    static final String ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REGISTER";
    static final String ACCEPT = "Accept: application/sdp";
    static final String SUPPORTED = "Supported: ";

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Set<String> METHODS = Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "REGISTER");
    /** How long {@code *44} talks, and then waits before it calls back. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Media media;
    private final String domain;
    private final String host;
    private final DigestGuard guard;
    private final Registrar registrar;
    private final Relay relay;
    private final Set<Flow> flows = new HashSet<>();
    private final Map<Leg.DialogKey, Leg> legs = new HashMap<>();
    private final Map<String, Leg> invites = new HashMap<>();
    private final Set<Cancellable> pauses = new HashSet<>();

    /**
     * @param domain the phones' domain and the digest realm
     * @param host our own host and port, for Via and Contact
     */
    Exchange(EventLoop loop, Media media, String domain, String host, String password) {
        this.loop = loop;
        this.media = media;
        this.domain = domain;
        this.host = host;
        guard = new DigestGuard(loop, domain, password);
        registrar = new Registrar(loop);
        relay = new Relay(registrar, host);
    }

    void opened(Flow flow) {
        loop.assertOnLoop();
        flows.add(flow);
        relay.opened(flow);
    }

    /** The connection is gone. Its calls live on: sound does not use it, and the phone may come back with another. */
    void closed(Flow flow) {
        loop.assertOnLoop();
        flows.remove(flow);
        relay.closed(flow);
        registrar.closed(flow);
    }

    /** One text or binary frame. */
    void received(Flow flow, String text) {
        loop.assertOnLoop();
        if (text.isBlank()) {
            if (text.equals("\r\n\r\n")) {
                flow.send("\r\n");
            }
            return;
        }
        SipText.Incoming message;
        try {
            message = SipText.parse(text);
        } catch (ParseException e) {
            LOG.info("a message of {} characters that cannot be read was dropped", text.length());
            return;
        }
        switch (message) {
            case SipText.In request -> request(request, flow);
            case SipText.Reply reply -> reply(reply);
        }
    }

    private void reply(SipText.Reply reply) {
        var key = new Leg.DialogKey(reply.callId(), reply.head().getFromTag());
        if (legs.get(key) instanceof TalkingLeg leg) {
            leg.response(reply);
        } else {
            relay.response(reply);
        }
    }

    private void request(SipText.In request, Flow flow) {
        SipText.stamp(request, flow);
        var key = new Leg.DialogKey(
                request.callId(), Optional.ofNullable(request.head().getToTag()).orElse(""));
        var leg = legs.get(key);
        if (leg != null) {
            leg.request(request, flow);
        } else if (relay.request(request, flow)) {
            LOG.debug("relayed {}", request.method());
        } else if (!METHODS.contains(request.method())) {
            flow.send(SipText.response(request, 405, Tokens.token(8), ALLOW));
        } else if (!key.localTag().isEmpty()) {
            if (!request.method().equals("ACK")) {
                flow.send(SipText.response(request, 481, Tokens.token(8)));
            }
        } else {
            outOfDialog(request, flow);
        }
    }

    private void outOfDialog(SipText.In request, Flow flow) {
        switch (request.method()) {
            case "REGISTER" ->
                authorised(request, flow, "Authorization", "WWW-Authenticate", 401)
                        .ifPresent(user -> registrar.register(request, flow, user));
            case "INVITE" -> {
                var known = invites.get(request.branch());
                if (known == null && supported(request, flow)) {
                    authorised(request, flow, "Proxy-Authorization", "Proxy-Authenticate", 407)
                            .ifPresent(user -> invite(request, flow, user));
                }
            }
            case "CANCEL" -> {
                var leg = invites.get(request.branch());
                flow.send(SipText.response(request, leg == null ? 481 : 200, Tokens.token(8)));
                if (leg != null) {
                    leg.cancelled();
                }
            }
            case "OPTIONS" -> flow.send(SipText.response(request, 200, Tokens.token(8), ALLOW, ACCEPT, SUPPORTED));
            case "ACK" -> LOG.debug("ACK of a refusal");
            default -> flow.send(SipText.response(request, 481, Tokens.token(8)));
        }
    }

    private static boolean supported(SipText.In request, Flow flow) {
        var required = SipText.values(request.head(), "Require");
        if (!required.isEmpty()) {
            flow.send(SipText.response(request, 420, Tokens.token(8), "Unsupported: " + String.join(", ", required)));
        }
        return required.isEmpty();
    }

    private Optional<String> authorised(SipText.In request, Flow flow, String header, String challenge, int code) {
        var verdict = guard.check(request, header);
        if (verdict instanceof DigestGuard.Verdict.Known(var user)) {
            return Optional.of(user);
        }
        boolean stale = verdict instanceof DigestGuard.Verdict.Ask(var old) && old;
        flow.send(SipText.response(request, code, Tokens.token(8), guard.challenge(challenge, stale)));
        return Optional.empty();
    }

    private void invite(SipText.In invite, Flow flow, String user) {
        flow.send(SipText.response(invite, 100, ""));
        LOG.info("{} is called", invite.user());
        switch (invite.user()) {
            case "*43" -> answer(invite, flow, true, _ -> {}, _ -> {});
            case "*44" -> answer(invite, flow, false, leg -> pause(leg::end), _ -> pause(() -> callBack(user, flow)));
            case "*45" -> flow.send(SipText.response(invite, 486, Tokens.token(8)));
            case "*46" -> {
                var contact = Dialog.answering(invite, host, flow).contact();
                keep(new RingingLeg(loop, invite, contact, flow, this::forget), invite);
            }
            default -> {
                if (!relay.invite(invite, flow)) {
                    flow.send(SipText.response(invite, 404, Tokens.token(8)));
                }
            }
        }
    }

    private void answer(
            SipText.In invite, Flow flow, boolean echo, Consumer<TalkingLeg> onAnswered, Consumer<TalkingLeg> onEnd) {
        var answered = new boolean[1];
        var leg = new TalkingLeg(
                loop,
                Dialog.answering(invite, host, flow),
                media,
                echo,
                up -> {
                    answered[0] = true;
                    onAnswered.accept(up);
                },
                over -> {
                    forget(over);
                    if (answered[0]) {
                        onEnd.accept(over);
                    }
                });
        keep(leg, invite);
        leg.answer(invite);
    }

    /** Calls the phone from {@code *44} with an echo, over the connection it called on, or where it is now. */
    private void callBack(String user, Flow called) {
        var phones = registrar.of(user);
        var phone = phones.stream()
                .filter(b -> b.flow() == called)
                .findFirst()
                .or(() -> phones.stream().findFirst());
        if (phone.isEmpty()) {
            LOG.info("nobody to call back: {} is not registered", user);
            return;
        }
        var dialog = Dialog.calling(
                "\"" + new Texts().get("demo.caller") + "\" <sip:*44@" + domain + ">",
                "*44",
                "<sip:" + user + "@" + domain + ">",
                phone.get().contact(),
                host,
                phone.get().flow());
        var leg = new TalkingLeg(loop, dialog, media, true, _ -> {}, this::forget);
        legs.put(leg.key(), leg);
        leg.invite();
    }

    private void pause(Runnable then) {
        var self = new Cancellable[] {Cancellable.NONE};
        self[0] = loop.schedule(PAUSE, () -> {
            pauses.remove(self[0]);
            then.run();
        });
        pauses.add(self[0]);
    }

    private void keep(Leg leg, SipText.In invite) {
        legs.put(leg.key(), leg);
        invites.put(invite.branch(), leg);
    }

    private void forget(Leg leg) {
        legs.values().remove(leg);
        invites.values().remove(leg);
    }

    /** Ends every call and closes every connection. */
    void close() {
        loop.assertOnLoop();
        pauses.forEach(Cancellable::cancel);
        pauses.clear();
        List.copyOf(legs.values()).forEach(Leg::end);
        pauses.forEach(Cancellable::cancel);
        List.copyOf(flows).forEach(flow -> flow.close(1001, "the demo line ends"));
    }

    /** Digits heard by the calls that are up, for tests. */
    String digits() {
        loop.assertOnLoop();
        var all = new StringBuilder();
        legs.values().forEach(leg -> {
            if (leg instanceof TalkingLeg talking) {
                all.append(talking.digits());
            }
        });
        return all.toString();
    }
}
