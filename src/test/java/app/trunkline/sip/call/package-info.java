@NullMarked
package app.trunkline.sip.call;

import org.jspecify.annotations.NullMarked;
