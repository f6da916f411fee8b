package app.trunkline.ui.contacts;

import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.store.Contact;
import java.util.Optional;

/**
 * A contact as it is shown.
 *
 * @param detail number, and what the lamp says in words
 * @param pickUp the call that rings there, where it can be taken
 */
public record ContactEntry(Contact contact, String title, String detail, Light light, Optional<PickUp> pickUp) {
    /** The picture beside the name; its words stand in the detail. */
    public enum Light {
        NONE,
        UNKNOWN,
        FREE,
        RINGING,
        TALKING,
        AWAY,
        /** Has no time, by their own word or that of their telephone. */
        BUSY,
        OFFLINE;

        /** Calls come before presence: whoever rings or talks is there. */
        static Light of(LampSnapshot lamp) {
            return switch (lamp.calls()) {
                case RINGING -> RINGING;
                case TALKING -> TALKING;
                case IDLE ->
                    switch (lamp.presence()) {
                        case AVAILABLE, UNKNOWN, OFFLINE -> FREE;
                        case BUSY -> BUSY;
                        case AWAY -> AWAY;
                    };
                case UNKNOWN ->
                    switch (lamp.presence()) {
                        case UNKNOWN -> UNKNOWN;
                        case AVAILABLE -> FREE;
                        case BUSY -> BUSY;
                        case AWAY -> AWAY;
                        case OFFLINE -> OFFLINE;
                    };
            };
        }
    }

    /** For screen readers. */
    public String spoken() {
        return title + ", " + detail;
    }
}
