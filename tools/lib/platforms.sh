# The self-contained programs for other platforms than this machine's: the zig toolchain, Clang with libc++ and a C library
# for each of them, compiles the libraries and wasmpair. Sourced, after report.sh, static_brotli.sh, static_curl.sh and
# platform_table.sh; WASMPAIR_FIXTURES says where the toolchain, the sources and the compiled libraries are kept.
# shellcheck shell=bash disable=SC2034,SC2154  # the list is for those who source this; brotli's version is static_brotli.sh's

# platform_value PLATFORM COLUMN
platform_value() { platform_rows name "$2" | awk -F '\t' -v name="$1" '$1 == name { print $2 }'; }

# platform_target PLATFORM: in zig's terms, PROCESSOR-SYSTEM-LIBRARY.
platform_target() { if [[ $1 == wasm ]]; then echo wasm32-wasi; else platform_value "$1" target; fi; }

# platform_program PLATFORM: the name of its file.
platform_program() { if [[ $1 == wasm ]]; then echo wasmpair.wasm; else platform_value "$1" program; fi; }

# Those that the zig toolchain compiles for; and wasm, which is no platform of a program, but what Node.js runs on any.
mapfile -t known_platforms < <(platform_rows name target | awk -F '\t' '$2 != "-" { print $1 }' && echo wasm)
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
  -fno-sanitize=all -g0 -fvisibility=hidden -ffunction-sections -fdata-sections
)

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

# make_zig WORK: the toolchain.
make_zig() {
  local work=$1
  echo "ziglang==$zig_version --hash=sha256:$zig_sha256" >"$work/requirements.txt"
  /usr/bin/python3 -m pip download --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    --requirement "$work/requirements.txt" --dest "$work"
  python3 -m zipfile -e "$work"/ziglang-*.whl "$work/result"
  chmod +x "$work/result/ziglang/zig"
}

# zig_commands: one for each tool, as CMake and OpenSSL's Makefile want them, unless they are there.
zig_commands() {
  local tool file
  mkdir -p "$platform_zig/bin"
  for tool in cc c++ ar ranlib rc; do
    file=$platform_zig/bin/zig-$tool
    [[ ! -e $file ]] || continue
    # shellcheck disable=SC2016  # for the script that is written
    printf '#!/bin/sh\nexec "${0%%/*}/../ziglang/zig" %s "$@"\n' "$tool" >"$file.$$"
    chmod +x "$file.$$"
    mv "$file.$$" "$file"
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

# openssl_target TARGET: in OpenSSL's terms.
openssl_target() {
  case $1 in
    aarch64-macos*) echo darwin64-arm64-cc ;;
    x86_64-macos*) echo darwin64-x86_64-cc ;;
    x86_64-windows*) echo mingw64 ;;
    aarch64-windows*) echo wasmpair-windows-arm64 ;;
    *) echo "linux-${1%%-*}" ;;
  esac
}

# configure_wasm_openssl WORK: its generated headers, for the few sources of it that tools/platforms/wasm compiles.
configure_wasm_openssl() {
  cp -r "$platform_sources_directory/openssl" "$1/openssl"
  (
    cd "$1/openssl"
    perl Configure linux-generic32 no-asm no-threads "${platform_openssl_options[@]}"
    make build_generated
  )
}

# build_platform_openssl PLATFORM WORK: without its own CMake files, by its own configuration; TLS for Linux alone, since
# the other systems have theirs.
build_platform_openssl() {
  local platform=$1 work=$2 target archives=(libcrypto.a)
  target=$(platform_target "$platform")
  [[ $target != *-linux-* ]] || archives+=(libssl.a)
  # A copy, so that the names of its files, which the library contains, are relative.
  cp -r "$platform_sources_directory/openssl" "$work/openssl"
  cp tools/platforms/dependencies/50-wasmpair.conf "$work/openssl/Configurations"
  (
    cd "$work/openssl"
    # The library says when and by what it was compiled.
    export PATH=$platform_zig/bin:$PATH SOURCE_DATE_EPOCH=0
    CC="zig-cc --target=$target" AR=zig-ar RANLIB=zig-ranlib \
      perl Configure "$(openssl_target "$target")" "${platform_openssl_options[@]}"
    make -j "$(nproc)" build_generated
    make -j "$(nproc)" "${archives[@]}"
  )
  mkdir -p "$work/result/lib" "$work/result/include"
  (cd "$work/openssl" && cp "${archives[@]}" "$work/result/lib")
  cp -r "$work/openssl/include/openssl" "$work/result/include"
}

