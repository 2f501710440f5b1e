#!/bin/bash
# Draws what docs/ shows of the program's own elements from the sample content, on no screen.
#
#   docs/make_pictures.sh      after a release build
set -euo pipefail

cd "$(dirname "$(dirname "$(readlink -f "$0")")")"

# draw NAME FRAMES MESSAGE...
draw() {
  local name=$1 frames=$2 messages=()
  shift 2
  for message in "$@"; do messages+=(--send "$message"); done
  build/release/bin/mmdagent --headless --fixed-step 30 --frames "$frames" --size 960x540 \
    --set max_multi_sampling=4 --set Plugin_Remote_EnableServer=false \
    --screenshot "$PWD/docs/$name.png" "${messages[@]}" Resource/Sample/sample.mdf > /dev/null
  echo "docs/$name.png"
}

draw captions 75 \
  'CAPTION_START|hello|_default|Nice_to_meet_you!|3|CENTER|0.16|200' \
  'CAPTION_SETSTYLE|calm|default|1,1,1,1|0.1,0.1,0.4,1,4|0,0,0,0,0|0.05,0.05,0.25,0.6' \
  'CAPTION_START|small|calm|はじめまして|2|CENTER|0.05|200' \
  'WINDOWOVERLAY_ADD|view|background.png|0.2|0.2|TOP_RIGHT|0.03'

draw prompt 60 \
  'PROMPT_SHOW|Shall she wave?|Yes|No|<ja>あとで<en>Later' 'REMOTEKEY_DOWN|Down'

draw log 60 \
  'CAMERA|0,10.4,0|4,-16,0|86|18|0' 'REMOTEKEY_CHAR|d'

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

# What only a window shows, and what the user's folder keeps: on a virtual screen, in a folder of its own.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r Resource/Sample "$folder/Sample"
number=0
for name in "A walk by the river" "Good morning" "The station at night"; do
  mkdir -p "$folder/kept/$name"
  touch "$folder/kept/$name/main.mdf"
  echo "label=$name" > "$folder/kept/$name/PACKAGE_DESC.txt"
  printf 'mdf%d=%s\ndir%d=%s\ntime%d=2026/05/1%d 09:30\n' "$number" "$folder/kept/$name/main.mdf" \
    "$number" "$folder/kept/$name" "$number" "$((4 - number))" >> "$folder/kept/_history"
  number=$((number + 1))
done

# draw_in_window NAME LENGTH-OPTION LENGTH MESSAGE...
draw_in_window() {
  local name=$1 option=$2 length=$3 messages=()
  shift 3
  for message in "$@"; do messages+=(--send "$message"); done
  MMDAgentContentDir="$folder/kept" xvfb-run -a -s '-screen 0 960x540x24' \
    build/release/bin/mmdagent "$option" "$length" --size 960x540 --set show_fps=false \
    --set Plugin_Remote_EnableServer=false --screenshot "$PWD/docs/$name.png" "${messages[@]}" \
    "$folder/Sample/sample.mdf" > /dev/null
  echo "docs/$name.png"
}

draw_in_window curtain --frames 28
draw_in_window tab_bar --duration 12 'REMOTEKEY_CHAR|H'
draw_in_window file_browser --duration 12 'REMOTEKEY_CHAR|O'
