# Configures and builds. Sourced.
# shellcheck shell=bash

# build PRESET [TARGET]: everything, or one target.
build() {
  local preset=$1 target=${2:-all}
  if [[ ! -e build/$preset/build.ninja ]]; then
    cmake --preset "$preset" >/dev/null || return
  fi
  cmake --build "build/$preset" --target "$target" || return
}
