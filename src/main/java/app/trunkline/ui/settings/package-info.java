/**
 * Owns the settings dialog: view models check what is typed and run the test that {@code trunkline check} runs, and
 * {@link app.trunkline.ui.settings.DesktopSettings} works on the stores and the running phone. It lives on the FX
 * thread. {@code ui} and {@code desktop} may call it.
 */
@NullMarked
package app.trunkline.ui.settings;

import org.jspecify.annotations.NullMarked;
