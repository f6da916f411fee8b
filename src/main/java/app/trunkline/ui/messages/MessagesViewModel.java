package app.trunkline.ui.messages;

import app.trunkline.phone.Command;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Conversations, the one that is open, and what is being written. FX thread; needs no toolkit. */
public final class MessagesViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(MessagesViewModel.class);
    private static final int LIMIT = 500;
    /** For a message whose receiver is not chosen yet. */
    private static final String NOBODY = "";

    /** What the place shows. */
    public enum Page {
        CONVERSATIONS,
        CONVERSATION,
        /** To whom is not written yet. */
        NEW
    }

    /** Whom the open conversation is with. */
    private record Open(String peer, SipAddress address, Optional<String> accountId) {}

    private final PhoneCommands phone;
    private final MessagesSource source;
    private final Correspondents people;
    private final Overview overview;
    private final MessageNews news;
    private final Texts texts;
    private final TimeText times;
    private final Executor fx;
    private final Supplier<Instant> clock;

    private final ObservableList<MessageEntry> messages = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.CONVERSATIONS);
    private final StringProperty to = new SimpleStringProperty("");
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private boolean visible;
    private Optional<Open> open = Optional.empty();
    private long asked;
    private BiConsumer<String, Runnable> deleted = (words, undo) -> {};
    /** What was written and not sent, by whom it is for. */
    private final Map<String, String> drafts = new HashMap<>();

    /**
     * @param fx brings the store's answers back to the FX thread
     */
    public MessagesViewModel(
            PhoneCommands phone,
            MessagesSource source,
            PhoneNumbers numbers,
            Texts texts,
            TimeText times,
            Executor fx,
            Supplier<Instant> clock) {
        this.phone = phone;
        this.source = source;
        this.people = new Correspondents(numbers, texts);
        this.overview = new Overview(people, texts, times, clock);
        this.news = new MessageNews(texts, people);
        this.texts = texts;
        this.times = times;
        this.fx = fx;
        this.clock = clock;
        to.subscribe(() -> error.set(""));
        text.subscribe(() -> error.set(""));
    }

    public ObservableList<ConversationEntry> conversations() {
        return overview.entries();
    }

    /** Of the open conversation, oldest first. */
    public ObservableList<MessageEntry> messages() {
        return messages;
    }

    public ReadOnlyObjectProperty<Page> page() {
        return page.getReadOnlyProperty();
    }

    /** To whom a new message goes. */
    public StringProperty to() {
        return to;
    }

    /** What is being written. */
    public StringProperty text() {
        return text;
    }

    /** With whom the open conversation is. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /** What is wrong with what is being written, in words; empty while nothing is. */
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    /** The message that just came in while its conversation was not in sight, on one line; else empty. */
    public ReadOnlyStringProperty news() {
        return news.line();
    }

    /** Messages that were not looked at. */
    public ReadOnlyIntegerProperty unread() {
        return overview.unread();
    }

    /** Whether the place is in sight: only then is a message that comes looked at. */
    public void show(boolean inSight) {
        visible = inSight;
        look();
    }

    public void apply(PhoneSnapshot snapshot) {
        people.use(snapshot);
        news.apply(
                snapshot.texts(),
                peer -> visible && open.filter(o -> o.peer().equals(peer)).isPresent());
    }

    public void apply(List<Contact> contacts) {
        people.know(contacts);
        overview.refresh();
    }

    /** Reads the messages again; an answer that another question has overtaken is dropped. */
    public void reload() {
        var question = ++asked;
        source.conversations()
                .whenComplete((found, failure) -> fx.execute(() -> {
                    if (failure != null) {
                        LOG.warn("the messages could not be read", failure);
                    } else if (question == asked) {
                        overview.show(found);
                    }
                }));
        open.ifPresent(this::read);
    }

    private void read(Open which) {
        source.with(which.peer(), LIMIT)
                .whenComplete((found, failure) -> fx.execute(() -> {
                    if (failure != null) {
                        LOG.warn("a conversation could not be read", failure);
                    } else if (open.equals(Optional.of(which))) {
                        var now = clock.get();
                        var next = found.stream()
                                .map(message -> MessageEntry.of(message, times.when(message.at(), now), texts))
                                .toList();
                        if (!messages.equals(next)) {
                            messages.setAll(next);
                        }
                        look();
                    }
                }));
    }

    private void look() {
        if (visible && page.get() == Page.CONVERSATION) {
            open.ifPresent(which -> source.seen(which.peer()));
        }
    }

    /** Opens a conversation of the list. */
    public void open(ConversationEntry entry) {
        open(entry.last());
    }

    /** Opens the conversation with somebody, new or not. */
    public void open(SipAddress address) {
        open(people.peer(address), address, Optional.empty());
    }

    private void open(MessageRecord message) {
        people.address(message)
                .ifPresentOrElse(
                        address -> open(
                                message.peer(),
                                address,
                                Optional.of(message.accountId()).filter(id -> !id.isEmpty())),
                        () -> LOG.warn("message {} holds no address that can be written to", message.id()));
    }

    private void open(String peer, SipAddress address, Optional<String> accountId) {
        keepDraft();
        open = Optional.of(new Open(peer, new SipAddress("", address.user(), address.host()), accountId));
        title.set(people.title(address));
        messages.clear();
        text.set(drafts.getOrDefault(peer, ""));
        error.set("");
        page.set(Page.CONVERSATION);
        news.looked(peer);
        open.ifPresent(this::read);
    }

    /** Opens the conversation of the message that was just told of. */
    public void openNews() {
        news.newest().ifPresent(this::open);
        news.dismiss();
    }

    public void dismissNews() {
        news.dismiss();
    }

    /** Begins a message to somebody yet to be named. */
    public void compose() {
        keepDraft();
        open = Optional.empty();
        messages.clear();
        title.set(texts.get("messages.new"));
        if (!drafts.containsKey(NOBODY)) {
            to.set("");
        }
        text.set(drafts.getOrDefault(NOBODY, ""));
        page.set(Page.NEW);
    }

    /** Leads to the list. */
    public void back() {
        keepDraft();
        open = Optional.empty();
        page.set(Page.CONVERSATIONS);
    }

    /** What is being written stays with whom it is for. */
    private void keepDraft() {
        if (page.get() == Page.CONVERSATIONS) {
            return;
        }
        var whose = open.map(Open::peer).orElse(NOBODY);
        if (text.get().isBlank()) {
            drafts.remove(whose);
        } else {
            drafts.put(whose, text.get());
        }
    }

    /** Who is told, in words, what was deleted, and how it comes back. */
    public void whenDeleted(BiConsumer<String, Runnable> taker) {
        deleted = taker;
    }

    public void delete(ConversationEntry entry) {
        deleted.accept(
                texts.get("undo.conversation", entry.title()),
                source.delete(entry.last().peer()));
    }

    /** Calls whoever the open conversation is with. */
    public void call() {
        open.ifPresent(which -> phone.call(people.call(which.address(), which.accountId())));
    }

    /** Sends what is written. */
    public void send() {
        if (text.get().isBlank()) {
            return;
        }
        if (page.get() == Page.NEW && !address()) {
            return;
        }
        open.ifPresent(which -> {
            phone.tell(new Command.SendMessage(people.to(which.address(), which.accountId()), text.get()));
            text.set("");
        });
    }

    private boolean address() {
        try {
            var words = text.get();
            open(people.address(to.get()));
            drafts.remove(NOBODY);
            text.set(words);
            return true;
        } catch (InvalidAddressException e) {
            error.set(Words.of(e.kind()));
            return false;
        }
    }
}
