# shellcheck shell=bash
# A session bus with GNOME's keyring on it: the Secret Service in which a Linux desktop keeps passwords, unlocked.

start_keyring() {
  need dbus-daemon gnome-keyring-daemon dbus-send secret-tool
  local home=$DIR/keyring folder
  mkdir -p "$home/runtime"
  chmod 700 "$home/runtime"
  [ -e "$DIR/passwords/keyring" ] || openssl rand -hex 12 | tr -d '\n' >"$DIR/passwords/keyring"
  # A UNIX socket's path has at most 107 characters.
  mktemp -d "${TMPDIR:-/tmp}/lab.XXXXXX" >"$DIR/run/keyring-bus.socketdir"
  folder=$(cat "$DIR/run/keyring-bus.socketdir")
  put KEYRING_BUS "unix:path=$folder/bus"
  # Without folders of services the bus starts nothing of its own accord.
  cat >"$home/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>$(get KEYRING_BUS)</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
  launch keyring-bus env HOME="$home" XDG_RUNTIME_DIR="$home/runtime" dbus-daemon --config-file="$home/bus.conf" --nofork --nopidfile
  await keyring-bus test -S "$folder/bus"
  # shellcheck disable=SC2016
  launch keyring env HOME="$home" XDG_RUNTIME_DIR="$home/runtime" DBUS_SESSION_BUS_ADDRESS="$(get KEYRING_BUS)" \
    bash -c 'exec gnome-keyring-daemon --foreground --unlock --components=secrets <"$0"' "$DIR/passwords/keyring"
  await keyring keyring_unlocked
}

keyring_unlocked() {
  dbus-send --bus="$(get KEYRING_BUS)" --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked | grep -q 'boolean false'
}
