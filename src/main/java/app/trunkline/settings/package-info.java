/**
 * What the user set: records, their file (Gson), and the secret store for passwords.
 *
 * <p>Settings are immutable and replaced as a whole. The file is written to a temporary file and moved; a broken one is
 * kept aside and told of. Passwords are only in {@link app.trunkline.settings.SecretStore}.
 */
@NullMarked
package app.trunkline.settings;

import org.jspecify.annotations.NullMarked;
