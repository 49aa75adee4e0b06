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
reports=()

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

# report_failures BUILD: keeps for the last lines what ctest saw fail in a build directory: name, and the end of its
# output, which is where node --test and GoogleTest sum up.
report_failures() {
  local report
  report=$(awk -v last=60 '
    /^[0-9]+\/[0-9]+ Test: / { name = $3; lines = 0 }
    /^Output:$/ { inside = 1; getline; next }
    /^<end of output>$/ { inside = 0 }
    inside { output[lines++] = $0 }
    !inside && /^Test Failed\.$/ {
      print "\n-- " name
      for (i = lines > last ? lines - last : 0; i < lines; i++) print output[i]
    }' "$1/Testing/Temporary/LastTest.log")
  reports+=("$report")
}

# conclude: the last lines, with what is known of each failure; the exit status is that of all attempts.
conclude() {
  if ((${#reports[@]})); then printf '%s\n' "${reports[@]}"; fi
  echo
  if ((${#failed[@]})); then
    printf 'failed: %s\n' "${failed[@]}"
    return 1
  fi
  printf 'passed, in %d s\n' "$SECONDS"
}
