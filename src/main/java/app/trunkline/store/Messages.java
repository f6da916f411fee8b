package app.trunkline.store;

import app.trunkline.loop.Observable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The text messages, in SQLite. Any thread; answers come on the database's. */
public final class Messages {
    private static final String COLUMNS = "id, outgoing, peer, address, name, account_id, at, text, state, cause, seen";

    private final Database database;
    private final Observable<Long> version = new Observable<>(0L);

    /**
     * All messages with somebody.
     *
     * @param last the newest
     * @param unread how many were not looked at
     */
    public record Conversation(MessageRecord last, int unread) {}

    /** @param ended in words, why a message of an earlier run that was under way is not known to have arrived */
    public Messages(Database database, String ended) {
        this.database = database;
        database.whenRecovered(this::changed);
        database.write(db -> {
            try (var statement =
                    db.prepareStatement("UPDATE messages SET state = 'FAILED', cause = ? WHERE state = 'SENDING'")) {
                statement.setString(1, ended);
                return statement.executeUpdate();
            }
        });
    }

    /** Grows with every change, on the database's thread. */
    public Observable<Long> version() {
        return version;
    }

    /** Adds a message, or changes the one of that id. */
    public CompletionStage<Void> put(MessageRecord message) {
        return change(db -> {
            try (var insert =
                    db.prepareStatement("INSERT INTO messages (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?)"
                            + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, cause = excluded.cause")) {
                bind(insert, message);
                return insert.executeUpdate();
            }
        });
    }

    /** The newest conversation first. */
    public CompletionStage<List<Conversation>> conversations() {
        return database.read(db -> {
            List<Conversation> found = new ArrayList<>();
            try (var statement = db.createStatement();
                    var rows = statement.executeQuery("SELECT " + COLUMNS + ", (SELECT count(*) FROM messages u"
                            + " WHERE u.peer = m.peer AND u.seen = 0) FROM messages m WHERE m.rowid = (SELECT l.rowid"
                            + " FROM messages l WHERE l.peer = m.peer ORDER BY l.at DESC, l.rowid DESC LIMIT 1)"
                            + " ORDER BY at DESC, rowid DESC")) {
                while (rows.next()) {
                    found.add(new Conversation(read(rows), rows.getInt(12)));
                }
            }
            return found;
        });
    }

    /** The newest messages with somebody, the oldest of them first. */
    public CompletionStage<List<MessageRecord>> with(String peer, int limit) {
        return database.read(db -> {
            try (var query = db.prepareStatement("SELECT " + COLUMNS + " FROM (SELECT rowid AS row, " + COLUMNS
                    + " FROM messages WHERE peer = ? ORDER BY at DESC, rowid DESC LIMIT ?) ORDER BY at, row")) {
                query.setString(1, peer);
                query.setInt(2, limit);
                List<MessageRecord> found = new ArrayList<>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(read(rows));
                    }
                }
                return found;
            }
        });
    }

    /** The messages of that peer were looked at. */
    public CompletionStage<Void> seen(String peer) {
        return change(db -> {
            try (var update = db.prepareStatement("UPDATE messages SET seen = 1 WHERE peer = ? AND seen = 0")) {
                update.setString(1, peer);
                return update.executeUpdate();
            }
        });
    }

    /** Removes the conversation with somebody. */
    public Deletion delete(String peer) {
        return new Deletion(database, "messages", "peer", peer, this::changed);
    }

    private CompletionStage<Void> change(Database.Work<Integer> work) {
        return database.write(work).thenAccept(this::changed);
    }

    /** Looking again at what was seen already is no change. */
    private void changed(int rows) {
        if (rows > 0) {
            changed();
        }
    }

    private void changed() {
        version.set(version.get() + 1);
    }

    private static void bind(PreparedStatement insert, MessageRecord message) throws SQLException {
        insert.setString(1, message.id());
        insert.setBoolean(2, message.outgoing());
        insert.setString(3, message.peer());
        insert.setString(4, message.address());
        insert.setString(5, message.name());
        insert.setString(6, message.accountId());
        insert.setLong(7, message.at().toEpochMilli());
        insert.setString(8, message.text());
        insert.setString(9, message.state().name());
        insert.setString(10, message.cause());
        insert.setBoolean(11, message.seen());
    }

    private static MessageRecord read(ResultSet row) throws SQLException {
        return new MessageRecord(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                DatabaseFile.word(row.getString(9), MessageRecord.State.UNKNOWN),
                row.getString(10),
                0,
                row.getBoolean(11));
    }
}
