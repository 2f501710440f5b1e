#!/bin/bash
# Everything CI runs: all tests of the release build, the unit tests under the address and undefined
# behaviour sanitizers, every fuzz target for a while.
#
#   scripts/test.sh          under 40 minutes on two cores
#   scripts/test.sh --long   adds the thread sanitizer, the whole program under both sanitizers, longer
#                            fuzzing, long cases at full length
#
# MMDAGENT_REQUIRE_SHARED=1 makes a skipped test a failure.
set -euo pipefail

cd "$(dirname "$(dirname "$(readlink -f "$0")")")"

fuzz_seconds=15
long=false
case "${1:-}" in
  "") ;;
  --long)
    long=true
    fuzz_seconds=60
    export MMDAGENT_LONG=1
    ;;
  *)
    echo "test.sh: expected nothing or --long, got \"$1\"" >&2
    exit 2
    ;;
esac

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed_stages=()

stage() { printf '\n=== %s (%d min so far)\n' "$1" $((SECONDS / 60)); }

# build PRESET TARGET...: quiet unless it fails, and then nothing else makes sense.
build() {
  local preset=$1
  shift
  stage "build $preset"
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset" --target "$@"; } \
    > "$logs/build" 2>&1; then
    tail -n 200 "$logs/build"
    echo "test.sh: building $preset failed" >&2
    exit 1
  fi
}

# run_tests PRESET [ctest options]
run_tests() {
  local preset=$1
  shift
  stage "test $preset"
  ctest --test-dir "build/$preset" -j2 --output-on-failure --no-tests=error "$@" 2>&1 |
    tee "$logs/$preset.ctest" || failed_stages+=("test $preset")
}

# fuzz_target PROGRAM: for $fuzz_seconds on its own seeds; writes its output to $logs/NAME.fuzz.
fuzz_target() {
  local target=$1 name corpus seeds=()
  name=$(basename "$target")
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus"
  [ ! -d "tests/fuzz/corpus/${name#fuzz_}" ] || seeds=("tests/fuzz/corpus/${name#fuzz_}")
  "$target" -max_total_time=$fuzz_seconds -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/$name-" "$corpus" "${seeds[@]}" > "$logs/$name.fuzz" 2>&1 ||
    touch "$logs/$name.failed"
}
export -f fuzz_target
export fuzz_seconds logs

# Every target of the build, two at a time: each is one thread.
fuzz() {
  build fuzz tests/fuzz/all
  stage "fuzz, $fuzz_seconds s each"
  find build/fuzz/tests/fuzz -maxdepth 1 -name 'fuzz_*' -type f -perm -u+x -print0 | sort -z |
    xargs -0 -r -n 1 -P 2 bash -c 'fuzz_target "$1"' fuzz_target
  local log name
  for log in "$logs"/*.fuzz; do
    name=$(basename "$log" .fuzz)
    if [ -e "$logs/$name.failed" ]; then
      tail -n 60 "$log"
      failed_stages+=("$name")
    else
      echo "$name: $(sed -nE 's/^stat::number_of_executed_units: *//p' "$log") executions"
    fi
  done
}

scripts/setup.sh

build release all
run_tests release
if $long; then
  export MMDAGENT_STRESS_MESSAGES=10000000
  build asan all
  run_tests asan -L 'unit|program'
  build tsan all
  # Left out: what has one thread alone, files and poses, the cases of the scene, pictures.
  run_tests tsan -L 'unit|program' \
    -E '^(mmdfiles_|golden_|AvatarCut|[A-Za-z]+Cases|fst_|mmdagent_(conformance|picture)_test)'
else
  build asan mmdagent_unit_tests
  # Each of these plays hundreds of scenes; what they load and do is in other tests too.
  run_tests asan -L unit -E '^mmdagent_conformance_test\.Pairs/LoadingOrder'
fi
fuzz

stage "result"
count() { cat "$logs"/*.ctest | grep -cE "Test +#[0-9]+: .*$1" || true; }
passed=$(count ' Passed ')
skipped=$(count '\*\*\*Skipped')
failed=$(count '\*\*\*(Failed|Timeout|Exception|Not Run)')
echo "skipped: $skipped"
sed -nE 's/.*Test +#[0-9]+: ([^ ]+) .*\*\*\*Skipped.*/  \1/p' "$logs"/*.ctest | sort -u
if [ "${MMDAGENT_REQUIRE_SHARED:-}" = 1 ] && [ "$skipped" -gt 0 ]; then
  failed_stages+=("skipped tests, which MMDAGENT_REQUIRE_SHARED=1 forbids")
fi
echo "$passed passed, $failed failed, $skipped skipped"
for failed_stage in "${failed_stages[@]}"; do echo "failed: $failed_stage"; done
[ ${#failed_stages[@]} -eq 0 ]
