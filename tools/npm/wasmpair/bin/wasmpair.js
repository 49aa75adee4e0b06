#!/usr/bin/env node
// Runs the program in this one's place: its streams, its signals, its exit status.
import { spawn } from "node:child_process";
import os from "node:os";
import { WasmpairError } from "../error.js";
import { findProgram, notStarted } from "../program.js";

// A terminal sends these to the program too, which is then ending by itself; a second one would cut that short. One that
// runs on after this time did not get it, or pays no heed.
const sentByTerminals = ["SIGINT", "SIGHUP"];
const timeToEnd = 200;

function main() {
  const program = findProgram();
  const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  for (const signal of sentByTerminals) process.on(signal, () => setTimeout(() => child.kill(signal), timeToEnd).unref());
  process.on("SIGTERM", () => child.kill("SIGTERM"));
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
