package app.trunkline.session;

import app.trunkline.session.Bus.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Media players (MPRIS 2.2): those that play are paused, and those that were paused here go on afterwards, unless somebody
 * else has touched them meanwhile. On the session's thread.
 */
final class Players {
    private static final Logger LOG = LoggerFactory.getLogger(Players.class);
    private static final String PREFIX = "org.mpris.MediaPlayer2.";
    private static final String PATH = "/org/mpris/MediaPlayer2";
    private static final String FACE = "org.mpris.MediaPlayer2.Player";

    private final Bus bus;
    private Optional<List<String>> hushed = Optional.empty();

    Players(Bus bus) {
        this.bus = bus;
    }

    void hush(boolean silent) {
        if (silent == hushed.isPresent()) {
            return;
        }
        if (silent) {
            hushed = Optional.of(pause());
        } else {
            hushed.orElse(List.of()).forEach(player -> when(player, "Paused", "Play"));
            hushed = Optional.empty();
        }
    }

    private List<String> pause() {
        List<String> paused = new ArrayList<>();
        try {
            for (var name : bus.names()) {
                if (name.startsWith(PREFIX) && when(name, "Playing", "Pause")) {
                    paused.add(name);
                }
            }
        } catch (BusException e) {
            LOG.debug("which players there are is not known: {}", e.getMessage());
        }
        return paused;
    }

    /** Asks the player to do something if that is its state. */
    private boolean when(String player, String state, String deed) {
        try {
            var now = bus.call(
                    new Place(player, PATH, "org.freedesktop.DBus.Properties"), "Get", "ss", FACE, "PlaybackStatus");
            if (now[0] instanceof Variant<?> value && state.equals(value.getValue())) {
                bus.call(new Place(player, PATH, FACE), deed, "");
                return true;
            }
        } catch (BusException e) {
            LOG.debug("a player is left as it is: {}", e.getMessage());
        }
        return false;
    }
}
