package app.trunkline.sip;

import app.trunkline.sip.transport.TransportFailure;

/** The connection to the server. */
public sealed interface TransportState {
    /** Not asked to connect. */
    record Idle() implements TransportState {}

    record Connecting() implements TransportState {}

    record Connected() implements TransportState {}

    /** Lost, or could not be made; whether and when to try again is the phone's to say. */
    record Lost(TransportFailure failure) implements TransportState {}
}
