@NullMarked
package app.trunkline.sip.wire;

import org.jspecify.annotations.NullMarked;
