# shellcheck shell=bash
# The telephone network: sipp answers one number in each process, network/sound.mjs makes and takes the sound.

NUMBERS='9001 9002 9003 9004 9005 9006 9007 9008 9009 9010'
# Those of them that are answered in this laboratory.
ANSWERED=$NUMBERS

# What each line plays; the lines whose name begins with "in" are for calls toward a telephone (call-in).
LINES='9001=echo 9002=silence 9003=silence 9004=silence 9005=silence 9006=tone-at-once:425 9007=echo 9008=tone:1000 9009=silence 9010=tone:600
  in-echo=echo in-tone=tone:800 in-silence=silence mirror-8000=mirror:8000 mirror-48000=mirror:48000'

start_network() {
  need sipp node
  local number
  mkdir -p "$DIR/sipp"
  rm -f "$DIR/network/ports"
  # Sound in real time comes first where the machine allows it.
  # shellcheck disable=SC2086
  launch network nice -n -10 node "$LAB/network/sound.mjs" "$DIR/network" $LINES
  await network test -e "$DIR/network/ports"
  while read -r line port; do put "RTP_PORT_${line//-/_}" "$port"; done <"$DIR/network/ports"
  put NETWORK_EVENTS "$DIR/network/events.jsonl"
  for number in $ANSWERED; do start_line "$number"; done
  for number in $ANSWERED; do await_later "network-$number" udp_bound "$(get "PORT_NETWORK_$number")"; done
}

start_line() {
  local number=$1 scenario
  scenario=$DIR/sipp/$number.xml
  scenario "$number" >"$scenario"
  # sipp would take ports of its own liking for its control and for media that it does not use here. A request that comes between two
  # steps of the scenario must not be answered behind its back (-aa) nor end the call: unanswered, it is sent again, as UDP wants.
  launch "network-$number" sipp -sf "$scenario" -i 127.0.0.1 -mi 127.0.0.1 -ci 127.0.0.1 -p "$(get "PORT_NETWORK_$number")" \
    -cp "$(get "PORT_CONTROL_$number")" -mp "$(get "PORT_MEDIA_$number")" -nostdin -default_behaviors all,-abortunexp \
    -key line "$number" -key note "$LAB/network/note" -key note_port "$(get RTP_PORT_control)" -key rtp_port "$(get "RTP_PORT_$number")" \
    -trace_err -error_file "$DIR/log/sipp-$number-errors.log" -trace_msg -message_file "$DIR/log/sipp-$number-messages.log"
}

# A scenario, of sipp/ or a file of one test, with the parts it names put in.
scenario() {
  local part name script=() file=$LAB/sipp/$1.xml
  case $1 in /*) file=$1 ;; esac
  for part in "$LAB"/sipp/parts/*.xml; do
    name=${part##*/}
    script+=(-e "/^@${name%.xml}@\$/{r $part
d}")
  done
  sed "${script[@]}" "$file"
}
