# shellcheck shell=bash
# Kamailio: WSS registrar and proxy. `kamailio` challenges with MD5, `sha256` is a second one that challenges with SHA-256.

USERS='trunk_12345 trunk_67890 alice bob'

start_kamailio() {
  configure_kamailio
  if alive presence; then launch_kamailio kamailio -A WITH_PRESENCE; else launch_kamailio kamailio; fi
  await_later kamailio tcp_open "$(get PORT_WSS)"
  # The workers answer a moment after the port is open.
  await_later kamailio curl_handshake "$(get PORT_WSS)"
}

start_sha256() {
  configure_kamailio
  launch_kamailio sha256 -A WITH_SHA256
  await_later sha256 curl_handshake "$(get PORT_SHA256_WSS)"
}

# A Kamailio and an rtpengine for telephones that reach them over IPv6 alone.
start_ipv6() {
  need rtpengine ss ip
  ip -6 addr show dev lo 2>/dev/null | grep -q 'inet6 ::1/' ||
    die 'this machine has no IPv6 loopback address, ::1: the tests of IPv6 cannot run here (is net.ipv6.conf.lo.disable_ipv6 set?)'
  configure_kamailio
  local low high
  read -r low high <<<"$(port_range 2)"
  launch ipv6-rtpengine nice -n -10 rtpengine --config-file=none --foreground --log-stderr --log-level=6 --no-fallback --table=-1 \
    --interface=v4/127.0.0.1 --interface=v6/::1 --listen-ng="127.0.0.1:$(get PORT_IPV6_NG)" --port-min="$low" --port-max="$high" \
    --delete-delay=0 --timeout=120 --silent-timeout=600 --num-threads=2
  await_later ipv6-rtpengine udp_bound "$(get PORT_IPV6_NG)"
  launch_kamailio ipv6 -A WITH_IPV6
  await_later ipv6 curl_handshake "$(get PORT_IPV6_WSS)" '[::1]'
}

# Any HTTP answer shows that a worker is there.
curl_handshake() { echo | timeout 5 openssl s_client -connect "${2:-127.0.0.1}:$1" -CAfile "$(get CA_FILE)" -verify_return_error; }

configure_kamailio() {
  need kamailio openssl
  local user number
  for user in $USERS; do make_password "$user"; done
  echo 'this-is-not-the-password' >"$DIR/passwords/wrong"
  put PASSWORD_FILE_WRONG "$DIR/passwords/wrong"
  put REALM lab.trunkline.test
  put ORIGIN https://phone.lab.test
  put WSS_URL "wss://localhost:$(get PORT_WSS)"
  put WSS_WRONG_NAME_URL "wss://localhost:$(get PORT_WSS_WRONG_NAME)"
  put WSS_ORIGIN_URL "wss://localhost:$(get PORT_WSS_ORIGIN)"
  put WSS_SHA256_URL "wss://localhost:$(get PORT_SHA256_WSS)"
  put WSS_IPV6_URL "wss://[::1]:$(get PORT_IPV6_WSS)"
  put WS_URL "ws://localhost:$(get PORT_WS)"
  {
    for user in $USERS; do printf '  $sht(users=>%s) = "%s";\n' "$user" "$(cat "$DIR/passwords/$user")"; done
  } >"$DIR/users.part"
  {
    for number in $NUMBERS; do printf '  $sht(network=>%s) = "%s";\n' "$number" "$(get "PORT_NETWORK_$number")"; done
  } >"$DIR/network.part"
  sed -e "/@LAB_USERS@/{r $DIR/users.part
d}" -e "/@LAB_NETWORK@/{r $DIR/network.part
d}" "$LAB/kamailio/kamailio.cfg.in" >"$DIR/kamailio.template"
  rm "$DIR/users.part" "$DIR/network.part"
  render "$DIR/kamailio.template" "$DIR/kamailio.cfg"
  rm "$DIR/kamailio.template"
  chmod 600 "$DIR/kamailio.cfg"
  render "$LAB/kamailio/tls.cfg.in" "$DIR/tls.cfg"
  # The second Kamailio has no port with the wrong name.
  sed '/^$/,$d' "$DIR/tls.cfg" >"$DIR/tls-good.cfg"
}

launch_kamailio() {
  local name=$1
  shift
  mkdir -p "$DIR/$name" "$DIR/sip/$name"
  launch "$name" kamailio -DD -E -m 32 -M 4 -f "$DIR/kamailio.cfg" -Y "$DIR/$name" -w "$DIR/$name" "$@"
  put "LOG_${name^^}" "$DIR/log/$name.log"
}
