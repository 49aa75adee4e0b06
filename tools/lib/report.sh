# How the tools report what they do. Sourced.
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
stages=()

# stage NAME COMMAND…: runs it and keeps its times for the table at the end, unless it took none.
stage() {
  local name=$1 started=$EPOCHREALTIME used status=0
  used=$(children_ticks)
  shift
  "$@" || status=$?
  local seconds=$(((${EPOCHREALTIME/[.,]/} - ${started/[.,]/}) / 1000000))
  ((seconds == 0)) || stages+=("$name $seconds $((($(children_ticks) - used) / $(getconf CLK_TCK)))")
  return "$status"
}

# children_ticks: the processor time of all processes that this shell has waited for (proc(5): cutime and cstime).
children_ticks() {
  local fields
  read -r -a fields <"/proc/$$/stat"
  echo $((fields[15] + fields[16]))
}

# attempt NAME COMMAND…: runs it, notes a failure and goes on.
attempt() {
  local name=$1
  shift
  step "$name"
  if "$@"; then return 0; fi
  echo "   $name FAILED"
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

# conclude: the last lines: where the time went, and what is known of each failure; the exit status is that of all
# attempts.
conclude() {
  local row name seconds used
  printf '\n%-24s %9s %13s\n' stage seconds 'CPU seconds'
  for row in "${stages[@]}" "total $SECONDS $(($(children_ticks) / $(getconf CLK_TCK)))"; do
    read -r name seconds used <<<"$row"
    printf '%-24s %9d %13d\n' "${name//_/ }" "$seconds" "$used"
  done
  if ((${#reports[@]})); then printf '%s\n' "${reports[@]}"; fi
  echo
  if ((${#failed[@]})); then
    printf 'failed: %s\n' "${failed[@]}"
    return 1
  fi
  printf 'passed, in %d s\n' "$SECONDS"
}
