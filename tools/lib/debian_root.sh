# The root of a clean Debian 12, among the fixtures, for tests that install packages. Sourced, after report.sh;
# WASMPAIR_FIXTURES says where fixtures are.
# shellcheck shell=bash

# make_debian_root: into $WASMPAIR_FIXTURES/debian-12.tar, from where this machine installs Debian's packages.
make_debian_root() {
  local target=$WASMPAIR_FIXTURES/debian-12.tar sources work
  [[ ! -e $target ]] || return 0
  ((EUID == 0)) || fail "The tests of packages install into a root of their own, which needs root: sudo tools/test packages"
  # shellcheck disable=SC2016  # the variables are apt's
  sources=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' 'Origin: Debian' | sort -u)
  [[ $sources == *" bookworm main"* ]] ||
    fail "The tests of packages need a machine that installs from Debian 12; after apt-get update it should know bookworm."
  step "making a Debian 12 root"
  mkdir -p "$WASMPAIR_FIXTURES"
  work=$(mktemp -d "$WASMPAIR_FIXTURES/root.XXXXXX")
  mmdebstrap --quiet --variant=minbase bookworm "$work/root.tar" - <<<"$sources" || fail "mmdebstrap could not make a root."
  mv "$work/root.tar" "$target"
  rm -r "$work"
}
