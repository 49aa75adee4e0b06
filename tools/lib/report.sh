# How the tools tell what they do. Sourced.
# shellcheck shell=bash

# step TEXT: what begins now.
step() { printf '\n== %s\n' "$*"; }

# fail TEXT…: what could not be done, a line an argument; then exit status 2.
fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

failed=()

# attempt NAME COMMAND…: runs it, tells how long it took, notes a failure and goes on.
attempt() {
  local name=$1 started=$SECONDS
  shift
  step "$name"
  if "$@"; then
    printf '   %s: %d s\n' "$name" $((SECONDS - started))
    return 0
  fi
  printf '   %s FAILED after %d s\n' "$name" $((SECONDS - started))
  failed+=("$name")
  return 1
}

# conclude: the last lines; the exit status is that of all attempts.
conclude() {
  echo
  if ((${#failed[@]})); then
    printf 'failed: %s\n' "${failed[@]}"
    return 1
  fi
  printf 'passed, in %d s\n' "$SECONDS"
}
