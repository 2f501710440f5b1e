#!/bin/bash
# Builds the program and shows the demo, from any directory.
#
#   scripts/run.sh                    the sample character
#   scripts/run.sh my/content.mdf     other content: a settings file or a folder with one
#   scripts/run.sh --frames 100 ...   options of the program are passed on (see --help)
#
# Without a display it runs headless with the remote server up, and says how to reach it.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "$0")")")
program=$root/build/release/bin/mmdagent
port=60001

build() {
  "$root/scripts/setup.sh"
  local log
  log=$(mktemp)
  trap 'rm -f "$log"' RETURN
  echo "building (the first time takes minutes)"
  if ! (cd "$root" && cmake --preset release &&
        cmake --build --preset release --target mmdagent mmdagent_plugins app_data) > "$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
}

# Whether the arguments name content, looking past the values of options.
names_content() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --size | --fixed-step | --seed | --epoch | --frames | --duration | --screenshot | --record | \
        --set | --send | --log) shift ;;
      --) [ $# -gt 1 ] && return 0 || return 1 ;;
      -*) ;;
      *) return 0 ;;
    esac
    shift || return 1
  done
  return 1
}

# Whether the arguments ask for a run at all, and leave the choice of drawing to this script.
chooses_drawing() {
  local argument
  for argument in "$@"; do
    case "$argument" in
      --headless | --no-render | --help | --version | --messages | --options) return 0 ;;
    esac
  done
  return 1
}

build
arguments=("$@")
names_content "$@" || arguments+=("$root/Resource/Sample")

if [ -z "${DISPLAY:-}" ] && ! chooses_drawing "$@"; then
  cat << TEXT
no display (DISPLAY is not set): running headless
remote server: 127.0.0.1 port $port; from another terminal, for example:
  bash -c 'echo GREET > /dev/tcp/127.0.0.1/$port'
end with Ctrl+C
TEXT
  arguments=(--headless --set Plugin_Remote_EnableServer=true --set "Plugin_Remote_ListenPort=$port"
    "${arguments[@]}")
fi
exec "$program" "${arguments[@]}"
