/**
 * The event loop on which signalling and policy run, and the only place where threads are made and clocks are read.
 *
 * <p>Owns: {@link app.trunkline.loop.EventLoop} (tasks and timers in order, one thread), {@link
 * app.trunkline.loop.Observable} (a value that can be watched) and {@link app.trunkline.loop.Threads} (named threads).
 * Depends on no other package of the project.
 */
@NullMarked
package app.trunkline.loop;

import org.jspecify.annotations.NullMarked;
