/**
 * End-to-end tests of the packaged program against the laboratory in {@code src/it/lab}: real servers, real peers, sound measured by
 * its frequency.
 *
 * <p>Everything runs on the test's own thread; only {@link app.trunkline.it.Events} is fed from a reader's thread. Nothing here waits
 * by sleeping: a wait is for an event, with a generous limit, and a failure tells what came instead.
 */
@NullMarked
package app.trunkline.it;

import org.jspecify.annotations.NullMarked;
