# shellcheck shell=bash
# Asterisk: a PBX that telephones reach over WSS and that is the far end of every call itself (B2BUA). Its configuration is in asterisk/.

start_asterisk() {
  need openssl flock apt-get dpkg-deb
  local home=$DIR/asterisk root loader low high file
  root=$("$LAB/asterisk/root" 2>>"$DIR/log/asterisk-root.log") || { tail -n 20 "$DIR/log/asterisk-root.log" >&2; die 'Asterisk could not be had'; }
  loader=$(compgen -G "$root/lib/*-linux-gnu/ld-2.*.so") || die "$root has no dynamic loader"
  mkdir -p "$home/run" "$home/spool"
  # The range of the part ipv6: no laboratory has both.
  read -r low high <<<"$(port_range 2)"
  put ASTERISK_ROOT "$root"
  put ASTERISK_HOME "$home"
  put ASTERISK_RTP_LOW "$low"
  put ASTERISK_RTP_HIGH "$high"
  put WSS_ASTERISK_URL "wss://localhost:$(get PORT_ASTERISK_WSS)/ws"
  put ASTERISK_DIGITS "$home/dtmf.log"
  put ASTERISK_INBOX "$home/spool/voicemail/default/1001/INBOX"
  for file in asterisk http rtp; do render "$LAB/asterisk/$file.conf.in" "$home/$file.conf"; done
  cp "$LAB"/asterisk/*.conf "$home/"
  # It transcodes no Opus here, so who speaks that hears the echo and dials digits; the others speak with one another and with its voicemail.
  {
    asterisk_user trunk_12345 opus
    asterisk_user alice ulaw
    asterisk_user bob ulaw
  } >"$home/telephones.conf"
  chmod 600 "$home/telephones.conf"
  launch asterisk "$loader" --library-path "$(dirname "$loader"):$(compgen -G "$root/usr/lib/*-linux-gnu"):$root/usr/lib" \
    "$root/usr/sbin/asterisk" -f -q -n -C "$home/asterisk.conf"
  await_later asterisk grep -q "Asterisk Ready" "$DIR/log/asterisk.log"
}

# A telephone with the laboratory's password and one codec, whose mailbox is 1001: asterisk_user NAME CODEC
asterisk_user() {
  make_password "$1"
  cat <<CONF
[$1](telephone)
auth=$1
aors=$1
allow=$2
[$1]
type=auth
auth_type=userpass
username=$1
password=$(cat "$DIR/passwords/$1")
[$1]
type=aor
max_contacts=2
remove_existing=yes
mailboxes=1001@default
CONF
}
