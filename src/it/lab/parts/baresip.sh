# shellcheck shell=bash
# baresip: a plain SIP telephone of others, behind Kamailio and rtpengine. It has an account a codec, answers at once, says a
# tone of 523 Hz, and writes what it heard into baresip/dump-*-dec.wav. Driven over its own control port (ctrl_tcp).

BARESIP_CODECS='opus=opus/48000/2 g722=G722/16000/1 pcmu=PCMU/8000/1 pcma=PCMA/8000/1'

start_baresip() {
  need baresip ss
  local home=$DIR/baresip modules codec
  modules=$(dirname "$(compgen -G '/usr/lib/baresip/modules/g711.so' || compgen -G '/usr/lib/*/baresip/modules/g711.so' || true)")
  [ -e "$modules/opus.so" ] || die "baresip's modules are missing; packaging/setup laboratory installs them"
  mkdir -p "$home"
  # The tone goes in where a microphone would be; what is heard goes nowhere but into the file.
  cat >"$home/config" <<CONF
poll_method epoll
sip_listen 127.0.0.1:$(get PORT_BARESIP)
net_interface 127.0.0.1
call_max_calls 10
audio_source ausine,523
audio_player aubridge,nowhere
audio_alert aubridge,silence
ausrc_srate 48000
ausrc_channels 2
snd_path $home
ctrl_tcp_listen 127.0.0.1:$(get PORT_BARESIP_CONTROL)
module_path $modules
module opus.so
module g722.so
module g711.so
module ausine.so
module aubridge.so
module sndfile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
CONF
  for codec in $BARESIP_CODECS; do
    echo "<sip:${codec%%=*}-at-$(get PORT_BARESIP)@127.0.0.1:$(get PORT_BARESIP)>;regint=0;answermode=auto;audio_codecs=${codec#*=}"
  done >"$home/accounts"
  : >"$home/contacts"
  launch baresip baresip -f "$home" -s
  await_later baresip tcp_open_once "$(get PORT_BARESIP_CONTROL)"
  put BARESIP_HOME "$home"
}

# A look at the socket, because the control port serves one connection at a time.
tcp_open_once() { ss -Hltn "sport = :$1" | grep -q .; }
