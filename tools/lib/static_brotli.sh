# libbrotli 1.2.1, from the sources that brotli's Python package on PyPI has beside its own: Debian 12 has 1.0.9, which knows no
# dictionaries. The archives are for the self-contained program; the shared libraries and the command are for tests, of the usual program too.
# Sourced, after report.sh; WASMPAIR_FIXTURES says where it is kept.
# shellcheck shell=bash
brotli_version=1.2.1
brotli_sha256=02b2f7b5a83485efe448a44ddf7983def05c3bb1dcf917d4f7154070260e13de

# fetch_brotli_source DIRECTORY: into DIRECTORY/brotli-*; pip compares the digest. With Debian's Python, which has what
# pip wants of packages in source, so that it fetches nothing else.
fetch_brotli_source() {
  local directory=$1
  echo "brotli==$brotli_version --hash=sha256:$brotli_sha256" >"$directory/requirements.txt"
  /usr/bin/python3 -m pip download --disable-pip-version-check --no-deps --no-build-isolation --no-binary :all: --require-hashes \
    --requirement "$directory/requirements.txt" --dest "$directory" &&
    tar -xzf "$directory/brotli-$brotli_version.tar.gz" -C "$directory"
}

# build_brotli SOURCE PREFIX
build_brotli() {
  local source=$1 prefix=$2 part objects common=()
  mkdir -p "$prefix/lib"
  for part in common dec enc; do
    objects=$source/objects/$part
    mkdir -p "$objects"
    (cd "$objects" && gcc -c -O2 -DNDEBUG -fPIC -ffunction-sections -fdata-sections -fstack-protector-strong -D_FORTIFY_SOURCE=2 \
      "-ffile-prefix-map=$source=brotli" -I "$source/c/include" "$source/c/$part"/*.c) &&
      ar -rcsD "$prefix/lib/libbrotli$part.a" "$objects"/*.o &&
      gcc -shared -o "$prefix/lib/libbrotli$part.so.1" "-Wl,-soname,libbrotli$part.so.1" "$objects"/*.o "${common[@]}" -lm || return
    common=("$prefix/lib/libbrotlicommon.so.1")
  done
  mkdir -p "$prefix/bin"
  gcc -O2 -I "$source/c/include" "$source/c/tools/brotli.c" "$prefix"/lib/libbrotli{enc,dec,common}.a -lm -o "$prefix/bin/brotli" &&
    cp "$source/LICENSE" "$prefix/LICENSE"
}

# static_brotli: sets static_brotli_prefix, and builds the library there unless it was built before.
static_brotli() {
  local work
  static_brotli_prefix=$WASMPAIR_FIXTURES/brotli-$brotli_version
  [[ ! -e $static_brotli_prefix/LICENSE ]] || return 0
  step "building libbrotli $brotli_version"
  mkdir -p "$WASMPAIR_FIXTURES"
  work=$(mktemp -d "$WASMPAIR_FIXTURES/brotli.XXXXXX")
  {
    fetch_brotli_source "$work" && build_brotli "$work/brotli-$brotli_version" "$work/installed"
  } >"$work/log" 2>&1 || fail "libbrotli could not be built; $work/log says why."
  mv --no-target-directory "$work/installed" "$static_brotli_prefix"
  rm -rf "$work"
}
