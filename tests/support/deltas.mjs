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
    encoder: (dictionary) => [path.join(brotli, "bin/brotli"), ["-q", "5", "-w", "24", "-c", "-D", dictionary]],
  },
  dcz: {
    magic: Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0]),
    decoder: (dictionary) => ["zstd", ["-q", "-d", "-c", `--patch-from=${dictionary}`, "--memory=128MB"]],
    encoder: (dictionary) => ["zstd", ["-q", "-c", `--patch-from=${dictionary}`]],
  },
};

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();

/// What a browser that has the content sends in Available-Dictionary.
export function dictionaryField(content) {
  return `:${sha256(content).toString("base64")}:`;
}

/// The output of a command for that input; its words name a file with the dictionary.
function withDictionary(commandFor, dictionary, input) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-delta-"));
  try {
    const [dictionaryFile, inputFile] = ["dictionary", "input"].map((name) => path.join(work, name));
    fs.writeFileSync(dictionaryFile, dictionary);
    fs.writeFileSync(inputFile, input);
    const [command, words] = commandFor(dictionaryFile);
    return execFileSync(command, [...words, inputFile], { maxBuffer: 1 << 28 });
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

/// The decoded body of a response with Content-Encoding: dcb or dcz.
export function decodeDelta(coding, body, dictionary) {
  const { magic, decoder } = codings[coding];
  assert.ok(body.subarray(0, magic.length).equals(magic), `the header of ${coding}`);
  assert.ok(body.subarray(magic.length, magic.length + 32).equals(sha256(dictionary)), "the dictionary's digest");
  return withDictionary(decoder, dictionary, body.subarray(magic.length + 32));
}

/// What follows the header of a delta.
export function encodeDelta(coding, content, dictionary) { return withDictionary(codings[coding].encoder, dictionary, content); }