# build_platform_curl PLATFORM WORK: with HTTP/2, without international names.
build_platform_curl() {
  local platform=$1 work=$2 source=$platform_sources_directory/curl tls=(-D CURL_USE_OPENSSL=ON)
  [[ $(platform_target "$platform") != *-windows-* ]] || tls=(
    # The last is there, but curl does not find it.
    -D CURL_USE_SCHANNEL=ON -D CURL_USE_OPENSSL=OFF -D HAVE_IOCTLSOCKET_FIONBIO=ON
  )
  platform_cmake "$platform" "$work/result" "$source" "$work/curl" -D "CMAKE_INSTALL_PREFIX=$work/curl/installed" \
    -D CMAKE_INSTALL_LIBDIR=lib -D CMAKE_C_FLAGS="-ffile-prefix-map=$source=curl -w -DNGHTTP2_STATICLIB" \
    -D CMAKE_POSITION_INDEPENDENT_CODE=ON \
    -D BUILD_SHARED_LIBS=OFF -D BUILD_CURL_EXE=OFF -D BUILD_TESTING=OFF -D ENABLE_MANUAL=OFF -D HTTP_ONLY=ON \
    -D USE_NGHTTP2=ON -D USE_LIBIDN2=OFF -D CURL_USE_LIBSSH2=OFF -D CURL_USE_LIBPSL=OFF -D CURL_ZLIB=OFF \
    -D CURL_DISABLE_NTLM=ON "${tls[@]}" -D CURL_CA_BUNDLE=none -D CURL_CA_PATH=none
  cmake --build "$work/curl"
  cmake --install "$work/curl"
  cp "$work/curl/installed/lib/libcurl.a" "$work/result/lib"
  cp -r "$work/curl/installed/include/curl" "$work/result/include"
}

# make_platform_libraries PLATFORM WORK
make_platform_libraries() {
  local platform=$1 work=$2
  if [[ $platform == wasm ]]; then configure_wasm_openssl "$work"; else build_platform_openssl "$platform" "$work"; fi
  platform_cmake "$platform" "$work/result" tools/platforms/dependencies "$work/build" \
    -D "CMAKE_INSTALL_PREFIX=$work/result" -D "WASMPAIR_SOURCES=$platform_sources_directory" \
    -D "WASMPAIR_OPENSSL=$work/openssl"
  cmake --build "$work/build"
  cmake --install "$work/build"
  # macOS has libcurl, and WASI no network.
  [[ $(platform_target "$platform") == *-@(macos|wasi)* ]] || build_platform_curl "$platform" "$work"
}

# platform_notices PLATFORM: of what is in its program. Boost's license requires none.
platform_notices() {
  local name libraries=(fmtlib libdeflate libzstd nlohmann-json3 openssl zlib)
  # macOS has its own.
  case $1 in
    wasm) ;;
    darwin-*) libraries+=(libuv1) ;;
    *) libraries+=(curl libuv1 nghttp2) ;;
  esac
  cat tools/debian/copyright
  for name in "${libraries[@]}"; do
    printf '\n== %s\n\n' "$name"
    cat "$platform_sources_directory/$name/debian/copyright"
  done
  printf '\n== brotli %s\n\n' "$brotli_version"
  cat "$platform_sources_directory/brotli/LICENSE"
  case $1 in
    linux-*) platform_c_library_notices musl musl/COPYRIGHT ;;
    windows-*) platform_c_library_notices mingw-w64 mingw/COPYING ;;
    wasm)
      platform_c_library_notices wasi-libc wasi/LICENSE
      for name in APACHE-LLVM APACHE MIT; do cat "$platform_zig/ziglang/lib/libc/wasi/LICENSE-$name"; done
      cat "$platform_zig/ziglang/lib/libc/wasi/libc-bottom-half/cloudlibc/LICENSE" "$platform_zig/ziglang/lib/libc/musl/COPYRIGHT"
      ;;
  esac
  for name in libcxx libcxxabi libunwind; do
    printf '\n== %s, of LLVM\n\n' "$name"
    cat "$platform_zig/ziglang/lib/$name/LICENSE.TXT"
  done
  printf '\n== zig %s\n\n' "$zig_version"
  cat "$platform_zig/ziglang/LICENSE"
}

