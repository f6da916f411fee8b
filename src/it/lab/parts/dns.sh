# shellcheck shell=bash
# dnsmasq: the name server of a provider's domains, by which a telephone finds the servers of a domain (RFC 3263).
#   lab.test        NAPTR, which leads to SRV: first a port where nobody is, then Kamailio
#   srv.lab.test    SRV of SIP over secure WebSocket: Kamailio
#   old.lab.test    SRV of SIP over TLS alone: Kamailio
#   elsewhere.test  SRV: the port where Kamailio has a certificate of that name
#   false.lab.test  SRV: the same port, whose certificate is another's

start_dns() {
  need dnsmasq
  local home=$DIR/dns
  mkdir -p "$home"
  cat >"$home/dnsmasq.conf" <<CONF
port=$(get PORT_DNS)
listen-address=127.0.0.1
bind-interfaces
user=$(id -un)
pid-file=
no-resolv
no-hosts
local=/test/
log-queries
log-facility=-
naptr-record=lab.test,10,20,s,SIPS+D2T,,_sips._tcp.lab.test
naptr-record=lab.test,10,50,s,SIPS+D2W,,_phones._ws.lab.test
srv-host=_phones._ws.lab.test,localhost,$(get PORT_WSS),20,0
srv-host=_phones._ws.lab.test,localhost,$(get PORT_NOBODY),10,0
srv-host=_sips._ws.srv.lab.test,localhost,$(get PORT_WSS),10,0
srv-host=_sips._tcp.old.lab.test,localhost,$(get PORT_WSS),10,0
srv-host=_sips._ws.elsewhere.test,localhost,$(get PORT_WSS_WRONG_NAME),10,0
srv-host=_sips._ws.false.lab.test,localhost,$(get PORT_WSS_WRONG_NAME),10,0
CONF
  launch dns dnsmasq --keep-in-foreground --conf-file="$home/dnsmasq.conf"
  await_later dns udp_bound "$(get PORT_DNS)"
  put LOG_DNS "$DIR/log/dns.log"
}
