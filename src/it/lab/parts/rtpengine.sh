# shellcheck shell=bash
# rtpengine in user space: DTLS-SRTP and ICE toward telephones on WSS, plain RTP toward the telephone network.

start_rtpengine() {
  need rtpengine ss
  local low high
  read -r low high <<<"$(port_range 1)"
  # Without "none" it reads the machine's own settings, which open a fixed port.
  launch rtpengine nice -n -10 rtpengine --config-file=none --foreground --log-stderr --log-level=6 --no-fallback --table=-1 \
    --interface=127.0.0.1 --listen-ng="127.0.0.1:$(get PORT_NG)" --port-min="$low" --port-max="$high" \
    --delete-delay=0 --timeout=120 --silent-timeout=600 --num-threads=2
  await_later rtpengine udp_bound "$(get PORT_NG)"
}
