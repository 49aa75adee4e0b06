// Text that would steer a terminal, a log or a reader, and what all output must be whoever wrote the input.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { program } from "./program.mjs";

/// Clears a screen, sets a title, overwrites the line, begins others, turns the direction of writing around.
export const hostile = "\x1b[2J\x1b]0;t\x07\r\n::error::x\x7f\u009b1m\u061c\u200f\u202e\u2066\u2028\u2029";
/// The same for where control characters are refused.
export const turning = "\u061c\u200f\u202e\u2066\u2028\u2029";
/// The same with what is not UTF-8.
export const hostileBytes = Buffer.concat([Buffer.from(hostile), Buffer.of(0xff, 0xc0, 0xaf, 0xe2, 0x80)]);

const steering = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/// Asserts that bytes can be shown: UTF-8, and no line of another's that a runner of GitHub Actions would obey.
export function assertShowable(bytes, what) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const found = steering.exec(text);
  assert.equal(found, null, found && `${what}: ${JSON.stringify(text.slice(Math.max(0, found.index - 80), found.index + 20))}`);
  assert.doesNotMatch(text, /^\s*::error::x/m, what); // the runner skips leading spaces
  return text;
}

/// Configurations are indented with tabs.
const withoutIndents = (bytes) => Buffer.from(bytes.toString("latin1").replaceAll(/^\t+/gm, ""), "latin1");

/// Runs wasmpair with words that are text or bytes, without blocking, and asserts that all it says can be shown:
/// { status, stdout, stderr }.
export async function runShowable(words, options) {
  // Node passes text alone; bash passes every byte.
  const quoted = [program, ...words].map((word) => `$'${[...Buffer.from(word)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`);
  const child = spawn("bash", ["-c", `exec ${quoted.join(" ")}`], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: [], stderr: [] };
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (chunk) => said[stream].push(chunk));
  const [status] = await once(child, "close");
  const what = words.map((word) => JSON.stringify(word.toString())).join(" ");
  const stdout = assertShowable(withoutIndents(Buffer.concat(said.stdout)), `${what}, standard output`);
  const stderr = assertShowable(Buffer.concat(said.stderr), `${what}, standard error`);
  assert.ok([0, 1, 2].includes(status), `${what} ended with ${status}:\n${stderr}`);
  if (words.includes("--json") && stdout) JSON.parse(stdout);
  return { status, stdout, stderr };
}
