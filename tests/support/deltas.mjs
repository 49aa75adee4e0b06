// Deltas as browsers read them (RFC 9842), by tools that are not wasmpair's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const magic = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0]);

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();

/// What a browser that has the content sends in Available-Dictionary.
export function dictionaryField(content) {
  return `:${sha256(content).toString("base64")}:`;
}

/// The decoded body of a response with Content-Encoding: dcz.
export function decodeDelta(body, dictionary) {
  assert.ok(body.subarray(0, magic.length).equals(magic), "the header of dcz");
  assert.ok(body.subarray(magic.length, magic.length + 32).equals(sha256(dictionary)), "the dictionary's digest");
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-delta-"));
  try {
    const file = path.join(work, "dictionary");
    fs.writeFileSync(file, dictionary);
    return execFileSync("zstd", ["-q", "-d", "-c", `--patch-from=${file}`, "--memory=128MB"], { input: body.subarray(magic.length + 32), maxBuffer: 1 << 28 });
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}
