package app.trunkline.sip.event;

import java.util.Optional;

/**
 * The publication of our own presence (RFC 3903 section 4). The server names each version of it by an entity tag; a
 * change, a refresh and the removal name the version that they follow.
 *
 * <pre>
 *  Idle --registered--> Publishing --2xx--> Published --due--> Refreshing --2xx--> Published
 *   ^                     |  ^  refused       |  changed          | 412
 *   |                     v  +----------------+-------------------+
 *   +--lost-- Waiting or Refused(code)        Leaving --answer--> Removing --answer--> Idle
 * </pre>
 */
sealed interface PublicationState {
    /** Not published, or there is no connection; {@code entity} where the server may still hold a version of ours. */
    record Idle(Optional<String> entity) implements PublicationState {}

    /**
     * PUBLISH with the whole document sent; {@code attempt} counts from 1.
     *
     * @param entity the version that it follows, empty for the first
     * @param outdated something changed since it was written: one request at a time (section 4.1)
     */
    record Publishing(Optional<String> entity, int attempt, boolean outdated) implements PublicationState {}

    record Published(String entity) implements PublicationState {}

    /** PUBLISH without a document sent, which prolongs the version. */
    record Refreshing(String entity, boolean outdated) implements PublicationState {}

    /** Tried anew after a while. */
    record Waiting(Optional<String> entity, int attempt) implements PublicationState {}

    /** Refused for good: not tried again until the settings change. */
    record Refused(int code) implements PublicationState {}

    /** To be removed, once the answer to what is under way names the version. */
    record Leaving() implements PublicationState {}

    /** PUBLISH with Expires: 0 sent. */
    record Removing() implements PublicationState {}
}
