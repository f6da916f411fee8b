/**
 * The call log, the contacts and the text messages, each in an SQLite file; a database that fails is told of in {@link
 * app.trunkline.store.Database#problem}. Each file has one thread, on which all of its work runs; whoever asks gets the
 * answer as a stage and never waits. Called by {@code phone}, {@code ui} and the wiring; it knows {@code loop} alone.
 */
@NullMarked
package app.trunkline.store;

import org.jspecify.annotations.NullMarked;
