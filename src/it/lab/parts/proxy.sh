# shellcheck shell=bash
# tinyproxy: the way out of a company's network, by HTTP CONNECT with a password. It alone knows the addresses of sip.lab.test and turn.lab.test.

start_proxy() {
  need tinyproxy openssl
  local home=$DIR/proxy names
  names=$(compgen -G '/usr/lib/*/libnss_wrapper.so' || true)
  [ -n "$names" ] || die 'libnss-wrapper is missing; packaging/setup laboratory installs it'
  mkdir -p "$home"
  [ -e "$DIR/passwords/proxy" ] || openssl rand -hex 12 | tr -d '\n' >"$DIR/passwords/proxy"
  printf '127.0.0.1 %s\n' sip.lab.test turn.lab.test >"$home/hosts"
  cat >"$home/tinyproxy.conf" <<CONF
Port $(get PORT_PROXY)
Listen 127.0.0.1
Allow 127.0.0.1
Timeout 600
MaxClients 20
BasicAuth company $(cat "$DIR/passwords/proxy")
LogLevel Connect
CONF
  chmod 600 "$home/tinyproxy.conf"
  put PROXY_PASSWORD_FILE "$DIR/passwords/proxy"
  put LOG_PROXY "$DIR/log/proxy.log"
  launch proxy env LD_PRELOAD="$names" NSS_WRAPPER_HOSTS="$home/hosts" tinyproxy -d -c "$home/tinyproxy.conf"
  await_later proxy tcp_open "$(get PORT_PROXY)"
}
