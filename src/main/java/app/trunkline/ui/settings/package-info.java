/**
 * Owns the settings dialog: view models check what is typed and run the same test as {@code trunkline check}, views build the
 * forms, and {@link app.trunkline.ui.settings.DesktopSettings} works on the stores and the running phone. It lives on the FX
 * thread. The window's own package and {@code desktop} may call it.
 */
@NullMarked
package app.trunkline.ui.settings;

import org.jspecify.annotations.NullMarked;
