# Which Debian packages are needed, and how missing ones are installed. Sourced, after report.sh.
# shellcheck shell=bash disable=SC2034  # the lists are for those who source this
# An entry is PACKAGE, or PACKAGE:COMMAND where any installation of that command will do.

build_packages=(
  g++:g++ cmake:cmake ninja-build:ninja pkg-config:pkg-config
  libboost-filesystem-dev libboost-program-options-dev
  libboost-dev libcurl4-openssl-dev
  libssl-dev zlib1g-dev libbrotli-dev libdeflate-dev libzstd-dev libuv1-dev
  nlohmann-json3-dev libfmt-dev libgtest-dev
)

# For tools/package.
package_build_packages=(
  dpkg-dev file:file zip:zip
  libnghttp2-dev libidn2-dev libunistring-dev  # what a static libcurl needs
)

# For tools/package --platforms.
platform_packages=(cmake:cmake ninja-build:ninja pkg-config:pkg-config perl:perl make:make dpkg-dev:dpkg-source)

# For tests of those programs: other processors and systems.
platform_test_packages=(qemu-user-static:qemu-aarch64-static wine:wine openssl:openssl)

# What fetches the source of libbrotli.
brotli_packages=(python3-pip python3-setuptools python3-wheel)

test_packages=(
  ccache:ccache                         # a second build costs little
  golang-1.19-go golang-1.19-src        # the oldest toolchain, with the shim of Debian's packages
  chromium:chromium
  clang:clang++ libclang-rt-14-dev      # fuzz targets: libFuzzer and the sanitizers
  llvm:llvm-cov                         # coverage
  clang-format:clang-format clang-tidy:clang-tidy shellcheck:shellcheck
  python3-pip:pip3                      # for CMake 3.20
  make:make strace:strace jq:jq brotli:brotli zstd:zstd openssl:openssl time:/usr/bin/time
  bazel-bootstrap bazel-rules-cc bazel-rules-java
  util-linux:setpriv bsdutils:script
  python3:python3 cmark-gfm:cmark-gfm   # read HTML and Markdown back
  bash-completion fish:fish zsh:zsh mandoc:mandoc
  wrk:wrk                               # the benchmark of Go servers
  njs:njs                               # runs CloudFront functions
  git:git rsync:rsync curl:curl         # what the CI examples and gitlab-ci-local run
  ca-certificates
)

# What packages are tested with.
package_test_packages=(
  mmdebstrap:mmdebstrap lintian:lintian buildah:buildah
  # what reads the files for package managers, and further shells and downloaders for install.sh; busybox-static has a
  # command busybox, too, but another shell
  ruby:ruby nix-bin:nix-instantiate python3-yaml unzip:unzip dash:dash busybox wget:wget
)

# What is compared with.
bench_packages=(bsdiff:bsdiff)

# The other browser that knows dictionaries, and what makes it trust a certificate authority.
firefox_packages=(firefox-esr:firefox-esr libnss3-tools:certutil)

# The template engines of the examples.
engine_packages=(python3-jinja2 python3-django)

# need PACKAGE[:COMMAND]…: installs those that are missing. Asks for root only then.
need() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  [[ ${WASMPAIR_PACKAGES:-} != present ]] || return 0
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    fail "This needs what the following Debian 12 packages hold; please install it by this system's own means:" \
      "  ${missing[*]}" \
      "Then run the command again with WASMPAIR_PACKAGES=present."
  fi
  step "installing ${missing[*]}"
  local root=()
  if ((EUID)); then
    command -v sudo >/dev/null ||
      fail "This needs root, and there is no sudo. As root, run:" \
        "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    root=(sudo)
  fi
  if ! { "${root[@]}" apt-get update -q &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; }; then
    fail "Packages could not be installed: ${missing[*]}"
  fi
}

# missing_packages PACKAGE[:COMMAND]…: one a line.
missing_packages() {
  local entry packages=() installed
  for entry; do
    if [[ $entry != *:* ]] || ! command -v "${entry#*:}" >/dev/null; then packages+=("${entry%%:*}"); fi
  done
  ((${#packages[@]})) || return 0
  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
  for entry in "${packages[@]}"; do
    grep --quiet --line-regexp --fixed-strings "installed $entry" <<<"$installed" || echo "$entry"
  done
}

# need_go: any Go that carries its shim, else Debian's.
need_go() {
  if ! command -v go >/dev/null; then
    need golang-go golang-src
    return
  fi
  local goroot
  goroot=$(go env GOROOT)
  if [[ ! -e $goroot/lib/wasm/wasm_exec.js && ! -e $goroot/misc/wasm/wasm_exec.js ]]; then need golang-src; fi
}

# need_node: Node.js 20, which Debian 12 does not package.
need_node() {
  local major
  major=$(node --print 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  if ((major < 20)) || ! command -v npm >/dev/null; then
    fail "The tests need Node.js 20 or later with npm (found: $(node --version 2>/dev/null || echo none))." \
      "Debian 12 packages 18; please install a later one from nodejs.org." \
      "tools/test unit runs without it."
  fi
}
