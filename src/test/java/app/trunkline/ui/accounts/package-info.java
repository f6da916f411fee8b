@NullMarked
package app.trunkline.ui.accounts;

import org.jspecify.annotations.NullMarked;
