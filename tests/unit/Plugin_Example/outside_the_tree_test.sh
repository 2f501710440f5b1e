#!/bin/bash
# Builds the example outside the tree, with nothing but an installed copy of the interface, and runs
# the example's own test on the result.
set -euo pipefail
build_dir=$1
example_test=$2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build_dir" --component plugin_interface --prefix "$work/prefix" > "$work/log"
cp -r "$MMDAGENT_SOURCE/Plugin_Example" "$work/Plugin_Example"
cat > "$work/CMakeLists.txt" <<'LISTS'
cmake_minimum_required(VERSION 3.25)
project(my_plugins LANGUAGES CXX)
find_package(mmdagent REQUIRED)
add_subdirectory(Plugin_Example)
LISTS

cmake -S "$work" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" >> "$work/log" ||
  { cat "$work/log"; exit 1; }
cmake --build "$work/build" >> "$work/log" || { cat "$work/log"; exit 1; }
cmake --install "$work/build" --prefix "$work/installed" >> "$work/log" || { cat "$work/log"; exit 1; }

for plugins in "$work/build/Plugins" "$work/installed/lib/mmdagent/Plugins"; do
  test -f "$plugins/Plugin_Example.so" || { echo "missing: $plugins/Plugin_Example.so"; exit 1; }
  PLUGINS_DIR=$plugins "$example_test"
done

exported=$(nm -D --defined-only "$work/build/Plugins/Plugin_Example.so" | awk '$2 == "T" {print $3}')
if [ "$exported" != mmdagent_plugin_entry ]; then
  echo "expected mmdagent_plugin_entry as the only exported function, got: $exported"
  exit 1
fi
