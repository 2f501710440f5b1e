#!/usr/bin/env bash
# Compares poses with recorded ones: golden_pose.sh PATTERN [compare_pose.py options]
# PATTERN names files below the shared golden/pose folder.
set -euo pipefail
pattern=$1
shift
shared=$MMDAGENT_SOURCE/../shared
if [[ ! -d $shared/golden/pose ]]; then
  echo "golden_pose: no recorded poses beside the repository"
  [[ ${MMDAGENT_REQUIRE_SHARED:-} == 1 ]] && exit 1
  exit 77
fi
# The pattern is meant to expand.
# shellcheck disable=SC2086
exec python3 "$shared/tools/compare_pose.py" --mmdtool "$MMDAGENT_BIN/mmdtool" \
  --content "$shared/content/gene" "$@" "$shared"/golden/pose/$pattern
