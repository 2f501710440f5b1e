#!/bin/bash
# Installs the Debian 12 packages that building, running and testing need. Says nothing and needs no
# rights when all are there.
#
#   scripts/setup.sh           what the project needs
#   scripts/setup.sh --bench   also what only tests/bench, tests/fuzz/coverage.sh and tools/lip_training need
set -euo pipefail

packages=(
  # build
  build-essential ccache clang-16 clang-format-16 clang-tidy-16 cmake libclang-rt-16-dev ninja-build
  pkg-config python3
  # libraries
  flite1-dev libboost1.81-dev libbullet-dev libcli11-dev libcurl4-openssl-dev libepoxy-dev libfmt-dev libfreetype-dev libglfw3-dev
  libglm-dev libharfbuzz-dev libhtsengine-dev libopenal-dev libre2-dev libsndfile1-dev libspdlog-dev libssl-dev
  libstb-dev libzip-dev nlohmann-json3-dev zipcmp zipmerge ziptool
  # drawing without a graphics card, and text in every language
  fonts-font-awesome fonts-noto-cjk libegl-mesa0 libegl1 libgl1 libgl1-mesa-dri libglx-mesa0
  # speech
  open-jtalk open-jtalk-mecab-naist-jdic
  # tests
  flite iproute2 libbenchmark-dev libgtest-dev libxtst6 openssl pocketsphinx pocketsphinx-en-us python3-pip
  python3-setuptools python3-venv python3-websockets python3-wheel xauth xvfb
)
bench_packages=(espeak-ng libconcurrentqueue-dev libespeak-ng1 llvm-16 nats-server python3-numpy redis-server)

case "${1:-}" in
  "") ;;
  --bench) packages+=("${bench_packages[@]}") ;;
  *)
    echo "setup.sh: expected nothing or --bench, got \"$1\"" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query > /dev/null; then
  echo "setup.sh: needs Debian 12; elsewhere install the counterparts of: ${packages[*]}" >&2
  exit 2
fi

installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${packages[@]}" \
  2> /dev/null | awk '$2 == "installed" {print $1}' || true)
missing=()
for package in "${packages[@]}"; do
  grep -qxF "$package" <<< "$installed" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    as_root=(sudo -n)
  else
    echo "setup.sh: packages are missing and need rights to install; run:" >&2
    echo "sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 2
  fi
fi

echo "installing: ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get -q -y install --no-install-recommends "${missing[@]}"
