# The self-contained programs for other platforms than this machine's: the zig toolchain, Clang with musl and libc++ for
# each of them, compiles the libraries and wasmpair. Sourced, after report.sh, static_brotli.sh, static_curl.sh and
# platform_table.sh; WASMPAIR_FIXTURES says where the toolchain, the sources and the compiled libraries are kept.
# shellcheck shell=bash disable=SC2034,SC2154  # the list is for those who source this; brotli's version is static_brotli.sh's
mapfile -t known_platforms < <(platform_rows build name | sed -n 's/^--platforms\t//p')
zig_version=0.17.1
zig_sha256=ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54

# The source packages of Debian 12, without its security updates, whose archives vanish from the mirrors; apt checks them.
platform_sources=(
  boost1.81=1.81.0-5+deb12u1 curl=7.88.1-10+deb12u15 fmtlib=9.1.0+ds1-2 libdeflate=1.14-1 libuv1=1.44.2-1+deb12u1
  libzstd=1.5.4+dfsg2-5 nghttp2=1.52.0-1+deb12u3 nlohmann-json3=3.11.2-2 openssl=3.0.20-1~deb12u2
  zlib=1:1.2.13.dfsg-1
)

# What only legacy protocols need, and what a static program cannot load.
platform_openssl_options=(
  no-shared no-tests no-dso no-engine no-module no-legacy no-ui-console no-des no-idea no-seed no-camellia no-aria no-bf
  no-cast no-rc2 no-rc4 no-md4 no-mdc2 no-whirlpool no-srp no-psk no-cms no-ts no-ct no-comp no-dtls no-ssl3 no-sm2
  no-sm3 no-sm4 no-dsa no-gost --prefix=/usr --openssldir=/etc/ssl
  -fno-sanitize=all -ffunction-sections -fdata-sections
)

# platform_target PLATFORM: in zig's terms, PROCESSOR-SYSTEM-LIBRARY.
platform_target() { platform_rows name target | sed -n "s/^$1\t//p"; }

# cached DIRECTORY TITLE COMMAND…: calls COMMAND… WORK, which fills WORK/result, unless DIRECTORY exists. What the command
# prints is in WORK/log if it fails.
cached() {
  local directory=$1 title=$2 work
  shift 2
  [[ ! -e $directory ]] || return 0
  step "$title"
  mkdir -p "$(dirname "$directory")"
  work=$(mktemp -d "$directory.XXXXXX")
  # In a shell of its own, where any failure ends it.
  (set -e && "$@" "$work") >"$work/log" 2>&1 &
  wait $! || fail "$title: failed; $work/log says why."
  # Another run may have been first.
  mv --no-target-directory "$work/result" "$directory" 2>/dev/null || [[ -d $directory ]] || fail "$directory: cannot be written."
  rm -rf "$work"
}

# make_zig WORK: commands with one name each, as CMake and OpenSSL's Makefile want them.
make_zig() {
  local work=$1 tool
  echo "ziglang==$zig_version --hash=sha256:$zig_sha256" >"$work/requirements.txt"
  /usr/bin/python3 -m pip download --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --requirement "$work/requirements.txt" --dest "$work"
  python3 -m zipfile -e "$work"/ziglang-*.whl "$work/result"
  chmod +x "$work/result/ziglang/zig"
  mkdir "$work/result/bin"
  for tool in cc c++ ar ranlib; do
    # shellcheck disable=SC2016  # for the script that is written
    printf '#!/bin/sh\nexec "${0%%/*}/../ziglang/zig" %s "$@"\n' "$tool" >"$work/result/bin/zig-$tool"
    chmod +x "$work/result/bin/zig-$tool"
  done
}

# make_platform_sources WORK: one directory for each library.
make_platform_sources() {
  local work=$1 directory
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/result"
  source_lists | grep ' bookworm main' >"$work/sources.list"
  local options=(
    -q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work" -o APT::Sandbox::User=root
  )
  apt-get "${options[@]}" update
  (cd "$work" && apt-get "${options[@]}" source "${platform_sources[@]}")
  fetch_brotli_source "$work"
  for directory in boost1.81 brotli curl fmtlib libdeflate libuv1 libzstd nghttp2 nlohmann-json3 openssl zlib; do
    mv "$work/$directory"-*/ "$work/result/$directory"
  done
  # Boost's headers, which each of its libraries has for itself, in one place.
  mkdir "$work/result/boost1.81/include"
  for directory in "$work"/result/boost1.81/libs/{,numeric/}*/include; do
    cp -r --link "$directory/." "$work/result/boost1.81/include/"
  done
}

# platform_cmake PLATFORM PREFIX SOURCE BUILD OPTION…
platform_cmake() {
  local platform=$1 prefix=$2 source=$3 build=$4
  shift 4
  cmake -S "$source" -B "$build" -G Ninja -D "CMAKE_TOOLCHAIN_FILE=$PWD/tools/platforms/toolchain.cmake" \
    -D "WASMPAIR_TARGET=$(platform_target "$platform")" -D "WASMPAIR_ZIG=$platform_zig/bin" -D "WASMPAIR_PLATFORM_PREFIX=$prefix" \
    -D CMAKE_BUILD_TYPE=Release "$@"
}

