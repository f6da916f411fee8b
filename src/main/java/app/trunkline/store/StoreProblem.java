package app.trunkline.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Something a person has to know about a database.
 *
 * @param file the database's; for {@link Kind#DAMAGED} the one that was set aside
 */
public record StoreProblem(Contents contents, Kind kind, Path file) {
    /** What is in the database. */
    public enum Contents {
        CALLS,
        /** Contacts and text messages. */
        PEOPLE
    }

    /** What is wrong; all but the first three pass, and are tried again until they have. */
    public enum Kind {
        /** The file was no database, or a damaged one: it is kept under another name, and a new one is in use with
         * what could be read of it. */
        DAMAGED,
        /** A newer Trunkline wrote the file: it is read and not written to. */
        NEWER,
        /** SQLite refused a change for a reason that waiting does not mend; the change is lost. */
        REFUSED,
        /** Another program uses the file. */
        LOCKED,
        /** The disk is full. */
        FULL,
        /** The file or its folder cannot be written or opened. */
        READ_ONLY,
        /** The system could not read or write the file. */
        IO;

        private static final int SQLITE_PERM = 3;
        private static final int SQLITE_BUSY = 5;
        private static final int SQLITE_LOCKED = 6;
        private static final int SQLITE_NOMEM = 7;
        private static final int SQLITE_READONLY = 8;
        private static final int SQLITE_IOERR = 10;
        private static final int SQLITE_CORRUPT = 11;
        private static final int SQLITE_FULL = 13;
        private static final int SQLITE_CANTOPEN = 14;
        private static final int SQLITE_PROTOCOL = 15;
        private static final int SQLITE_NOTADB = 26;

        /** Reads SQLite's primary result code; empty where the statement was wrong, and not the file. */
        static Optional<Kind> of(SQLException failure) {
            return switch (failure.getErrorCode() & 0xff) {
                case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of(DAMAGED);
                case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> Optional.of(LOCKED);
                case SQLITE_FULL -> Optional.of(FULL);
                case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> Optional.of(READ_ONLY);
                case SQLITE_IOERR, SQLITE_NOMEM -> Optional.of(IO);
                default -> Optional.empty();
            };
        }
    }
}
