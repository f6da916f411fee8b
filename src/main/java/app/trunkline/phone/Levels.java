package app.trunkline.phone;

/** Levels of the active call, 0 (silence) to 1 (full scale). */
public record Levels(double microphone, double farSide) {
    public static final Levels SILENCE = new Levels(0, 0);
}
