@NullMarked
package app.trunkline.ui.contacts;

import org.jspecify.annotations.NullMarked;
