# Configures and builds by the presets, through ccache where it is installed. Sourced.
# shellcheck shell=bash

# What ccache compares leaves out where this clone is, so that every clone of the same user shares its objects. It takes the
# headers that a file depends on from the compiler, and does not run the preprocessor for them, which costs a sixth.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-5G}

# configure PRESET
configure() {
  [[ ! -e build/$1/build.ninja ]] || return 0
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  cmake --preset "$1" "${launcher[@]}" >/dev/null
}

# build PRESET TARGET
build() { configure "$1" && cmake --build "build/$1" --target "$2"; }
