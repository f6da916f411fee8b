/**
 * Owns the windows: JavaFX is known here and nowhere else, and each feature is a package of its own, with an {@code XView}
 * (nodes, bindings) and an {@code XViewModel} (properties fed by {@code apply(PhoneSnapshot)}, and commands), that knows no other
 * feature. Everything runs on the FX thread; {@link app.trunkline.ui.Fx} is the one way onto it. Only {@code desktop} may call
 * it, by {@link app.trunkline.ui.DesktopPhone}.
 */
@NullMarked
package app.trunkline.ui;

import org.jspecify.annotations.NullMarked;
