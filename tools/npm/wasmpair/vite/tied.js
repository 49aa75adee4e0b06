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
export function startTied(program, words, place) {
  return process.platform === "win32" ? startOnWindows(program, words, place) : startInGroup(program, words, place);
}

function startInGroup(program, words, { cwd, env = process.env }) {
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

/**
 * Windows has neither the shell nor process groups. The program outlives this process if that is killed, but not an
 * interrupt, which the console sends to both. start: spawn(), or that of a test.
 */
export function startOnWindows(program, words, { cwd, env = process.env }, start = spawn) {
  // Windows runs a script by cmd.exe, whose rules for quotation marks no words survive.
  if (/\.(?:bat|cmd)$/i.test(program)) throw new Error(`${program}: is a script\n  Name a program, such as go.exe.`);
  const child = start(program, words, { cwd, env, windowsHide: true, stdio: ["ignore", "pipe", "pipe"] });
  return { child, stop: () => stopTree(child, start) };
}

function stopTree(child, start) {
  if (child.pid === undefined || child.exitCode !== null) return;
  const taskkill = path.win32.join(process.env.SystemRoot ?? "C:\\Windows", "System32\\taskkill.exe"); // no other program of that name
  const command = start(taskkill, ["/pid", String(child.pid), "/t", "/f"], { windowsHide: true, stdio: "ignore" });
  command.on("error", () => child.kill());
}
