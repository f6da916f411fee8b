package app.trunkline.sip;

/** Names a call inside the program; not the Call-ID header. */
public record CallId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
