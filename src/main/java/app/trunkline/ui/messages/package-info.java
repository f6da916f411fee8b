/** Text messages: conversations and what is written in them. FX thread. */
@NullMarked
package app.trunkline.ui.messages;

import org.jspecify.annotations.NullMarked;
