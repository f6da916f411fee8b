/**
 * Owns the event loop, observable values, and every thread and clock of the program, and who may open its files. What it provides runs on the
 * loop's thread unless its Javadoc says otherwise. Every package may call it, and it calls none of them.
 */
@NullMarked
package app.trunkline.loop;

import org.jspecify.annotations.NullMarked;
