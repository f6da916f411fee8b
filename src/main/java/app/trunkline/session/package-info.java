/**
 * The desktop around the window: the tray, notifications, the count on the program's icon, media players and the screen saver.
 *
 * <p>Its door is {@link app.trunkline.session.DesktopSession}: whoever has a window says once, as a value, what the desktop is
 * to show of the telephone ({@link app.trunkline.session.SessionView}), and is told what was pressed there
 * ({@link app.trunkline.session.Press}) and what this desktop can do ({@link app.trunkline.session.Abilities}). Words come
 * ready-made; nothing in here decides on a call.
 *
 * <p>On Linux it is the session bus (D-Bus), by dbus-java, which no other room knows. One thread owns the connection and
 * everything said over it: values go in conflated, each call has a deadline, and a bus that is missing, slow or dies costs
 * nobody else any time. Where a service comes late or again, as a panel that is restarted, it is told anew.
 */
@NullMarked
package app.trunkline.session;

import org.jspecify.annotations.NullMarked;
