@NullMarked
package app.trunkline.sip.transport;

import org.jspecify.annotations.NullMarked;
