package app.trunkline.sip;

/** Who holds whom. */
public record Hold(boolean local, boolean remote) {
    public static final Hold NONE = new Hold(false, false);
}
