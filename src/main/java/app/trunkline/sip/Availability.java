package app.trunkline.sip;

/** What those who watch us are told of us. */
public enum Availability {
    FREE,
    ON_THE_PHONE,
    DO_NOT_DISTURB
}
