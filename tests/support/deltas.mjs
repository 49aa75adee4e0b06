// Deltas as browsers read them (RFC 9842), by tools that are not wasmpair's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fixturesDirectory } from "./fixtures.mjs";

/// libbrotli 1.2.1 and its command, which tools/test builds: Debian's know no dictionaries.
const brotli = path.join(fixturesDirectory(), "brotli-1.2.1");

/// An environment in which wasmpair runs with that libbrotli, and so encodes dcb.
export const laterLibbrotli = { LD_LIBRARY_PATH: path.join(brotli, "lib") };

const codings = {
  dcb: {
    magic: Buffer.from([0xff, 0x44, 0x43, 0x42]),
    decoder: (dictionary) => [path.join(brotli, "bin/brotli"), ["-d", "-c", "-D", dictionary]],
  },
  dcz: {
    magic: Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0]),
    decoder: (dictionary) => ["zstd", ["-q", "-d", "-c", `--patch-from=${dictionary}`, "--memory=128MB"]],
  },
};

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();

/// What a browser that has the content sends in Available-Dictionary.
export function dictionaryField(content) {
  return `:${sha256(content).toString("base64")}:`;
}

/// The decoded body of a response with Content-Encoding: dcb or dcz.
export function decodeDelta(coding, body, dictionary) {
  const { magic, decoder } = codings[coding];
  assert.ok(body.subarray(0, magic.length).equals(magic), `the header of ${coding}`);
  assert.ok(body.subarray(magic.length, magic.length + 32).equals(sha256(dictionary)), "the dictionary's digest");
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-delta-"));
  try {
    const file = path.join(work, "dictionary");
    fs.writeFileSync(file, dictionary);
    const [command, words] = decoder(file);
    return execFileSync(command, words, { input: body.subarray(magic.length + 32), maxBuffer: 1 << 28 });
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}
