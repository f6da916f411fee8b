package app.trunkline.sip;

import java.util.Optional;

/** Gives an account's password at the moment it is needed; nothing keeps it. Called on the loop, must not block. */
@FunctionalInterface
public interface Credentials {
    /** The password, or empty when none is known: registration then fails with WRONG_CREDENTIALS. */
    Optional<String> password();
}