# platform_c_library_notices NAME FILE
platform_c_library_notices() {
  printf '\n== %s\n\n' "$1"
  cat "$platform_zig/ziglang/lib/libc/$2"
}

# platform_libraries_revision PLATFORM: another one for everything that changes the compiled libraries.
platform_libraries_revision() {
  {
    declare -p zig_version brotli_sha256 platform_sources platform_openssl_options
    declare -f openssl_target platform_cmake build_platform_openssl configure_wasm_openssl build_platform_curl \
      make_platform_libraries
    cat tools/platforms/toolchain.cmake tools/platforms/dependencies/*
    [[ $1 != wasm ]] || find tools/platforms/wasm -type f -print0 | sort --zero-terminated | xargs --null cat
  } | sha256sum | cut -c 1-16
}

# platform_libraries PLATFORM: sets platform_prefix to the directory of its compiled libraries, and platform_zig.
platform_libraries() {
  local platform=$1 revision kept=$WASMPAIR_FIXTURES/platforms
  platform_zig=$kept/zig-$zig_version
  cached "$platform_zig" "fetching zig $zig_version" make_zig
  zig_commands
  export ZIG_GLOBAL_CACHE_DIR=$platform_zig/cache ZIG_LOCAL_CACHE_DIR=$platform_zig/cache
  revision=$(printf '%s\n' "${platform_sources[@]}" "$brotli_sha256" | sha256sum | cut -c 1-16)
  platform_sources_directory=$kept/sources-$revision
  cached "$platform_sources_directory" "fetching the sources of the libraries" make_platform_sources
  platform_prefix=$kept/$platform-$(platform_libraries_revision "$platform")
  cached "$platform_prefix" "building the libraries for $platform" make_platform_libraries "$platform"
}

# build_for_platform PLATFORM TARGET OPTION…: with these options of CMake, in build/platforms/PLATFORM.
build_for_platform() {
  local platform=$1 target=$2 build=build/platforms/$1 launcher=()
  shift 2
  if command -v ccache >/dev/null; then launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  platform_libraries "$platform"
  # CMake goes on with the libraries that it has found once.
  grep --quiet --no-messages "^WASMPAIR_PLATFORM_PREFIX:.*=$platform_prefix\$" "$build/CMakeCache.txt" || rm -rf "$build"
  step "building $target for $platform"
  platform_cmake "$platform" "$platform_prefix" . "$build" -D WASMPAIR_FULLY_STATIC=ON "${launcher[@]}" "$@" >/dev/null
  cmake --build "$build" --target "$target"
}

# make_platform_program PLATFORM: the program in build/packages/PLATFORM, and the notices beside it.
make_platform_program() {
  local platform=$1 program
  program=$(platform_program "$platform")
  build_for_platform "$platform" wasmpair_program -D WASMPAIR_TESTS=OFF
  mkdir -p "build/packages/$platform"
  cp "build/platforms/$platform/$program" "build/packages/$platform/$program"
  # zig's linker signs those for arm64 alone.
  [[ $platform != darwin-x64 ]] || node tools/platforms/sign_mach_o.mjs "build/packages/$platform/$program"
  platform_notices "$platform" >"build/packages/$platform/wasmpair.copyright"
}

# make_platform_tests PLATFORM: the unit tests, in build/platforms/PLATFORM. Debian's GoogleTest has its source.
make_platform_tests() { build_for_platform "$1" unit_tests -D WASMPAIR_TESTS=ON -D WASMPAIR_GOOGLETEST=/usr/src/googletest; }
