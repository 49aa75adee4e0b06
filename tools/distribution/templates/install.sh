#!/bin/sh
# Installs wasmpair @version@ for Linux or macOS, without root:
#   sh install.sh [--prefix DIR]
# The program goes into DIR/bin, its manual page, completions and licenses into DIR/share. Without --prefix, DIR is
# ~/.local. The archive is installed only if its SHA-256 digest is the one in this file.
# Exit status: 0 installed; 1 failed, and no program was replaced.
set -eu

base='@base@'
scheme='@scheme@'
version='@version@'
loader=/lib64/ld-linux-x86-64.so.2

# system, processor, C library, name of the archive, digest, and what the system must have.
archives() {
  cat <<'END'
@archives@
END
}

fail() {
  printf 'wasmpair: %s\n' "$@" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

detect_system() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    MINGW* | MSYS* | CYGWIN*) fail 'on Windows, install with PowerShell: install.ps1' ;;
    *) fail "there is no program for the system $(uname -s)." 'Build it from source instead.' ;;
  esac
}

detect_processor() {
  case $(uname -m) in
    x86_64 | amd64) processor=x64 ;;
    aarch64 | arm64) processor=arm64 ;;
    *) fail "there is no program for the processor $(uname -m)." 'Build it from source instead.' ;;
  esac
  # Under Rosetta, uname names the processor that is emulated.
  if [ "$system" = darwin ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null)" = 1 ]; then processor=arm64; fi
}

# libc is glibc and its version, musl, or "-". A system without getconf's answer, or with another loader than programs
# name (NixOS), is taken for one with musl, whose program needs no library.
detect_libc() {
  libc=- glibc_version=
  [ "$system" = linux ] || return 0
  glibc_version=$(getconf GNU_LIBC_VERSION 2>/dev/null) || glibc_version=
  case $glibc_version in
    'glibc '*) libc=glibc glibc_version=${glibc_version#glibc } ;;
    *) libc=musl glibc_version= ;;
  esac
  [ "$processor" != x64 ] || [ -e "$loader" ] || libc=musl glibc_version=
}

# has_glibc VERSION: true if the system has that version or a later one.
has_glibc() {
  [ "${glibc_version%%.*}" -gt "${1%%.*}" ] && return 0
  rest=${glibc_version#*.}
  [ "${glibc_version%%.*}" -eq "${1%%.*}" ] && [ "${rest%%.*}" -ge "${1#*.}" ]
}

# Sets archive and digest. A program for musl is static: it runs where glibc is too old as well.
choose_archive() {
  archive='' digest='' needed=''
  while read -r of_system of_processor of_libc of_archive of_digest needs; do
    [ "$of_system $of_processor" = "$system $processor" ] || continue
    case $of_libc in
      glibc)
        needed=$needs
        if [ "$libc" != glibc ] || ! has_glibc "${needs#glibc }"; then continue; fi
        ;;
      musl) [ -z "$archive" ] || continue ;;
    esac
    archive=$of_archive digest=$of_digest
  done <<END
$(archives)
END
  [ -z "$archive" ] || return 0
  [ -z "$needed" ] || fail "the program for $system $processor needs $needed; this system has ${glibc_version:-another C library}." \
    'Build it from source instead.'
  fail "version $version has no program for $system $processor." 'Build it from source instead.'
}

# download URL FILE
download() {
  if has curl; then
    curl --fail --silent --show-error --location --proto "=$scheme" --connect-timeout 30 --output "$2" "$1"
  elif has wget; then
    wget -q -t 3 -O "$2" "$1"
  else
    fail 'this needs curl or wget. Install one of them.'
  fi
}

# digest_of FILE
digest_of() {
  if has sha256sum; then
    sha256sum <"$1"
  elif has shasum; then
    shasum -a 256 <"$1"
  else
    fail 'this needs sha256sum or shasum to check the download. Install one of them.'
  fi
}

