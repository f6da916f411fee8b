package app.trunkline.ui;

import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.ui.call.CallViewModel;
import java.util.HashSet;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the main window shows: the welcome, the dialpad or the call. FX thread; needs no toolkit. */
public final class MainViewModel {
    /** The phone's face. */
    public enum Page {
        WELCOME,
        DIALER,
        CALL
    }

    /** What stands beside the phone. */
    public enum Place {
        CALLS,
        CONTACTS,
        MESSAGES
    }

    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(Place.CALLS);
    private final CallViewModel call;
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.DIALER);
    private Set<CallId> known = Set.of();
    private boolean welcome;
    private boolean adding;

    /** @param call applies each snapshot before this one does */
    public MainViewModel(CallViewModel call) {
        this.call = call;
        call.present().subscribe(this::settle);
    }

    public ReadOnlyObjectProperty<Page> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Place> place() {
        return place.getReadOnlyProperty();
    }

    /** Shows another place beside the phone. */
    public void go(Place next) {
        place.set(next);
    }

    public void apply(PhoneSnapshot snapshot) {
        welcome = snapshot.lines().isEmpty();
        Set<CallId> next = new HashSet<>();
        snapshot.calls().stream().filter(c -> !c.ended()).map(CallSnapshot::id).forEach(next::add);
        if (!known.containsAll(next) || next.isEmpty()) {
            adding = false;
        }
        known = next;
        settle();
    }

    /** Leads to the dialpad while the call goes on. */
    public void addCall() {
        adding = true;
        settle();
    }

    /** Leads back to the call. */
    public void backToCall() {
        adding = false;
        settle();
    }

    private void settle() {
        if (call.present().get() && !adding) {
            page.set(Page.CALL);
        } else {
            page.set(welcome ? Page.WELCOME : Page.DIALER);
        }
    }
}
