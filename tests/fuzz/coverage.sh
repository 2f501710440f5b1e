#!/bin/bash
# Branch coverage of the format readers over the seeds of the fuzz targets, and over what a fuzz run
# added to build/fuzz/corpus where that exists. Prints one line a file and the sum.
#
#   tests/fuzz/coverage.sh [--seeds]     --seeds: without what fuzz runs added
#
# Needs what scripts/setup.sh --bench installs.
set -euo pipefail

for tool in llvm-profdata-16 llvm-cov-16; do
  if ! command -v "$tool" > /dev/null; then
    echo "coverage.sh: $tool is missing, scripts/setup.sh --bench installs it" >&2
    exit 1
  fi
done

cd "$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")"

targets=(files image pmd pmd_csv pmx side_files text vmd vpd)
build=build/coverage
profiles=$build/profiles

cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DMMDAGENT_FUZZ=ON \
  -DCMAKE_C_COMPILER=clang-16 -DCMAKE_CXX_COMPILER=clang++-16 -DMMDAGENT_SANITIZE=fuzzer-no-link \
  -DCMAKE_CXX_FLAGS="-O1 -fprofile-instr-generate -fcoverage-mapping" > /dev/null
cmake --build "$build" --target "${targets[@]/#/fuzz_}" > /dev/null

rm -rf "$profiles"
mkdir -p "$profiles"
objects=("$build/tests/fuzz/fuzz_${targets[0]}")
for target in "${targets[@]}"; do
  inputs=("tests/fuzz/corpus/$target")
  grown=build/fuzz/corpus/fuzz_$target
  if [ "${1:-}" != --seeds ] && [ -d "$grown" ]; then inputs+=("$grown"); fi
  program=$build/tests/fuzz/fuzz_$target
  # -runs=0: each input once, nothing new.
  LLVM_PROFILE_FILE="$profiles/$target.profraw" "$program" -runs=0 "${inputs[@]}" 2> /dev/null
  objects+=(-object "$program")
done
llvm-profdata-16 merge -o "$profiles/all.profdata" "$profiles"/*.profraw
llvm-cov-16 export -summary-only -instr-profile "$profiles/all.profdata" "${objects[@]}" \
  -sources Library_MMDFiles/src/formats |
  python3 -c '
import json, sys
files = json.load(sys.stdin)["data"][0]["files"]
total = covered = 0
for entry in sorted(files, key=lambda entry: entry["filename"]):
    branches = entry["summary"]["branches"]
    total += branches["count"]
    covered += branches["covered"]
    name = entry["filename"].rsplit("/", 1)[1]
    if branches["count"]:
        print("%5.1f %%  %4d of %4d  %s" % (branches["percent"], branches["covered"], branches["count"], name))
print("%5.1f %%  %4d of %4d  branches of src/formats" % (100 * covered / total, covered, total))
'
