# shellcheck shell=bash
# coturn: STUN and TURN (udp and tcp) on one port, user "turn".

start_coturn() {
  need turnserver ss
  local password=$DIR/passwords/turn low=$((41000 + RANDOM % 40 * 200))
  [ -e "$password" ] || openssl rand -hex 12 >"$password"
  put TURN_USER turn
  put TURN_PASSWORD_FILE "$password"
  cat >"$DIR/turnserver.conf" <<CONF
listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port=$(get PORT_TURN)
min-port=$low
max-port=$((low + 199))
realm=lab.test
lt-cred-mech
user=turn:$(cat "$password")
fingerprint
allow-loopback-peers
no-tls
no-dtls
no-cli
log-file=stdout
userdb=$DIR/turn.db
pidfile=$DIR/turnserver.pid
CONF
  chmod 600 "$DIR/turnserver.conf"
  launch coturn turnserver -c "$DIR/turnserver.conf"
  await coturn 10 udp_bound "$(get PORT_TURN)"
}
