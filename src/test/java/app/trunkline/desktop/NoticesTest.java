package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.phone.Words;
import app.trunkline.store.StoreProblem;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the window says of settings and databases. */
class NoticesTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Notices notices = new Notices(loop);

    @Test
    void eachProblemIsToldForAsLongAsThereIsOneBesideTheOthers() {
        var disk = new Observable<>(Optional.<String>empty());
        var file = new Observable<>(Optional.of("broken"));
        notices.follow(disk, text -> "The disk is " + text + ".");
        notices.follow(file, text -> "The file is " + text + ".");
        loop.settle();
        assertThat(notices.all().get()).containsExactly("The file is broken.");
        disk.set(Optional.of("full"));
        loop.settle();
        assertThat(notices.all().get()).containsExactly("The file is broken.", "The disk is full.");
        disk.set(Optional.of("fuller"));
        file.set(Optional.empty());
        loop.settle();
        assertThat(notices.all().get()).containsExactly("The disk is fuller.");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongWithADatabaseNamesTheFileAndWhatToDo(StoreProblem.Kind kind) {
        var words = Words.of(new StoreProblem(StoreProblem.Contents.PEOPLE, kind, Path.of("/data/people.db")));
        assertThat(words).contains("contacts and messages", "/data/people.db");
    }
}
