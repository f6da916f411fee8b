package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import app.trunkline.store.Messages;
import app.trunkline.ui.contacts.ContactsSource;
import app.trunkline.ui.messages.MessagesSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Contacts, lamps and text messages as a telephone would have them. */
public final class People {
    private People() {}

    public static List<Contact> contacts() {
        return List.of(
                new Contact(1, "Ada Lovelace", List.of("+442079460958", "ada@example.net"), true, false),
                new Contact(2, "Grace Hopper", List.of("grace"), true, true),
                new Contact(3, "Emmy Noether", List.of("emmy"), false, true),
                new Contact(4, "Katherine Johnson", List.of("katherine"), false, true),
                new Contact(5, "Maryam Mirzakhani", List.of("maryam"), false, true),
                new Contact(6, "Sophie Germain", List.of("+33142685300"), false, false));
    }

    public static List<LampSnapshot> lamps() {
        return List.of(
                lamp("grace", LampSnapshot.Calls.RINGING, Optional.of(Direction.INCOMING), "Reception"),
                lamp("emmy", LampSnapshot.Calls.TALKING, Optional.of(Direction.OUTGOING), ""),
                lamp("katherine", LampSnapshot.Calls.IDLE, Optional.empty(), ""),
                lamp("maryam", LampSnapshot.Calls.UNKNOWN, Optional.empty(), ""));
    }

    public static LampSnapshot lamp(
            String user, LampSnapshot.Calls calls, Optional<Direction> direction, String caller) {
        return new LampSnapshot(
                new SipAddress("", user, "example.net"),
                calls,
                direction,
                calls == LampSnapshot.Calls.RINGING && direction.equals(Optional.of(Direction.INCOMING))
                        ? Optional.of(new PickUp(
                                new SipAddress(caller, "caller", "example.net"), new DialogId("c", "r", "l")))
                        : Optional.empty(),
                caller,
                LampSnapshot.Presence.UNKNOWN,
                "");
    }

    public static List<MessageRecord> messages() {
        return List.of(
                message("1", false, "+442079460958", 300, "Are you at your desk this afternoon?", true),
                message("2", true, "+442079460958", 298, "Until five. Call me when you like.", true),
                message(
                        "3",
                        false,
                        "+442079460958",
                        12,
                        "Good. I have the numbers of the analytical engine with me, and a question about the third one.",
                        true),
                failed("4", "+442079460958", 9, "Bring them."),
                message("5", false, "+14155550123", 4, "It was a moth.", false),
                message("6", false, "+14155550123", 3, "In relay 70, panel F.", false));
    }

    public static MessageRecord message(
            String id, boolean outgoing, String peer, long minutesAgo, String text, boolean seen) {
        return new MessageRecord(
                id,
                outgoing,
                peer,
                "sip:" + peer + "@example.net",
                peer.endsWith("123") ? "Grace Hopper" : "",
                "line-1",
                Samples.NOW.minus(Duration.ofMinutes(minutesAgo)),
                text,
                outgoing ? MessageRecord.State.SENT : MessageRecord.State.RECEIVED,
                "",
                outgoing ? 200 : 0,
                seen);
    }

    private static MessageRecord failed(String id, String peer, long minutesAgo, String text) {
        return message(id, true, peer, minutesAgo, text, true)
                .in(
                        MessageRecord.State.FAILED,
                        "Not sent: the other side cannot be reached at the moment. Try again later.",
                        480);
    }

    /** Contacts in memory. */
    public static final class MemoryContacts implements ContactsSource {
        private final Observable<List<Contact>> all;

        public MemoryContacts(List<Contact> contacts) {
            all = new Observable<>(List.copyOf(contacts));
        }

        @Override
        public Observable<List<Contact>> all() {
            return all;
        }

        @Override
        public void save(Contact contact) {
            var next = new ArrayList<>(all.get());
            next.removeIf(each -> each.id() == contact.id());
            var id = contact.id() == 0
                    ? next.stream().mapToLong(Contact::id).max().orElse(0) + 1
                    : contact.id();
            next.add(new Contact(id, contact.name(), contact.numbers(), contact.favourite(), contact.watched()));
            next.sort(Comparator.comparing((Contact each) -> !each.favourite()).thenComparing(Contact::name));
            all.set(List.copyOf(next));
        }

        @Override
        public Runnable delete(long id) {
            var before = all.get();
            all.set(before.stream().filter(each -> each.id() != id).toList());
            return () -> all.set(before);
        }
    }

    /** Text messages in memory. They answer on the asking thread. */
    public static final class MemoryMessages implements MessagesSource {
        private final Observable<Long> version = new Observable<>(0L);
        private final List<MessageRecord> all;

        public MemoryMessages(List<MessageRecord> messages) {
            all = new ArrayList<>(messages);
        }

        public void put(MessageRecord message) {
            all.removeIf(each -> each.id().equals(message.id()));
            all.add(message);
            version.set(version.get() + 1);
        }

        @Override
        public Observable<Long> version() {
            return version;
        }

        @Override
        public CompletionStage<List<Messages.Conversation>> conversations() {
            Map<String, MessageRecord> last = new LinkedHashMap<>();
            all.forEach(message -> last.put(message.peer(), message));
            return CompletableFuture.completedStage(last.values().stream()
                    .sorted(Comparator.comparing(MessageRecord::at).reversed())
                    .map(message -> new Messages.Conversation(message, (int) all.stream()
                            .filter(each -> each.peer().equals(message.peer()) && !each.seen())
                            .count()))
                    .toList());
        }

        @Override
        public CompletionStage<List<MessageRecord>> with(String peer, int limit) {
            return CompletableFuture.completedStage(
                    all.stream().filter(each -> each.peer().equals(peer)).toList());
        }

        @Override
        public void seen(String peer) {
            var before = List.copyOf(all);
            all.replaceAll(each -> each.peer().equals(peer) && !each.seen()
                    ? message(each.id(), each.outgoing(), each.peer(), 1, each.text(), true)
                    : each);
            if (!before.equals(all)) {
                version.set(version.get() + 1);
            }
        }

        @Override
        public Runnable delete(String peer) {
            var before = List.copyOf(all);
            all.removeIf(each -> each.peer().equals(peer));
            version.set(version.get() + 1);
            return () -> {
                all.clear();
                all.addAll(before);
                version.set(version.get() + 1);
            };
        }
    }
}
