package app.trunkline.phone;

import app.trunkline.loop.Observable;
import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Writes down what it is asked, one line a command, and publishes what the test gives it. */
public final class RecordingPhone implements PhoneCommands {
    private final Observable<PhoneSnapshot> snapshot = new Observable<>(PhoneSnapshot.EMPTY);
    private final Observable<Levels> levels = new Observable<>(Levels.SILENCE);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The commands so far, oldest first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Publishes a snapshot. */
    public void publish(PhoneSnapshot next) {
        snapshot.set(next);
    }

    @Override
    public Observable<PhoneSnapshot> snapshot() {
        return snapshot;
    }

    @Override
    public Observable<Levels> levels() {
        return levels;
    }

    @Override
    public CallId call(SipAddress target, String dialled, CallFrom from) {
        var as = from.presentation().number().map(number -> " as " + number).orElse("")
                + (from.presentation().hidden() ? " hidden" : "");
        asked.add("call " + target.uri() + " dialled " + dialled + " over "
                + from.accountId().orElse("any") + as);
        return new CallId("recorded-" + asked.size());
    }

    @Override
    public void answer(CallId call) {
        asked.add("answer " + call);
    }

    @Override
    public void reject(CallId call, int code) {
        asked.add("reject " + call + " " + code);
    }

    @Override
    public void redirect(CallId call, SipAddress target) {
        asked.add("redirect " + call + " to " + target.uri());
    }

    @Override
    public void rule(UnaryOperator<CallSettings> change) {
        var now = snapshot.get();
        snapshot.set(new PhoneSnapshot(now.lines(), now.calls(), now.historyVersion(), change.apply(now.rules())));
        asked.add("rule");
    }

    @Override
    public void hangup(CallId call) {
        asked.add("hangup " + call);
    }

    @Override
    public void hold(CallId call) {
        asked.add("hold " + call);
    }

    @Override
    public void resume(CallId call) {
        asked.add("resume " + call);
    }

    @Override
    public void mute(CallId call, boolean muted) {
        asked.add((muted ? "mute " : "unmute ") + call);
    }

    @Override
    public void dtmf(CallId call, String digits) {
        asked.add("dtmf " + call + " " + digits);
    }

    @Override
    public void transfer(CallId call, SipAddress target) {
        asked.add("transfer " + call + " to " + target.uri());
    }

    @Override
    public void join(CallId first, CallId second) {
        asked.add("join " + first + " and " + second);
    }

    @Override
    public void followTransfer(CallId call, boolean yes) {
        asked.add((yes ? "follow " : "stay in ") + call);
    }

    @Override
    public CallId pickUp(SipAddress telephone, PickUp ringing) {
        asked.add("pick up " + ringing.dialog().callId() + " of "
                + ringing.target().uri() + " at " + telephone);
        return new CallId("recorded-" + asked.size());
    }

    @Override
    public void conference() {
        asked.add("conference");
    }

    @Override
    public void split() {
        asked.add("split");
    }

    @Override
    public void storedDigits(CallId call, boolean send) {
        asked.add((send ? "send" : "drop") + " stored digits " + call);
    }

    @Override
    public void split(CallId call) {
        asked.add("split " + call);
    }

    @Override
    public void record(CallId call, boolean on) {
        asked.add((on ? "record " : "stop recording ") + call);
    }

    @Override
    public void agreeToRecording() {
        asked.add("agree to recording");
    }

    @Override
    public void silence(CallId call) {
        asked.add("silence " + call);
    }

    @Override
    public void reconnectNow() {
        asked.add("reconnect");
    }

    @Override
    public void keyTone(char digit) {
        asked.add("tone " + digit);
    }

    @Override
    public String message(SipAddress target, String text, Optional<String> accountId) {
        asked.add("message " + target.uri() + " over " + accountId.orElse("any") + ": " + text);
        return "message-" + asked.size();
    }

    @Override
    public void watch(List<SipAddress> targets) {
        asked.add("watch " + targets);
    }
}
