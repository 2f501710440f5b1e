#!/bin/bash
# Draws what docs/ shows of the program's own elements from the sample content, on no screen.
#
#   docs/make_pictures.sh            after a release build
#   docs/make_pictures.sh windows    only those that a window shows
set -euo pipefail

cd "$(dirname "$(dirname "$(readlink -f "$0")")")"

# draw NAME FRAMES MESSAGE...
draw() {
  local name=$1 frames=$2 messages=()
  shift 2
  for message in "$@"; do messages+=(--send "$message"); done
  "${MMDAGENT-build/release/bin/mmdagent}" --headless --fixed-step 30 --frames "$frames" --size 960x540 \
    --set max_multi_sampling=4 --set Plugin_Remote_EnableServer=false \
    --screenshot "$PWD/docs/$name.png" "${messages[@]}" Resource/Sample/sample.mdf > /dev/null
  echo "docs/$name.png"
}

draw_off_screen() {
  draw captions 75 \
    'CAPTION_START|hello|_default|Nice_to_meet_you!|3|CENTER|0.16|200' \
    'CAPTION_SETSTYLE|calm|default|1,1,1,1|0.1,0.1,0.4,1,4|0,0,0,0,0|0.05,0.05,0.25,0.6' \
    'CAPTION_START|small|calm|はじめまして|2|CENTER|0.05|200' \
    'WINDOWOVERLAY_ADD|view|background.png|0.2|0.2|TOP_RIGHT|0.03'
  draw prompt 60 \
    'PROMPT_SHOW|Shall she wave?|Yes|No|<ja>あとで<en>Later' 'REMOTEKEY_DOWN|Down'
  # The cube is where the camera looks at: beside her.
  draw log 60 \
    'REMOTEKEY_CHAR|d' 'CAMERA|-6,10.4,0|4,-16,0|86|18|0'
  draw menu 90 \
    'BUTTON_ADD|view|1.1|0.3,0.3|background.png|message,VIEW|OFF' \
    'BUTTON_ADD|floor|0.9|1.6,0.3|floor.png|message,FLOOR|OFF' \
    'MENU|ADD|Terrace' \
    'MENU|SETITEM|Terrace|0|Wave|GREET' \
    'MENU|SETITEM|Terrace|1|Nod|NOD' \
    'MENU|SETITEM|Terrace|2|Walk round the terrace|WALK' \
    'REMOTEKEY_CHAR|/' \
    'REMOTEKEY_DOWN|Down' \
    'REMOTEKEY_DOWN|Down'
  draw document 60 \
    'INFOTEXT_FILE|README.md|The sample content|OK,More,Later'
  draw gain_slider 60 \
    'REMOTEKEY_CHAR|a' 'REMOTEKEY_DOWN|Up' 'REMOTEKEY_DOWN|Up' 'REMOTEKEY_DOWN|Up'
}

# A frame of the window: its edges in a colour, nothing in its middle.
write_frame() {
  python3 - "$1" <<'END'
import struct, sys, zlib
width, height, edge = 96, 54, 2
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def pixel(x, y):
    outside = x < edge or y < edge or x >= width - edge or y >= height - edge
    return bytes((250, 214, 130, 230 if outside else 0))
rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)) +
               chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
END
}

# What a window shows names folders and the user's contents: they lie below /mnt, in a mount that nobody else sees.
prepare_folders() {
  mount -t tmpfs tmpfs /mnt
  cp -r Resource/Sample /mnt/Sample
  write_frame /mnt/frame.png
  local number=0
  for name in "A walk by the river" "Good morning" "The station at night"; do
    mkdir -p "/mnt/kept/$name"
    touch "/mnt/kept/$name/main.mdf"
    echo "label=$name" > "/mnt/kept/$name/PACKAGE_DESC.txt"
    printf 'mdf%d=%s\ndir%d=%s\ntime%d=2026/05/1%d 09:30\n' "$number" "/mnt/kept/$name/main.mdf" \
      "$number" "/mnt/kept/$name" "$number" "$((4 - number))" >> /mnt/kept/_history
    number=$((number + 1))
  done
}

# run_in_window OPTION...
run_in_window() {
  MMDAgentContentDir=/mnt/kept xvfb-run -a -s '-screen 0 960x540x24' \
    "${MMDAGENT-build/release/bin/mmdagent}" --duration "${seconds_in_window-12}" --size 960x540 \
    --set show_fps="${show_fps-false}" --set Plugin_Remote_EnableServer=false --set http_server=false "$@" \
    /mnt/Sample/sample.mdf > /dev/null
}

# draw_in_window NAME MESSAGE...: the end of a run.
draw_in_window() {
  local name=$1 messages=()
  shift
  for message in "$@"; do messages+=(--send "$message"); done
  run_in_window --screenshot "$PWD/docs/$name.png" "${messages[@]}"
  echo "docs/$name.png"
}

# The curtain closes in a second, once the next content is read: its picture is taken on the way.
draw_curtain() {
  cat > /mnt/curtain.fst <<'END'
0 1  MODEL_EVENT_ADD|sample  TIMER_START|ready|2.5
1 2:
    TIMER_EVENT_STOP|ready  TIMER_START|picture|0.8
    <eps>  OPEN_CONTENT|sample.mdf
2 3  TIMER_EVENT_STOP|picture  REMOTEKEY_CHAR|G
3 3  NEVER  NEVER
END
  rm -f /mnt/kept/snapshot.png
  run_in_window --send 'SUBFST_START|curtain|/mnt/curtain.fst'
  cp /mnt/kept/snapshot.png docs/curtain.png
  echo docs/curtain.png
}

draw_in_windows() {
  prepare_folders
  draw_curtain
  draw_in_window tab_bar 'REMOTEKEY_CHAR|H'
  draw_in_window file_browser 'REMOTEKEY_CHAR|O'
  show_fps=true draw_in_window notices 'WINDOWFRAME_ADD|frame|/mnt/frame.png' 'LOG_START' \
    'MODEL_ADD|friend|friend.pmx' 'NOTIFY_SHOW|She listens.|0'
}

case ${1-} in
  '') draw_off_screen && exec "$0" windows ;;
  windows) exec unshare --map-root-user --mount -- "$0" mounted ;;
  mounted) draw_in_windows ;;
esac
