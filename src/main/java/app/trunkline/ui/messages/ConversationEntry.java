package app.trunkline.ui.messages;

import app.trunkline.store.MessageRecord;

/**
 * A conversation as it is listed.
 *
 * @param preview the newest message on one line
 * @param unread how many messages were not looked at
 */
public record ConversationEntry(MessageRecord last, String title, String preview, String when, int unread) {}
