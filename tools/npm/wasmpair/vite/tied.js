// Programs that end with this process, however it ends: a killed Vite leaves no compiler behind.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * The shell becomes the program. A part of it waits for the end of a pipe, which closes with this process, and then ends
 * the process group: the program, and all that it has started.
 */
const script = '{ read -r _ <&3; kill -TERM 0; } >/dev/null 2>&1 & exec 3<&- "$@"';

/** The status of a shell that does not find its program. */
export const statusNotFound = 127;

/** Starts a program; stop() ends it with all that it has started. Throws for a path that cannot be run. */
export function startTied(program, words, { cwd, env = process.env }) {
  if (path.isAbsolute(program)) fs.accessSync(program, fs.constants.X_OK); // the shell would say it in its own words
  const child = spawn("/bin/sh", ["-c", script, "sh", program, ...words], {
    cwd,
    env,
    detached: true, // a process group of its own
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [, , , end] = child.stdio;
  end.on("error", () => {}); // nothing is written
  child.on("exit", () => end.destroy());
  return { child, stop: () => stopGroup(child.pid) };
}

function stopGroup(leader) {
  try {
    process.kill(-leader, "SIGTERM");
  } catch {
    // It has exited.
  }
}
