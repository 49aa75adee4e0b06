# Runs a few tests of a label, chosen by name. Sourced, after build.sh and report.sh.
# shellcheck shell=bash source=tools/lib/report.sh

# test_names PRESET LABEL: one a line.
test_names() { ctest --test-dir "build/$1" --show-only --label-regex "^$2\$" | sed -n 's/^ *Test *#[0-9]*: //p'; }

# test_name LABEL FILTER: what ctest calls a file of tests that was named by its path; any other filter as it is.
test_name() {
  local name=${2##*/}
  case $2 in
    *.case) echo "$1.${name%.case}" ;;
    *.test.mjs) echo "$1.${name%.test.mjs}" ;;
    *) echo "$2" ;;
  esac
}

# run_selected LABEL FILTER [NAME]: the tests of the label whose names contain the filter; of a file of tests, those
# whose names match NAME.
run_selected() {
  local label=$1 filter preset target chosen known
  filter=$(test_name "$label" "$2")
  read -r preset target < <(plan "$label")
  configure "$preset"
  if [[ -n $target ]]; then build "$preset" "$target"; fi
  [[ $label != asan ]] || label=unit
  known=$(test_names "$preset" "$label")
  mapfile -t chosen < <(grep --line-regexp --fixed-strings "$filter" <<<"$known" || grep --fixed-strings "$filter" <<<"$known")
  ((${#chosen[@]})) || fail "tools/test: no test of $label has '$filter' in its name. There are, among others:" \
    "$(near_names "$filter" "$known")"
  if (($# == 3)); then
    ((${#chosen[@]} == 1)) || fail "tools/test: '$filter' is more than one file of tests:" "${chosen[@]}"
    run_named_tests "$preset" "$label" "${chosen[0]#"$label".}" "$3"
    return
  fi
  ctest --test-dir "build/$preset" --label-regex "^$label\$" --tests-regex "$(any_of "${chosen[@]}")" --output-on-failure
}

# near_names FILTER NAMES: those that share its first letters with some word of theirs, else the first ones.
near_names() {
  local near
  near=$(grep --ignore-case --fixed-strings "${1:0:4}" <<<"$2" || true)
  head -n 20 <<<"${near:-$2}"
}

# any_of NAME…: a regular expression that matches these names and no others.
any_of() {
  printf '%s\n' "$@" | sed 's/[][().*+?^$|\\]/\\&/g' | paste --serial --delimiters='|' | sed 's/.*/^(&)$/'
}

# run_named_tests PRESET LABEL FILE NAME: node --test, on its own. A name that no test has is an error.
run_named_tests() {
  local file=tests/$2/$3.test.mjs output status=0
  [[ -e $file ]] || fail "tools/test: $2.$3 is not a file of tests: leave '$4' out."
  output=$(mktemp)
  WASMPAIR=$PWD/build/$1/wasmpair node --test --test-reporter=spec --test-name-pattern="$4" "$file" | tee "$output" ||
    status=1
  if grep --quiet '^ℹ pass 0$' "$output" && grep --quiet '^ℹ fail 0$' "$output"; then status=2; fi
  rm "$output"
  ((status != 2)) || fail "tools/test: no test in $file matches '$4'."
  return "$status"
}
