package app.trunkline.desktop;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Subscription;
import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Softphone;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.SipAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ordinary day of the desktop phone without a person: once the demo line is registered it calls the echo, sends a
 * digit, holds, takes back and hangs up. The installer is built by it: what was loaded meanwhile goes into the AOT cache.
 * On the loop.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofMillis(1500);
    private static final String ECHO = "*43";

    private final EventLoop loop;
    private final Softphone phone;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private Optional<CallId> call = Optional.empty();
    private Optional<Subscription> watching = Optional.empty();

    private Rehearsal(EventLoop loop, Softphone phone) {
        this.loop = loop;
        this.phone = phone;
    }

    /**
     * Begins, as soon as a line of the phone is registered.
     *
     * @return the exit status, on the loop; 3 where the call failed or nothing came of it within a minute
     */
    static CompletableFuture<Integer> start(EventLoop loop, Softphone phone) {
        var rehearsal = new Rehearsal(loop, phone);
        loop.execute(() -> rehearsal.watching = Optional.of(phone.snapshot().subscribe(rehearsal::next)));
        loop.schedule(WHOLE, () -> rehearsal.end("not done in time", 3));
        return rehearsal.over;
    }

    private void next(PhoneSnapshot now) {
        if (call.isEmpty()) {
            now.lines().stream().filter(LineSnapshot::ready).findFirst().ifPresent(this::call);
        } else {
            now.calls().stream()
                    .filter(c -> call.equals(Optional.of(c.id())))
                    .findFirst()
                    .ifPresent(this::follow);
        }
    }

    private void call(LineSnapshot line) {
        var target = new SipAddress("", ECHO, line.domain());
        call = Optional.of(phone.call(new Dialled(target, Dialling.of(ECHO), Optional.of(line.accountId()))));
        later(1, () -> call.ifPresent(id -> phone.tell(new CallCommand.SendDigits(id, "5"))));
        later(2, () -> call.ifPresent(id -> phone.tell(new CallCommand.Hold(id))));
        later(3, () -> call.ifPresent(id -> phone.tell(new CallCommand.Resume(id))));
        later(4, () -> call.ifPresent(id -> phone.tell(new CallCommand.HangUp(id))));
    }

    private void later(int whiles, Runnable step) {
        loop.schedule(A_WHILE.multipliedBy(whiles), step);
    }

    private void follow(CallSnapshot now) {
        if (now.state() instanceof CallState.Ended ended) {
            end("call ended: " + ended.reason(), ended.reason().kind() == EndReason.Kind.HUNG_UP_HERE ? 0 : 3);
        }
    }

    private void end(String how, int status) {
        watching.ifPresent(Subscription::close);
        if (over.complete(status)) {
            LOG.info("rehearsal: {}", how);
        }
    }
}
