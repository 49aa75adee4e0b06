# Configures and builds by the presets. Sourced.
# shellcheck shell=bash

# configure PRESET
configure() { [[ -e build/$1/build.ninja ]] || cmake --preset "$1" >/dev/null; }

# build PRESET TARGET
build() { configure "$1" && cmake --build "build/$1" --target "$2"; }
