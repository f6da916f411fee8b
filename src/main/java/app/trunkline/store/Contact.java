package app.trunkline.store;

import java.util.List;

/**
 * Somebody the user knows.
 *
 * @param id row number, 0 before it was stored
 * @param numbers telephone numbers and SIP addresses as typed, the one to call first
 * @param favourite listed before the others
 * @param watched a lamp shows whether they are in a call
 */
public record Contact(long id, String name, List<String> numbers, boolean favourite, boolean watched) {
    public Contact {
        numbers = List.copyOf(numbers);
    }

    /** What is called when nothing else is chosen. */
    public String number() {
        return numbers.isEmpty() ? "" : numbers.getFirst();
    }
}
