package app.trunkline.ui.messages;

/**
 * One message as it is shown.
 *
 * @param note time, and what became of it
 * @param failed true when it was not sent
 */
public record MessageEntry(String id, boolean outgoing, String text, String note, boolean failed) {}
