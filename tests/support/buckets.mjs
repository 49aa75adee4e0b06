// A bucket as a directory, and substitutes for `aws` and `gcloud` that change it and record how they were called. Like
// the programs, `aws s3 rm` succeeds for an object that is not there, and `gcloud storage rm` fails.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const common = String.raw`#!/bin/sh
# Calls are numbered; KILL_AT ends the script that makes the call of that number, before or after it.
set -eu
echo "$*" >>"$CALLS"
number=$(wc -l <"$CALLS")
object() { printf '%s/%s' "$BUCKET" "${"${1#*://bucket/}"}"; }
if [ "before $number" = "${"${KILL_AT:-}"}" ]; then kill -KILL "$PPID"; exit 1; fi
case "$1 $2" in`;

const ending = String.raw`
*) echo "unknown: $*" >&2; exit 2 ;;
esac
if [ "after $number" = "${"${KILL_AT:-}"}" ]; then kill -KILL "$PPID"; fi
`;

const programs = {
  aws: String.raw`
"s3 cp")
  if [ "$4" = - ]; then cat "$(object "$3")"; else mkdir -p "$(dirname "$(object "$4")")"; cp "$3" "$(object "$4")"; fi ;;
"s3 rm") rm -f "$(object "$3")" ;;
"cloudfront describe-function") echo DESCRIBED ;;
"cloudfront update-function") echo UPDATED ;;
"cloudfront publish-function") echo '{"FunctionSummary": {}}' ;;`,
  gcloud: String.raw`
"storage cp") mkdir -p "$(dirname "$(object "$4")")"; cp "$3" "$(object "$4")" ;;
"storage cat") cat "$(object "$3")" ;;
"storage ls") for file in "$(object "$3")"*; do echo "$3${"${file##*/}"}"; done ;;
"storage rm") rm "$(object "$3")" ;;`,
};

export const uploaders = { s3: "s3://", gcs: "gs://" };

/// In an empty directory: { directory, run(script, …words), calls() }. run() ends as spawnSync() does; killAt is "before 3"
/// or "after 3".
export function makeBucket(work) {
  const directory = path.join(work, "bucket");
  const bin = path.join(work, "bin");
  const record = path.join(work, "calls");
  fs.mkdirSync(directory);
  fs.mkdirSync(bin);
  for (const [name, cases] of Object.entries(programs)) fs.writeFileSync(path.join(bin, name), common + cases + ending, { mode: 0o755 });
  return {
    directory,
    run(script, words, { killAt = "" } = {}) {
      fs.writeFileSync(record, "");
      return spawnSync("sh", [script, ...words], {
        encoding: "utf8",
        env: { PATH: `${bin}:${process.env.PATH}`, BUCKET: directory, CALLS: record, KILL_AT: killAt },
      });
    },
    calls: () => fs.readFileSync(record, "utf8").split("\n").slice(0, -1),
  };
}
