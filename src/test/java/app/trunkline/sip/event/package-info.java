@NullMarked
package app.trunkline.sip.event;

import org.jspecify.annotations.NullMarked;
