@NullMarked
package app.trunkline.ui.messages;

import org.jspecify.annotations.NullMarked;
