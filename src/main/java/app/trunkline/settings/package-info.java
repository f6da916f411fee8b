/**
 * What the user set: immutable records, replaced as a whole, with generated builders; their file, which Gson reads and
 * writes; and the stores for passwords, which are in no record. Settings change on the event loop, files and secret stores
 * are touched on the executor given, and reading is safe on any thread. Called by {@code phone}, the faces ({@code ui},
 * {@code terminal}) and the wiring; it knows {@code loop} alone.
 */
@NullMarked
package app.trunkline.settings;

import org.jspecify.annotations.NullMarked;
