// One run of the program, for the functions of the API.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { WasmpairError } from "./error.js";
import { commandOf, findProgram, notStarted } from "./program.js";

/**
 * Runs a command that reports in JSON: { status, report }, with a status of 0 or 1. Throws WasmpairError if the command
 * fails. place: { cwd, signal, start }, where start() is like startProgram().
 */
export async function report(words, place) {
  const { status, endedBy, stdout, stderr } = await run(words, place);
  const report = status === 0 || status === 1 ? parsed(stdout) : undefined;
  if (report) return { status, report };
  if (status === 0 || status === 1) throw new WasmpairError(`the program ended with status ${status}, without a report\n${stderr.trim()}`.trimEnd());
  throw new WasmpairError(endedBy ? `the program was terminated by ${endedBy}` : stderr.trim().replace(/^wasmpair: /, ""));
}

/** The value of a JSON text; undefined if it is none. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** { keepNames: true, base: "/a/", template: ["a", "b"] } -> --keep-names --base=/a/ --template=a --template=b */
export function optionWords(options) {
  return Object.entries(options).flatMap(([key, value]) => {
    const option = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === false || value === "") return [];
    if (value === true) return [option];
    return [value].flat().map((each) => `${option}=${each}`);
  });
}

/** Starts a program, and stop() ends it. */
export function startProgram(program, words, { cwd }) {
  const child = spawn(program, words, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  return { child, stop: () => child.kill() };
}

async function run(words, { cwd, signal, start = startProgram }) {
  const program = await findProgram();
  signal?.throwIfAborted();
  // The system would report that the program does not exist.
  if (cwd !== undefined && !fs.existsSync(cwd)) throw new WasmpairError(`${cwd}: no such directory\n  Correct cwd.`);
  return outcome(started(), signal, (error) => notStarted(program, error));

  function started() {
    try {
      return start(...commandOf(program, words), { cwd });
    } catch (error) {
      throw notStarted(program, error);
    }
  }
}

/**
 * { status, endedBy, stdout, stderr }. Settles when the program has exited, even after an abort, so that nothing is
 * written afterwards. errorFor: the error for a program that could not be started.
 */
export function outcome({ child, stop }, signal, errorFor) {
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", stop, { once: true });
    const output = { stdout: [], stderr: [] };
    for (const name of ["stdout", "stderr"]) child[name].on("data", (chunk) => output[name].push(chunk));
    const text = (name) => Buffer.concat(output[name]).toString("utf8");
    child.on("error", (error) => reject(errorFor(error)));
    child.on("close", (status, endedBy) => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status, endedBy, stdout: text("stdout"), stderr: text("stderr") });
    });
  });
}
