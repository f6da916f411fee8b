package app.trunkline.desktop;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the user has to know, in words: one text for each subject, which the subject's next one replaces. Any thread in; told
 * on the loop.
 */
public final class Notices {
    private final EventLoop loop;
    private final Map<Object, String> bySubject = new LinkedHashMap<>();
    private final Observable<List<String>> all = new Observable<>(List.of());

    public Notices(EventLoop loop) {
        this.loop = loop;
    }

    /** All of them, the newest subject last. */
    Observable<List<String>> all() {
        return all;
    }

    /** Tells of a problem for as long as there is one. */
    <P> void follow(Observable<Optional<P>> problem, Function<P, String> words) {
        problem.subscribe(now -> tell(problem, now.map(words)));
    }

    /** Replaces what was told of the subject; empty takes it back. */
    public void tell(Object subject, Optional<String> words) {
        loop.execute(() -> {
            words.ifPresentOrElse(text -> bySubject.put(subject, text), () -> bySubject.remove(subject));
            all.set(List.copyOf(bySubject.values()));
        });
    }
}
