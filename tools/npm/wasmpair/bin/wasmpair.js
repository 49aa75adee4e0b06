#!/usr/bin/env node
// Runs the program in place of this one, with the same streams, signals and exit status.
import { spawn } from "node:child_process";
import os from "node:os";
import { WasmpairError } from "../error.js";
import { commandOf, findProgram, notStarted } from "../program.js";

async function main() {
  const program = await findProgram();
  const child = spawn(...commandOf(program, process.argv.slice(2)), { stdio: "inherit" });
  // A terminal may already have sent the signal to the program, which tolerates a second one.
  // On Windows a console always has, and kill() would not interrupt the program but end it at once.
  const pass = process.platform === "win32" ? () => {} : (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));
  child.on("error", (error) => fail(notStarted(program, error)));
  child.on("exit", (status, signal) => {
    if (signal) endBy(signal);
    else process.exit(status);
  });
}

/// Ends with the program's signal, so that a shell notices and a loop in a script stops.
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
  await main();
} catch (error) {
  if (!(error instanceof WasmpairError)) throw error;
  fail(error);
}