fetch_archive() {
  download "$base/$archive" "$work/$archive" ||
    fail "$base/$archive: could not be downloaded." 'Check the connection and the proxy, and run this again.'
  actual=$(digest_of "$work/$archive")
  actual=${actual%% *}
  [ "$actual" = "$digest" ] || fail "$base/$archive: is not the file that was released: wrong SHA-256 digest." \
    "  expected $digest" "  received $actual" 'Nothing was installed. Run this again; if it fails again, report it.'
  tar -xzf "$work/$archive" -C "$work" || fail "$archive: could not be unpacked."
}

# put FILE MODE TARGET: replaces TARGET at once, so that a running program and an interrupted copy do no harm.
put() {
  mkdir -p "${3%/*}" || fail "${3%/*}: cannot be created." 'Choose another place with --prefix.'
  { cp "$1" "$3.new$$" && chmod "$2" "$3.new$$" && mv -f "$3.new$$" "$3"; } || {
    rm -f "$3.new$$"
    fail "$3: cannot be written." 'Choose another place with --prefix.'
  }
}

# Sets shown, the version that the program prints, and new, its place. One that does not run replaces nothing.
try_program() {
  [ ! -d "$prefix/bin/wasmpair" ] || fail "$prefix/bin/wasmpair: is a directory." 'Choose another place with --prefix.'
  new=$prefix/bin/wasmpair.trial$$
  put "$files/wasmpair" 755 "$new"
  shown=$("$new" --version) || {
    rm -f "$new"
    fail "$archive: its program does not run on this system." 'Nothing was replaced. Build it from source instead.'
  }
}

replace_program() {
  mv -f "$new" "$prefix/bin/wasmpair" || {
    rm -f "$new"
    fail "$prefix/bin/wasmpair: cannot be replaced." 'Choose another place with --prefix.'
  }
}

install_files() {
  files=$work/${archive%.tar.gz}
  share=$prefix/share
  try_program
  put "$files/wasmpair.1" 644 "$share/man/man1/wasmpair.1"
  put "$files/completions/wasmpair.bash" 644 "$share/bash-completion/completions/wasmpair"
  put "$files/completions/_wasmpair" 644 "$share/zsh/site-functions/_wasmpair"
  put "$files/completions/wasmpair.fish" 644 "$share/fish/vendor_completions.d/wasmpair.fish"
  put "$files/LICENSE" 644 "$share/doc/wasmpair/LICENSE"
  put "$files/NOTICES" 644 "$share/doc/wasmpair/NOTICES"
  replace_program # last: until here the former one is complete
}

report() {
  echo "installed $shown: $prefix/bin/wasmpair"
  case :$PATH: in
    *":$prefix/bin:"*) ;;
    *) echo "Add it to the PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
}

main() {
  prefix=${HOME:+$HOME/.local}
  while [ $# -gt 0 ]; do
    case $1 in
      --prefix=*) prefix=${1#--prefix=} ;;
      --prefix) shift && prefix=${1-} ;;
      --help)
        echo "sh install.sh [--prefix DIR]: installs wasmpair $version in DIR; default: ~/.local"
        return
        ;;
      *) fail "unknown argument '$1'." 'sh install.sh [--prefix DIR]' ;;
    esac
    [ $# -eq 0 ] || shift
    [ -n "$prefix" ] || fail '--prefix needs a directory.'
  done
  [ -n "$prefix" ] || fail 'HOME is not set. Name a directory with --prefix.'
  case $prefix in
    /*) ;;
    *) prefix=$PWD/$prefix ;;
  esac
  detect_system
  detect_processor
  detect_libc
  choose_archive
  work=$(mktemp -d) || fail 'no temporary directory can be made.'
  new=
  trap 'rm -rf "$work"; [ -z "$new" ] || rm -f "$new"' EXIT
  trap 'exit 1' HUP INT TERM
  fetch_archive
  install_files
  report
}

# The last line: a script that was downloaded in part does nothing.
main "$@"
