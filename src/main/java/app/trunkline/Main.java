package app.trunkline;

/** The process's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
