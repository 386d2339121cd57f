# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shared by the scripts of this folder; sourced, never run.

project_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
program_name=$(basename -- "$0")

say() { printf '%s: %s\n' "$program_name" "$*"; }

# fail STATUS MESSAGE: one line to standard error. Statuses follow the program's own: 1 failed, 2 wrong usage, 3 a needed part is missing.
fail() {
  local status=$1
  shift
  printf '%s: error: %s\n' "$program_name" "$*" >&2
  exit "$status"
}

# The preset that setup, demo and test use: release wants a CPU with AVX2, portable runs on any x86-64.
preset=${KIZASHI_PRESET:-release}
[[ $preset == release || $preset == portable ]] ||
  fail 2 "KIZASHI_PRESET is '$preset'; it must be release or portable"

listed_packages() { sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@"; }

missing_packages() {
  local installed
  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
  comm -23 <(listed_packages "$@" | sort -u) <(printf '%s\n' "$installed")
}

# as_root COMMAND...: runs it directly for root, by sudo for others.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

# install_packages LIST_FILE...: apt runs only where something is missing.
install_packages() {
  [[ -z ${KIZASHI_SKIP_PACKAGES:-} ]] || return 0
  command -v apt-get >/dev/null ||
    fail 3 "no apt-get here; install what scripts/packages.txt lists yourself, then run again with KIZASHI_SKIP_PACKAGES=1"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  [[ $EUID -eq 0 ]] || command -v sudo >/dev/null ||
    fail 3 "root is needed to install ${missing[*]}; run as root, or install sudo"
  say "installing packages: ${missing[*]}"
  local log
  log=$(mktemp)
  { as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"; } \
    </dev/null >"$log" 2>&1 ||
    fail 3 "apt-get failed: $(grep -E '^(E|Err)' "$log" | tail -n 1) (whole output: $log)"
  rm -f "$log"
}

# quietly LOG COMMAND...: keeps a command's output in LOG and shows its end only where the command fails.
quietly() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 && return
  tail -n 25 "$log" >&2
  return 1
}

# One compile takes up to about 1.5 GB: fewer at once where memory is short.
build_jobs() {
  local memory_gb cores
  memory_gb=$(awk '/^MemAvailable:/ {print int($2 / 1e6 / 1.5)}' /proc/meminfo)
  cores=$(nproc)
  echo $((memory_gb < 1 ? 1 : memory_gb < cores ? memory_gb : cores))
}

# pinned_tool NAME PIN: the name of a tool in the major version of scripts/pins.json; other versions format and warn differently.
pinned_tool() {
  local major name
  major=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["tools"][sys.argv[2]])' "$project_root/scripts/pins.json" "$2")
  name=$1-$major
  "$name" --version 2>/dev/null | grep -q "version $major\." || fail 3 "$name is missing; install it (Debian: apt-get install ${1/++/}-$major)"
  echo "$name"
}

# find_shared: where the real clips lie, for the tests that use them; they are skipped where there are none.
find_shared() {
  [[ -n ${KIZASHI_SHARED:-} || ! -d $project_root/../shared ]] || KIZASHI_SHARED=$(cd "$project_root/../shared" && pwd)
  [[ -z ${KIZASHI_SHARED:-} ]] || export KIZASHI_SHARED
}
