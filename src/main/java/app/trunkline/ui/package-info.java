/**
 * Owns the windows and is the only user of JavaFX: each feature is a package with an {@code XView} (nodes and bindings)
 * and an {@code XViewModel} (properties and commands), and knows no other feature. Everything lives on the FX thread;
 * {@link app.trunkline.ui.Fx} is the only way onto it. Only {@code desktop} may call it, through
 * {@link app.trunkline.ui.DesktopPhone}, and {@code Wiring}, which makes the bridge.
 */
@NullMarked
package app.trunkline.ui;

import org.jspecify.annotations.NullMarked;
