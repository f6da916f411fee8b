package app.trunkline.ui.contacts;

import app.trunkline.loop.Observable;
import app.trunkline.store.Contact;
import app.trunkline.store.Contacts;
import java.util.List;

/** Where the contacts come from: the database, or a list in tests. Any thread. */
public interface ContactsSource {
    /** All of them, in the order to show. */
    Observable<List<Contact>> all();

    /** Adds a contact without an id, or changes the one that has it. */
    void save(Contact contact);

    /** @return brings it back */
    Runnable delete(long id);

    /** The database's. */
    static ContactsSource of(Contacts contacts) {
        return new ContactsSource() {
            @Override
            public Observable<List<Contact>> all() {
                return contacts.all();
            }

            @Override
            public void save(Contact contact) {
                contacts.save(contact);
            }

            @Override
            public Runnable delete(long id) {
                return contacts.delete(id)::undo;
            }
        };
    }
}
