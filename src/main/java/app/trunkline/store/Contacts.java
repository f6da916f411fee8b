package app.trunkline.store;

import app.trunkline.loop.Observable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contacts, in SQLite. Any thread; answers come on the database's. */
public final class Contacts {
    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
    private static final String LINE = "\n";

    private final Database database;
    private final Observable<List<Contact>> all = new Observable<>(List.of());
    /** Whether they are to be read again already: once is enough after many changes. */
    private final AtomicBoolean reading = new AtomicBoolean();

    public Contacts(Database database) {
        this.database = database;
        database.whenRecovered(this::publish);
        publish();
    }

    /** All of them, favourites first, then by name; set on the database's thread at each change. */
    public Observable<List<Contact>> all() {
        return all;
    }

    /** Adds a contact without an id, or changes the one that has it. */
    public CompletionStage<Void> save(Contact contact) {
        var id = database.newId("contacts");
        return database.write(db -> {
                    var sql = contact.id() == 0
                            ? "INSERT INTO contacts (name, numbers, favourite, watched, id) VALUES (?,?,?,?," + id + ")"
                            : "UPDATE contacts SET name = ?, numbers = ?, favourite = ?, watched = ? WHERE id = ?";
                    try (var statement = db.prepareStatement(sql)) {
                        statement.setString(1, contact.name());
                        statement.setString(2, String.join(LINE, contact.numbers()));
                        statement.setBoolean(3, contact.favourite());
                        statement.setBoolean(4, contact.watched());
                        if (contact.id() != 0) {
                            statement.setLong(5, contact.id());
                        }
                        return statement.executeUpdate();
                    }
                })
                .thenAccept(rows -> publish());
    }

    public Deletion delete(long id) {
        return new Deletion(database, "contacts", "id", id, rows -> publish());
    }

    private void publish() {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        database.read(db -> {
                    reading.set(false);
                    List<Contact> found = new ArrayList<>();
                    try (var statement = db.createStatement();
                            var rows =
                                    statement.executeQuery("SELECT id, name, numbers, favourite, watched FROM contacts"
                                            + " ORDER BY favourite DESC, name COLLATE NOCASE, id")) {
                        while (rows.next()) {
                            found.add(new Contact(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    rows.getString(3)
                                            .lines()
                                            .filter(number -> !number.isBlank())
                                            .toList(),
                                    rows.getBoolean(4),
                                    rows.getBoolean(5)));
                        }
                    }
                    return List.copyOf(found);
                })
                .thenAccept(all::set)
                .exceptionally(failure -> {
                    reading.set(false);
                    LOG.error("the contacts could not be read", failure);
                    return null;
                });
    }
}
