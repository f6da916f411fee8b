# shellcheck shell=bash
# What all parts share: words, ports, process ids, templates. Uses LAB (this folder's parent) and DIR (the lab's state).

say() { echo "lab: $*" >&2; }
die() { say "$*"; exit 1; }
need() { local tool; for tool in "$@"; do command -v "$tool" >/dev/null || die "$tool is missing; packaging/setup laboratory installs it"; done; }

# Keeps KEY=value for tests and for the other parts; a second value replaces the first.
put() {
  local key=$1 value=$2
  touch "$DIR/lab.env"
  { grep -v "^$key=" "$DIR/lab.env" || true; printf '%s=%s\n' "$key" "$value"; } >"$DIR/lab.env.new"
  mv "$DIR/lab.env.new" "$DIR/lab.env"
}

get() { sed -n "s/^$1=//p" "$DIR/lab.env"; }

# Ports under the range from which the kernel takes ports for outgoing connections, so that nobody takes one between now and its use.
choose_ports() {
  local names=(SIP WS WSS WSS_WRONG_NAME WSS_ORIGIN SHA256_SIP SHA256_WSS NG TURN TURNS BARESIP BARESIP_CONTROL IPV6_SIP IPV6_WSS IPV6_NG PRESENCE PROXY DNS NOBODY) name ports
  for number in $NUMBERS; do names+=("NETWORK_$number" "CONTROL_$number" "MEDIA_$number"); done
  need node
  read -r -a ports <<<"$(node "$LAB/parts/free-ports.mjs" ${#names[@]})"
  : >"$DIR/lab.env"
  put LAB_DIR "$DIR"
  local i=0
  for name in "${names[@]}"; do put "PORT_$name" "${ports[i]}"; i=$((i + 1)); done
}

# Starts a program in the background with a session of its own: launch NAME COMMAND ...
launch() {
  local name=$1
  shift
  if alive "$name"; then die "$name already runs in $DIR"; fi
  setsid "$@" >>"$DIR/log/$name.log" 2>&1 </dev/null &
  echo $! >"$DIR/run/$name.pid"
}

alive() { [ -e "$DIR/run/$1.pid" ] && kill -0 "$(cat "$DIR/run/$1.pid")" 2>/dev/null; }

# Waits until a condition holds or its program has died: await NAME COMMAND ... A busy machine may take long to start a program.
await() {
  local name=$1 end=$((SECONDS + 40))
  shift
  until "$@" >/dev/null 2>&1; do
    if ! alive "$name"; then tail -n 20 "$DIR/log/$name.log" >&2; die "$name ended at once"; fi
    [ $SECONDS -lt $end ] || { tail -n 20 "$DIR/log/$name.log" >&2; die "$name is not ready"; }
    sleep 0.05
  done
}

tcp_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
udp_bound() { ss -Hlun "sport = :$1" | grep -q .; }

# Whether a process group has a member that is no zombie (where process 1 buries nobody, zombies stay).
group_alive() {
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
    awk -v group="$1" '{ sub(/^.*\) /, ""); if ($3 == group && $1 != "Z") found = 1 } END { exit !found }'
}

# Ends programs by the ids that launch() wrote: all of them, or those whose name is PART or begins with PART-.
stop_pids() {
  local part=$1 file name pids=() pid
  for file in "$DIR"/run/*.pid; do
    [ -e "$file" ] || continue
    name=$(basename "$file" .pid)
    case $name in "$part" | "$part"-*) ;; *) [ -z "$part" ] || continue ;; esac
    pid=$(cat "$file")
    # The whole session: Kamailio and Chromium have children.
    kill -TERM -- "-$pid" 2>/dev/null || true
    pids+=("$pid")
    rm -f "$file"
  done
  local i
  for pid in "${pids[@]}"; do
    for i in $(seq 1 60); do
      group_alive "$pid" || continue 2
      [ "$i" -ne 40 ] || kill -KILL -- "-$pid" 2>/dev/null || true
      sleep 0.05
    done
    die "process $pid does not end"
  done
}

status() {
  local file name
  for file in "$DIR"/run/*.pid; do
    [ -e "$file" ] || continue
    name=$(basename "$file" .pid)
    if alive "$name"; then echo "$name $(cat "$file") runs"; else echo "$name $(cat "$file") is gone"; fi
  done
}

# Fills @KEY@ of a template with the values of lab.env: render TEMPLATE RESULT
render() {
  local key value script=()
  while IFS='=' read -r key value; do script+=(-e "s|@$key@|$value|g"); done <"$DIR/lab.env"
  sed "${script[@]}" "$1" >"$2"
  if grep -n '@[A-Z0-9_]*@' "$2" >&2; then die "$1 has names that are not in lab.env"; fi
}

# lab.json says the same as lab.env.
publish() {
  node -e 'const fs = require("fs"); const lines = fs.readFileSync(0, "utf8").trim().split("\n");
    console.log(JSON.stringify(Object.fromEntries(lines.map(l => [l.slice(0, l.indexOf("=")), l.slice(l.indexOf("=") + 1)])), null, 2))' \
    <"$DIR/lab.env" >"$DIR/lab.json"
}
