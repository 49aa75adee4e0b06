// What a program for another platform publishes, compared with what this machine's self-contained program publishes.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { selfContained } from "./distributed.mjs";
import { run } from "./program.mjs";

/// Quick, and with all encodings.
export const packing = ["--level", "fast", "--encodings", "br,gzip,zstd", "--no-cache", "--quiet"];

/// Packs with this machine's self-contained program.
export async function packHere(...words) {
  const { status, stderr } = await run(selfContained, ["pack", ...words]);
  assert.equal(status, 0, stderr);
}

/// The directory's files: {name: content}.
const contents = (directory) =>
  Object.fromEntries(fs.readdirSync(directory).sort().map((name) => [name, fs.readFileSync(path.join(directory, name))]));

export function assertSameFiles(actual, expected) {
  const [these, those] = [actual, expected].map(contents);
  assert.deepEqual(Object.keys(these), Object.keys(those));
  for (const name of Object.keys(those)) assert.ok(these[name].equals(those[name]), `${name} differs`);
}
