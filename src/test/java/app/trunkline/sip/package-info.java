@NullMarked
package app.trunkline.sip;

import org.jspecify.annotations.NullMarked;
