/**
 * This machine's place in the network: its addresses and ways out ({@link app.trunkline.network.MachineNetwork}), and the
 * system's own word that they have changed ({@link app.trunkline.network.NetworkNews}). It knows nothing of telephones, and
 * {@code phone} alone may call it.
 */
@NullMarked
package app.trunkline.network;

import org.jspecify.annotations.NullMarked;
