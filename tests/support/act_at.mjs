// Runs the program and does something at a chosen call of the C library: see act_at.cpp.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { program } from "./program.mjs";

const library = process.env.WASMPAIR_ACT_AT || path.join(path.dirname(program), "tests/libact_at.so");

/// A command that sends the program a signal, and waits for its end: half a minute, if the signal does not end it.
export const killAndWait = (signal) => `kill -${signal} $PPID
  for i in $(seq 3000); do kill -0 $PPID 2>/dev/null || exit; sleep 0.01; done`;

/// at: { call, path, number, when, command }. within: words that start the program. Returns { status, signal, stdout, stderr, count }: count is the number of
/// calls that could have been chosen.
export function actAt(args, { call, path: part = "", number = 1, when = "before", command = ":" }, within = []) {
  if (!fs.existsSync(library)) throw new Error(`${library} is not built`);
  const counter = path.join(os.tmpdir(), `wasmpair-test-${process.pid}.calls`);
  fs.writeFileSync(counter, "");
  const settings = {
    LD_PRELOAD: library, ACT_CALL: call, ACT_PATH: part, ACT_NUMBER: String(number), ACT_WHEN: when, ACT_COMMAND: command,
    ACT_COUNT: counter,
  };
  const [first, ...words] = [...within, program, ...args];
  const run = spawnSync(first, words, { encoding: "utf8", env: { ...process.env, ...settings } });
  const count = fs.statSync(counter).size;
  fs.rmSync(counter);
  return { status: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr, count };
}
