# A static libcurl that speaks http and https, from the source of Debian's package: Debian's own archive needs libraries that
# exist as shared ones alone. Sourced, after report.sh; WASMPAIR_FIXTURES says where it is kept.
# shellcheck shell=bash

# source_lists: apt's lines for the sources of what this machine installs from Debian.
source_lists() {
  # shellcheck disable=SC2016  # the variables are apt's
  apt-get indextargets --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u
}

# fetch_curl_source VERSION DIRECTORY: into DIRECTORY/curl-*; apt checks what it fetches.
fetch_curl_source() {
  local version=$1 directory=$2
  mkdir -p "$directory/lists/partial" "$directory/archives/partial"
  source_lists >"$directory/sources.list"
  local options=(
    -q -o "Dir::Etc::SourceList=$directory/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$directory/lists" -o "Dir::Cache=$directory" -o APT::Sandbox::User=root
  )
  apt-get "${options[@]}" update && (cd "$directory" && apt-get "${options[@]}" source "curl=$version")
}

# build_curl SOURCE PREFIX
build_curl() {
  local source=$1 prefix=$2
  cmake -S "$source" -B "$source/build" -G Ninja -D CMAKE_INSTALL_PREFIX="$prefix" -D CMAKE_INSTALL_LIBDIR=lib \
    -D CMAKE_BUILD_TYPE=Release -D CMAKE_C_FLAGS="-ffile-prefix-map=$source=curl" \
    -D BUILD_SHARED_LIBS=OFF -D BUILD_CURL_EXE=OFF -D BUILD_TESTING=OFF -D ENABLE_MANUAL=OFF \
    -D HTTP_ONLY=ON -D USE_NGHTTP2=ON -D USE_LIBIDN2=ON -D CURL_USE_LIBSSH2=OFF -D CURL_USE_LIBPSL=OFF \
    -D CURL_CA_BUNDLE=none -D CURL_CA_PATH=none &&
    cmake --build "$source/build" && cmake --install "$source/build"
}

# static_curl: sets static_curl_prefix, and builds the library there unless it was built before. Its version is that of the
# headers that wasmpair is compiled with.
static_curl() {
  local version work
  version=$(dpkg-query --show --showformat='${Version}' libcurl4-openssl-dev) ||
    fail "The self-contained program is built on Debian 12, with libcurl4-openssl-dev."
  static_curl_prefix=$WASMPAIR_FIXTURES/curl-$version
  [[ ! -e $static_curl_prefix/lib/libcurl.a ]] || return 0
  step "building libcurl $version"
  mkdir -p "$WASMPAIR_FIXTURES"
  work=$(mktemp -d "$WASMPAIR_FIXTURES/curl.XXXXXX")
  {
    fetch_curl_source "$version" "$work" &&
      build_curl "$(echo "$work"/curl-*/)" "$work/installed"
  } >"$work/log" 2>&1 || fail "libcurl could not be built; $work/log says why." \
    "If apt does not find the version $version, run apt-get update && apt-get upgrade as root."
  rm -rf "$static_curl_prefix"
  mv "$work/installed" "$static_curl_prefix"
  rm -rf "$work"
}
