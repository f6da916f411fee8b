/**
 * The window: JavaFX is known here and nowhere else.
 *
 * <p>{@link app.trunkline.ui.DesktopPhone} is the door. Everything runs on the FX thread; {@link app.trunkline.ui.Fx} is the
 * one way onto it. A feature is a package of its own with an {@code XView} (nodes, bindings) and an {@code XViewModel}
 * (properties fed by {@code apply(PhoneSnapshot)}, and commands): the features do not know one another.
 */
@NullMarked
package app.trunkline.ui;

import org.jspecify.annotations.NullMarked;
