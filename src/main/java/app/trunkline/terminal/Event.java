package app.trunkline.terminal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Something that happened, for people's scripts and for people.
 *
 * @param call number of the call in this run, from 1; empty for events of the line
 * @param fields what the event carries in JSON, in order
 * @param text the same as a line for a person
 */
record Event(Instant at, Name name, OptionalInt call, Map<String, Object> fields, String text) {
    /** What happened. The JSON names are an interface for scripts: they stay. */
    enum Name {
        CONNECTING,
        CONNECTED,
        DISCONNECTED,
        RECONNECTING,
        REGISTERED,
        REGISTRATION_FAILED,
        INCOMING,
        INVITE_SENT,
        DIALLED_AGAIN,
        PROGRESS,
        EARLY_MEDIA,
        ACCEPTED,
        CONFIRMED,
        MEDIA_CONNECTED,
        MEDIA_DISCONNECTED,
        MEDIA_RESTARTING,
        RESUMING,
        RESUMED,
        AUDIO_IN,
        HOLD,
        UNHOLD,
        HOLD_REFUSED,
        REMOTE_HOLD,
        REMOTE_UNHOLD,
        DTMF,
        DTMF_SENT,
        DIGITS_WAITING,
        TRANSFER,
        TRANSFERRED,
        IDENTITY,
        QUALITY,
        ENDED,
        CONFERENCE,
        RECORDING,
        HOLD_MUSIC,
        EMERGENCY,
        MESSAGE_WAITING,
        MESSAGE,
        MESSAGE_SENT,
        MESSAGE_FAILED,
        LAMP,
        STEP,
        ERROR;

        String json() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Event line(Instant at, Name name, String text) {
        return new Event(at, name, OptionalInt.empty(), Map.of(), text);
    }

    static Event call(Instant at, Name name, int call, String text) {
        return new Event(at, name, OptionalInt.of(call), Map.of(), text);
    }

    Event with(String field, Object value) {
        var more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Event(at, name, call, more, text);
    }

    /** One line of JSON. */
    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("t", at.toEpochMilli());
        all.put("event", name.json());
        call.ifPresent(number -> all.put("call", number));
        all.putAll(fields);
        return Json.object(all);
    }
}
