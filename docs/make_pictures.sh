#!/bin/bash
# Draws what docs/ shows of the program's own elements from the sample content, off screen.
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
  'MENU|ADD|Sorane' \
  'MENU|SETITEM|Sorane|0|Wave|GREET' \
  'MENU|SETITEM|Sorane|1|Nod|NOD' \
  'MENU|SETITEM|Sorane|2|Walk round the terrace|WALK' \
  'REMOTEKEY_CHAR|/' \
  'REMOTEKEY_DOWN|Down' \
  'REMOTEKEY_DOWN|Down'