# build_platform_openssl PLATFORM WORK: without its own CMake files, by its own configuration.
build_platform_openssl() {
  local platform=$1 work=$2 target
  target=$(platform_target "$platform")
  # A copy, so that the names of its files, which the library contains, are relative.
  cp -r "$platform_sources_directory/openssl" "$work/openssl"
  (
    cd "$work/openssl"
    # The library says when and by what it was compiled.
    export PATH=$platform_zig/bin:$PATH SOURCE_DATE_EPOCH=0
    CC="zig-cc --target=$target" AR=zig-ar RANLIB=zig-ranlib \
      perl Configure "linux-${target%%-*}" "${platform_openssl_options[@]}"
    make -j "$(nproc)" build_generated
    make -j "$(nproc)" libcrypto.a libssl.a
  )
  mkdir -p "$work/result/lib" "$work/result/include"
  cp "$work"/openssl/lib{crypto,ssl}.a "$work/result/lib"
  cp -r "$work/openssl/include/openssl" "$work/result/include"
}

# build_platform_curl PLATFORM WORK: with HTTP/2, without international names.
build_platform_curl() {
  local platform=$1 work=$2 source=$platform_sources_directory/curl
  platform_cmake "$platform" "$work/result" "$source" "$work/curl" -D "CMAKE_INSTALL_PREFIX=$work/curl/installed" \
    -D CMAKE_INSTALL_LIBDIR=lib -D CMAKE_C_FLAGS="-ffile-prefix-map=$source=curl -w" -D CMAKE_POSITION_INDEPENDENT_CODE=ON \
    -D BUILD_SHARED_LIBS=OFF -D BUILD_CURL_EXE=OFF -D BUILD_TESTING=OFF -D ENABLE_MANUAL=OFF -D HTTP_ONLY=ON \
    -D USE_NGHTTP2=ON -D USE_LIBIDN2=OFF -D CURL_USE_LIBSSH2=OFF -D CURL_USE_LIBPSL=OFF -D CURL_ZLIB=OFF \
    -D CURL_DISABLE_NTLM=ON -D CURL_CA_BUNDLE=none -D CURL_CA_PATH=none
  cmake --build "$work/curl"
  cmake --install "$work/curl"
  cp "$work/curl/installed/lib/libcurl.a" "$work/result/lib"
  cp -r "$work/curl/installed/include/curl" "$work/result/include"
}

# make_platform_libraries PLATFORM WORK
make_platform_libraries() {
  local platform=$1 work=$2
  build_platform_openssl "$platform" "$work"
  platform_cmake "$platform" "$work/result" tools/platforms/dependencies "$work/build" \
    -D "CMAKE_INSTALL_PREFIX=$work/result" -D "WASMPAIR_SOURCES=$platform_sources_directory"
  cmake --build "$work/build"
  cmake --install "$work/build"
  build_platform_curl "$platform" "$work"
}

# platform_notices: of what is in these programs. Boost's license requires none.
platform_notices() {
  local name
  cat tools/debian/copyright
  for name in curl fmtlib libdeflate libuv1 libzstd nghttp2 nlohmann-json3 openssl zlib; do
    printf '\n== %s\n\n' "$name"
    cat "$platform_sources_directory/$name/debian/copyright"
  done
  printf '\n== brotli %s\n\n' "$brotli_version"
  cat "$platform_sources_directory/brotli/LICENSE"
  printf '\n== musl\n\n'
  cat "$platform_zig/ziglang/lib/libc/musl/COPYRIGHT"
  for name in libcxx libcxxabi libunwind; do
    printf '\n== %s, of LLVM\n\n' "$name"
    cat "$platform_zig/ziglang/lib/$name/LICENSE.TXT"
  done
  printf '\n== zig %s\n\n' "$zig_version"
  cat "$platform_zig/ziglang/LICENSE"
}

# platform_libraries_revision: another one for everything that changes the compiled libraries.
platform_libraries_revision() {
  {
    declare -p zig_version brotli_sha256 platform_sources platform_openssl_options
    declare -f platform_cmake build_platform_openssl build_platform_curl make_platform_libraries
    cat tools/platforms/toolchain.cmake tools/platforms/dependencies/CMakeLists.txt
  } | sha256sum | cut -c 1-16
}

# make_platform_program PLATFORM: build/packages/PLATFORM/wasmpair, and the notices beside it.
make_platform_program() {
  local platform=$1 prefix revision build=build/platforms/$1 kept=$WASMPAIR_FIXTURES/platforms
  platform_zig=$kept/zig-$zig_version
  cached "$platform_zig" "fetching zig $zig_version" make_zig
  export ZIG_GLOBAL_CACHE_DIR=$platform_zig/cache ZIG_LOCAL_CACHE_DIR=$platform_zig/cache
  revision=$(printf '%s\n' "${platform_sources[@]}" "$brotli_sha256" | sha256sum | cut -c 1-16)
  platform_sources_directory=$kept/sources-$revision
  cached "$platform_sources_directory" "fetching the sources of the libraries" make_platform_sources
  prefix=$kept/$platform-$(platform_libraries_revision)
  cached "$prefix" "building the libraries for $platform" make_platform_libraries "$platform"
  step "building wasmpair for $platform"
  platform_cmake "$platform" "$prefix" . "$build" -D WASMPAIR_TESTS=OFF -D WASMPAIR_FULLY_STATIC=ON >/dev/null
  cmake --build "$build" --target wasmpair_program
  mkdir -p "build/packages/$platform"
  cp "$build/wasmpair" "build/packages/$platform/wasmpair"
  platform_notices >"build/packages/$platform/wasmpair.copyright"
}
