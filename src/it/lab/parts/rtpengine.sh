# shellcheck shell=bash
# rtpengine in user space: DTLS-SRTP and ICE toward telephones on WSS, plain RTP toward the telephone network.

start_rtpengine() {
  need rtpengine ss
  # Several labs may draw overlapping blocks: rtpengine passes over ports that are taken.
  local low=$((32000 + RANDOM % 60 * 400))
  # Without "none" it reads the machine's own settings, which open a fixed port.
  launch rtpengine rtpengine --config-file=none --foreground --log-stderr --log-level=6 --no-fallback --table=-1 \
    --interface=127.0.0.1 --listen-ng="127.0.0.1:$(get PORT_NG)" --port-min=$low --port-max=$((low + 399)) \
    --delete-delay=0 --timeout=120 --silent-timeout=600 --num-threads=2
  await rtpengine udp_bound "$(get PORT_NG)"
}
