# The table of platforms, whose header describes the columns. Sourced.
# shellcheck shell=bash
platform_table=$(cd "$(dirname "${BASH_SOURCE[0]}")/../platforms" && pwd)/platforms.tsv

# platform_rows COLUMN…: these cells of each platform, separated by tabs, in the order of the table.
platform_rows() {
  awk -F '\t' -v wanted="$*" '
    /^#/ { next }
    !count {
      for (i = 1; i <= NF; ++i) at[$i] = i
      count = split(wanted, names, " ")
      for (i = 1; i <= count; ++i) if (!(names[i] in at)) { print FILENAME ": no column " names[i] >"/dev/stderr"; exit 2 }
      next
    }
    { for (i = 1; i <= count; ++i) printf "%s%s", $at[names[i]], i < count ? "\t" : "\n" }' "$platform_table"
}
