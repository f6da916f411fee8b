package app.trunkline.ui.contacts;

import app.trunkline.store.Contact;

/**
 * A contact as it is shown.
 *
 * @param detail number, and what the lamp says in words
 */
public record ContactEntry(Contact contact, String title, String detail, Light light) {
    /** The picture beside the name; its words stand in the detail. */
    public enum Light {
        NONE,
        UNKNOWN,
        FREE,
        RINGING,
        TALKING,
        AWAY,
        OFFLINE
    }

    /** For screen readers. */
    public String spoken() {
        return title + ", " + detail;
    }
}
