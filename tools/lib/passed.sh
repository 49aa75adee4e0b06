# Remembers what passed on which inputs, so that unchanged inputs need not be tested again. Sourced, after packages.sh.
# shellcheck shell=bash source=tools/lib/packages.sh disable=SC2154

# inputs_digest: of every file of the tree, and of the versions of the packages that are used.
inputs_digest() {
  {
    find . \( -path ./build -o -path ./.git \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
    dpkg-query --show "${build_packages[@]%%:*}" "${test_packages[@]%%:*}" "${engine_packages[@]%%:*}" \
      "${package_build_packages[@]%%:*}" "${package_test_packages[@]%%:*}" 2>/dev/null || true
    node --version
  } | sha256sum
}

# passed_before NAME: true if NAME passed on these inputs.
passed_before() { [[ -e build/passed/$1 && $(<"build/passed/$1") == "$(inputs_digest)" ]]; }

# remember NAME: it passed on these inputs.
remember() {
  mkdir -p build/passed
  inputs_digest >"build/passed/$1"
}
