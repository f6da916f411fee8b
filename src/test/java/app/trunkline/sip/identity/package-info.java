@NullMarked
package app.trunkline.sip.identity;

import org.jspecify.annotations.NullMarked;
