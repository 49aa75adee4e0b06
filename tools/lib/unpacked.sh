# Debian's packages, unpacked among the fixtures instead of installed: no service starts, no port is taken, and nothing of
# the system changes. Sourced, after report.sh; WASMPAIR_FIXTURES says where fixtures are.
# shellcheck shell=bash disable=SC2034  # the lists are for those who source this

# The web servers, and the libraries of theirs that a machine may lack.
server_packages=(
  nginx nginx-common libnginx-mod-http-brotli-static
  caddy
  apache2-bin libapr1 libaprutil1
  lighttpd lighttpd-mod-deflate libxxhash0 libnettle8
)

# Installed, it would replace busybox, whose shell looks for commands in the PATH first, as Alpine's does.
busybox_packages=(busybox-static)

# unpack NAME PACKAGE…: into $WASMPAIR_FIXTURES/NAME, laid out as in a file system's root.
unpack() {
  local target=$WASMPAIR_FIXTURES/$1 work archive
  shift
  [[ ! -e $target/packages || $(<"$target/packages") != "$*" ]] || return 0
  if ! command -v apt-get >/dev/null; then
    fail "The tests take these from Debian's packages, and this system has no apt-get." "Please unpack $* into $target."
  fi
  step "unpacking $*"
  mkdir -p "$WASMPAIR_FIXTURES"
  work=$(mktemp -d "$target.XXXXXX")
  chmod 755 "$work"
  (cd "$work" && apt-get download -q "$@") ||
    fail "Packages could not be downloaded: $*" "Their list may be old: run apt-get update as root."
  for archive in "$work"/*.deb; do
    dpkg-deb --extract "$archive" "$work"
    rm "$archive"
  done
  echo "$*" >"$work/packages"
  rm -rf "$target"
  mv "$work" "$target"
}
