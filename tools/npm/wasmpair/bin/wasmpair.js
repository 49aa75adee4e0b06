#!/usr/bin/env node
// Runs the program in this one's place: its streams, its signals, its exit status.
import { spawn } from "node:child_process";
import os from "node:os";
import { WasmpairError } from "../error.js";
import { findProgram, notStarted } from "../program.js";

function main() {
  const program = findProgram();
  const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  // The program has got some of them already, from a terminal, and does not mind.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(notStarted(program, error)));
  child.on("exit", (status, signal) => {
    if (signal) endBy(signal);
    else process.exit(status);
  });
}

/// Ends as the program did, so that a shell sees it, and a loop in a script stops.
function endBy(signal) {
  process.removeAllListeners(signal);
  process.exitCode = 128 + os.constants.signals[signal]; // for signals that Node.js ignores
  process.kill(process.pid, signal);
}

function fail(error) {
  console.error(`wasmpair: ${error.message}`);
  process.exit(2);
}

try {
  main();
} catch (error) {
  if (!(error instanceof WasmpairError)) throw error;
  fail(error);
}
