# Debian's web servers, unpacked among the fixtures instead of installed: no service starts, no port is taken, nothing of
# the system changes. Sourced, after report.sh; WASMPAIR_FIXTURES says where fixtures are.
# shellcheck shell=bash

# The servers, and the libraries of theirs that a machine may lack.
server_packages=(
  nginx nginx-common libnginx-mod-http-brotli-static
  caddy
  apache2-bin libapr1 libaprutil1
  lighttpd lighttpd-mod-deflate libxxhash0 libnettle8
)

# unpack_servers: into $WASMPAIR_FIXTURES/servers, laid out as in a file system's root.
unpack_servers() {
  local target=$WASMPAIR_FIXTURES/servers work archive
  [[ ! -e $target/packages || $(<"$target/packages") != "${server_packages[*]}" ]] || return 0
  if ! command -v apt-get >/dev/null; then
    fail "The tests with web servers take them from Debian's packages, and this system has no apt-get." \
      "Please unpack ${server_packages[*]} into $target."
  fi
  step "unpacking ${server_packages[*]}"
  mkdir -p "$WASMPAIR_FIXTURES"
  work=$(mktemp -d "$WASMPAIR_FIXTURES/servers.XXXXXX")
  chmod 755 "$work"
  (cd "$work" && apt-get download -q "${server_packages[@]}") ||
    fail "Packages could not be downloaded: ${server_packages[*]}" "Their list may be old: run apt-get update as root."
  for archive in "$work"/*.deb; do
    dpkg-deb --extract "$archive" "$work"
    rm "$archive"
  done
  echo "${server_packages[*]}" >"$work/packages"
  rm -rf "$target"
  mv "$work" "$target"
}
