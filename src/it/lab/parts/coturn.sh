# shellcheck shell=bash
# coturn: STUN and TURN (udp and tcp) on one port of 127.0.0.1 and, where there is IPv6, of ::1, TURN over TLS on another; user "turn". Its
# command line is on a third, with the same password.

start_coturn() {
  need turnserver ss
  local password=$DIR/passwords/turn low high
  read -r low high <<<"$(port_range 3)"
  [ -e "$password" ] || openssl rand -hex 12 >"$password"
  put TURN_USER turn
  put TURN_PASSWORD_FILE "$password"
  cat >"$DIR/turnserver.conf" <<CONF
listening-ip=127.0.0.1
$(grep -q '^0\{31\}1 .* lo$' /proc/net/if_inet6 2>/dev/null && echo 'listening-ip=::1')
relay-ip=127.0.0.1
listening-port=$(get PORT_TURN)
min-port=$low
max-port=$high
realm=lab.test
lt-cred-mech
user=turn:$(cat "$password")
fingerprint
allow-loopback-peers
tls-listening-port=$(get PORT_TURNS)
cert=$(get CERTIFICATE)
pkey=$(get CERTIFICATE_KEY)
no-dtls
cli-port=$(get PORT_TURN_CLI)
cli-password=$(cat "$password")
verbose
log-file=stdout
userdb=$DIR/turn.db
pidfile=$DIR/turnserver.pid
CONF
  chmod 600 "$DIR/turnserver.conf"
  launch coturn turnserver -c "$DIR/turnserver.conf"
  await_later coturn udp_bound "$(get PORT_TURN)"
}
