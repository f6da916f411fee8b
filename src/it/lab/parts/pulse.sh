# shellcheck shell=bash
# A sound server for one phone under test, with loudspeakers and microphones made of null sinks:
# what is played into the sink `mic` is heard by the source `micsrc`; what the phone plays goes to the sink `spk`.

start_pulse() {
  need pulseaudio pactl
  local name=${1:-phone} home socket
  home=$DIR/pulse-$name
  mkdir -p "$home"
  chmod 700 "$home"
  # A UNIX socket's path has at most 107 characters.
  socket=$home/socket
  if [ ${#socket} -gt 100 ]; then
    mktemp -d "${TMPDIR:-/tmp}/lab.XXXXXX" >"$DIR/run/pulse-$name.socketdir"
    socket=$(cat "$DIR/run/pulse-$name.socketdir")/socket
  fi
  cat >"$home/script.pa" <<CONF
load-module module-native-protocol-unix socket=$socket auth-anonymous=1
load-module module-null-sink sink_name=mic sink_properties=device.description=Microphone-cable
load-module module-null-sink sink_name=mic2 sink_properties=device.description=Second-microphone-cable
load-module module-null-sink sink_name=spk sink_properties=device.description=Loudspeaker
load-module module-null-sink sink_name=spk2 sink_properties=device.description=Second-loudspeaker
load-module module-remap-source master=mic.monitor source_name=micsrc source_properties=device.description=Microphone
load-module module-remap-source master=mic2.monitor source_name=micsrc2 source_properties=device.description=Second-microphone
set-default-sink spk
set-default-source micsrc
CONF
  launch "pulse-$name" env HOME="$home" XDG_RUNTIME_DIR="$home" XDG_CONFIG_HOME="$home" PULSE_RUNTIME_PATH="$home" DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent \
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disallow-exit --log-level=notice --file="$home/script.pa"
  await_later "pulse-$name" env PULSE_SERVER="unix:$socket" pactl get-default-source
  put "PULSE_SERVER_${name^^}" "unix:$socket"
}
