# shellcheck shell=bash
# What all parts share: words, ports, process ids, templates. Uses LAB (this folder's parent) and DIR (the lab's state).

say() { echo "lab: $*" >&2; }
die() { say "$*"; exit 1; }
need() { local tool; for tool in "$@"; do command -v "$tool" >/dev/null || die "$tool is missing; packaging/setup laboratory installs it"; done; }

# Keeps KEY=value for tests and for the other parts; a second value replaces the first. Like get, without another program: both
# are called a hundred times while a laboratory comes up.
put() {
  local lines=() line i
  [ -e "$DIR/lab.env" ] && mapfile -t lines <"$DIR/lab.env"
  for i in "${!lines[@]}"; do [[ ${lines[i]} != "$1="* ]] || unset "lines[i]"; done
  printf '%s\n' "${lines[@]}" "$1=$2" >"$DIR/lab.env.new"
  mv "$DIR/lab.env.new" "$DIR/lab.env"
}

get() {
  local line
  while IFS= read -r line; do [[ $line != "$1="* ]] || echo "${line#*=}"; done <"$DIR/lab.env"
}

# Takes a block of ports for as long as this lab stands, the one it had or a free one, and chooses a port for each name.
hold_ports() {
  alive ports && return
  local names=(SIP WS WSS WSS_WRONG_NAME WSS_ORIGIN SHA256_SIP SHA256_WSS NG TURN TURNS TURN_CLI BARESIP BARESIP_CONTROL IPV6_SIP IPV6_WSS IPV6_NG PRESENCE PROXY DNS NOBODY ASTERISK_WSS ASTERISK_HTTP)
  local number had=() ports i
  for number in $NUMBERS; do names+=("NETWORK_$number" "CONTROL_$number" "MEDIA_$number"); done
  [ ! -e "$DIR/lab.env" ] || had=("$(get PORT_BLOCK)")
  need node
  rm -f "$DIR/run/ports"
  launch ports node "$LAB/parts/ports.mjs" hold "$DIR/run/ports" ${#names[@]} "${had[@]}"
  await ports test -e "$DIR/run/ports"
  [ ! -e "$DIR/lab.env" ] || return 0
  read -r -a ports <"$DIR/run/ports"
  {
    echo "LAB_DIR=$DIR"
    echo DOMAIN=lab.test
    echo "PORT_BLOCK=${ports[0]}"
    for i in "${!names[@]}"; do echo "PORT_${names[i]}=${ports[i + 1]}"; done
  } >"$DIR/lab.env"
}

# The password of a user, new in each laboratory: make_password USER
make_password() {
  [ -e "$DIR/passwords/$1" ] || openssl rand -hex 12 >"$DIR/passwords/$1"
  put "PASSWORD_FILE_${1^^}" "$DIR/passwords/$1"
}

# Ports of the block for a program of one call: free_ports N
free_ports() { node "$LAB/parts/ports.mjs" free "$(get PORT_BLOCK)" "$1"; }

# What takes ports of a range by itself gets the Nth of three in the block, as "LOW HIGH": port_range N
port_range() {
  local low=$(($(get PORT_BLOCK) + 200 + 200 * $1))
  echo "$low $((low + 199))"
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

# The same, together with others by await_all: they come up beside one another.
await_later() {
  local command
  printf -v command '%q ' "$@"
  WAITING+=("$command")
}

WAITING=()
await_all() {
  local command
  for command in "${WAITING[@]}"; do eval "await $command"; done
  WAITING=()
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
