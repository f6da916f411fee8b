package app.trunkline.ui.messages;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;
import app.trunkline.ui.People;
import app.trunkline.ui.Samples;
import app.trunkline.ui.kit.TimeText;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final People.MemoryMessages source = new People.MemoryMessages(People.messages());
    private final Texts texts = new Texts();
    private final MessagesViewModel model = new MessagesViewModel(
            phone,
            source,
            NUMBERS,
            texts,
            new TimeText(texts, ZoneOffset.UTC, Locale.UK),
            Runnable::run,
            () -> Samples.NOW);

    @BeforeEach
    void load() {
        model.apply(Samples.phone());
        model.apply(People.contacts());
        source.version().subscribe(version -> model.reload());
    }

    private static PhoneSnapshot with(MessageRecord... messages) {
        return new PhoneSnapshot(
                List.of(Samples.ready()), List.of(), 0, Set.of(), Map.of(), false, List.of(), List.of(messages));
    }

    @Test
    void listsConversationsWithTheNamesOfContacts() {
        assertThat(model.conversations())
                .extracting(ConversationEntry::title)
                .containsExactly("Grace Hopper", "Ada Lovelace");
        assertThat(model.conversations().getFirst().unread()).isEqualTo(2);
        assertThat(model.conversations().getFirst().preview()).isEqualTo("In relay 70, panel F.");
        assertThat(model.conversations().getLast().preview()).isEqualTo("You: Bring them.");
        assertThat(model.unread().get()).isEqualTo(2);
    }

    @Test
    void aStrangersNameForThemselvesStandsBehindTheContacts() {
        var written = People.message("9", false, "grace", 0, "Hi", false);
        var message = new MessageRecord(
                written.id(),
                written.outgoing(),
                written.peer(),
                written.address(),
                "Rear Adm. Hopper",
                written.accountId(),
                written.at(),
                written.text(),
                written.state(),
                written.cause(),
                written.code(),
                written.seen());
        model.apply(with(message));
        assertThat(model.news().get()).isEqualTo("Grace Hopper (Rear Adm. Hopper): Hi");
        model.openNews();
        assertThat(model.title().get()).isEqualTo("Grace Hopper (Rear Adm. Hopper)");
        model.apply(List.of());
        model.open(new ConversationEntry(message, "", "", "", 0));
        assertThat(model.title().get()).isEqualTo("Rear Adm. Hopper");
    }

    @Test
    void isLookedAtOnlyInSight() {
        model.open(model.conversations().getFirst());
        assertThat(model.messages())
                .extracting(MessageEntry::text)
                .containsExactly("It was a moth.", "In relay 70, panel F.");
        assertThat(model.unread().get()).isEqualTo(2);
        model.show(true);
        assertThat(model.unread().get()).isZero();
        model.back();
        assertThat(model.page().get()).isEqualTo(MessagesViewModel.Page.CONVERSATIONS);
    }

    @Test
    void saysWhatWasNotSentAndWhy() {
        model.open(model.conversations().getLast());
        assertThat(model.messages().getLast().failed()).isTrue();
        assertThat(model.messages().getLast().note()).contains("cannot be reached");
        assertThat(model.messages().get(1).failed()).isFalse();
    }

    @Test
    void sendsOverTheLineTheConversationCameBy() {
        model.open(model.conversations().getLast());
        model.text().set("   ");
        model.send();
        model.text().set("Hello 👋");
        model.send();
        assertThat(phone.asked()).containsExactly("message sip:+442079460958@example.net over line-1: Hello 👋");
        assertThat(model.text().get()).isEmpty();
        model.call();
        assertThat(phone.asked().getLast()).startsWith("call sip:+442079460958@example.net");
    }

    @Test
    void writesToSomebodyNew() {
        model.compose();
        model.to().set("a\"b");
        model.text().set("Hi");
        model.send();
        assertThat(model.error().get()).isNotEmpty();
        assertThat(phone.asked()).isEmpty();
        model.to().set("(415) 555-0199");
        assertThat(model.error().get()).isEmpty();
        model.send();
        assertThat(phone.asked()).containsExactly("message sip:+14155550199@example.net over line-1: Hi");
        assertThat(model.page().get()).isEqualTo(MessagesViewModel.Page.CONVERSATION);
        assertThat(model.title().get()).isEqualTo("(415) 555-0199");
    }

    @Test
    void whatIsWrittenAndNotSentStaysWithWhomItIsFor() {
        model.open(model.conversations().getLast());
        model.text().set("To Ada");
        model.open(model.conversations().getFirst());
        assertThat(model.text().get()).isEmpty();
        model.text().set("To Grace");
        model.compose();
        assertThat(model.text().get()).isEmpty();
        model.to().set("(415) 555-0199");
        model.text().set("To somebody");
        model.back();
        model.compose();
        assertThat(model.to().get()).isEqualTo("(415) 555-0199");
        assertThat(model.text().get()).isEqualTo("To somebody");
        model.send();
        model.open(model.conversations().getLast());
        assertThat(model.text().get()).isEqualTo("To Ada");
        model.send();
        model.back();
        model.open(model.conversations().getLast());
        assertThat(model.text().get()).as("it was sent").isEmpty();
        model.open(model.conversations().getFirst());
        assertThat(model.text().get()).isEqualTo("To Grace");
        model.compose();
        assertThat(model.to().get()).isEmpty();
        assertThat(model.text().get()).isEmpty();
    }

    @Test
    void tellsOfAMessageThatIsNotInSight() {
        var message = People.message("9", false, "+442079460958", 0, "Look\nhere", false);
        source.put(message);
        model.apply(with(message));
        assertThat(model.news().get()).isEqualTo("Ada Lovelace: Look here");
        model.dismissNews();
        model.apply(with(message));
        assertThat(model.news().get()).as("told once").isEmpty();
        var next = People.message("10", false, "+442079460958", 0, "And here", false);
        source.put(next);
        model.apply(with(message, next));
        model.openNews();
        model.show(true);
        assertThat(model.title().get()).isEqualTo("Ada Lovelace");
        assertThat(model.news().get()).isEmpty();
        var third = People.message("11", false, "+442079460958", 0, "Now you see me", false);
        source.put(third);
        model.apply(with(message, next, third));
        assertThat(model.news().get()).as("in sight already").isEmpty();
        assertThat(model.messages().getLast().text()).isEqualTo("Now you see me");
    }
}
