// Runs the program under strace, which lists its system calls and makes them fail.
// strace counts the calls of each name per thread; the programs here run with --jobs 1.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { program } from "./program.mjs";

/// The system calls by which a release is published.
export const publishingCalls = ["mkdir", "openat", "flock", "write", "fsync", "renameat", "renameat2"];

/// Runs the program with -y, which adds the paths of descriptors: { status, signal, stderr, calls: [{ name, number, text }] } with the calls of the main thread,
/// numbered per name. injections: one, or a list.
export function trace(options, injections = [], names = publishingCalls) {
  const output = path.join(os.tmpdir(), `wasmpair-test-${process.pid}.strace`);
  const inject = [injections].flat().flatMap((injection) => ["-e", `inject=${injection}`]);
  const words = ["-f", "-y", "-qq", "-o", output, "-e", `trace=${names}`, ...inject, program, ...options];
  // With a single arena, the allocator makes no calls at times that depend on the threads (malloc's heap_trim reads
  // /proc/sys/vm/overcommit_memory for every arena except the main one).
  const env = { ...process.env, GLIBC_TUNABLES: "glibc.malloc.arena_max=1" };
  const run = spawnSync("strace", words, { encoding: "utf8", env });
  if (run.error) throw run.error;
  const lines = fs.readFileSync(output, "utf8").split("\n").map((line) => line.match(/^(\d+) +(\w+)\((.*)$/)).filter(Boolean);
  fs.rmSync(output);
  const counts = {};
  const calls = lines
    .filter(([, thread]) => thread === lines[0][1])
    .map(([, , name, text]) => ({ name, text, number: (counts[name] = (counts[name] ?? 0) + 1) }));
  return { status: run.status, signal: run.signal, stderr: run.stderr, calls };
}

/// The calls of a run from the first that names the output directory, without writes to standard output and error.
export function publishing({ calls }, directory) {
  const first = calls.findIndex(({ text }) => text.includes(`"${directory}`) || text.includes(`"${path.basename(directory)}`));
  if (first < 0) throw new Error(`no system call names ${directory}`);
  return calls.slice(first).filter(({ name, text }) => name !== "write" || !/^[12][<,]/.test(text));
}
