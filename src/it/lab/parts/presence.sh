# shellcheck shell=bash
# The presence server: a second Kamailio behind the proxy, for voicemail lamps, busy lamps and presence.

start_presence() {
  need kamailio
  rm -rf "$DIR/presence"
  mkdir -p "$DIR/presence/tables"
  local table
  for table in version presentity active_watchers watchers xcap; do
    cp "/usr/share/kamailio/dbtext/kamailio/$table" "$DIR/presence/tables/"
  done
  render "$LAB/kamailio/presence.cfg.in" "$DIR/presence.cfg"
  launch presence kamailio -DD -E -m 32 -M 4 -f "$DIR/presence.cfg" -Y "$DIR/presence" -w "$DIR/presence"
  put LOG_PRESENCE "$DIR/log/presence.log"
  await_later presence udp_bound "$(get PORT_PRESENCE)"
}
