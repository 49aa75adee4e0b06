// Mach-O programs (mach-o/loader.h, mach-o/nlist.h and kern/cs_blobs.h of macOS), as far as tests read them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";

const processors = new Map([[0x01000007, "x64"], [0x0100000c, "arm64"]]);
const commands = { symbols: 0x02, library: 0x0c, signature: 0x1d, version: 0x32 };

/// { processor, flags, minimum: "13.0", libraries: [path], imports: [{ name, library }], signature }
export function readMachO(file) {
  const content = fs.readFileSync(file);
  assert.equal(content.readUInt32LE(0), 0xfeedfacf, "64-bit Mach-O");
  assert.equal(content.readUInt32LE(12), 2, "a program");
  const program = { processor: processors.get(content.readUInt32LE(4)), flags: content.readUInt32LE(24), libraries: [] };
  for (const { kind, at } of loadCommands(content)) {
    if (kind === commands.library) program.libraries.push(textAt(content, at + content.readUInt32LE(at + 8)));
    if (kind === commands.version) program.minimum = versionOf(content, at);
    if (kind === commands.symbols) program.imports = importsOf(content, at);
    if (kind === commands.signature) program.signature = signatureOf(content, content.readUInt32LE(at + 8));
  }
  // Libraries are numbered from 1.
  program.imports = program.imports.map(({ name, number }) => ({ name, library: program.libraries[number - 1] }));
  return program;
}

/// The program as it was before it was signed, with nothing in the place of its last load command, the signature.
export function withoutSignature(file) {
  const content = fs.readFileSync(file);
  const all = [...loadCommands(content)];
  const { kind, at } = all.at(-1);
  assert.equal(kind, commands.signature);
  content.fill(0, at, at + 16);
  content.writeUInt32LE(content.readUInt32LE(16) - 1, 16);
  content.writeUInt32LE(content.readUInt32LE(20) - 16, 20);
  const symbols = all.find((each) => each.kind === commands.symbols).at;
  return content.subarray(0, content.readUInt32LE(symbols + 16) + content.readUInt32LE(symbols + 20));
}

function* loadCommands(content) {
  let at = 32;
  for (let left = content.readUInt32LE(16); left > 0; --left) {
    yield { kind: content.readUInt32LE(at) & 0x7fffffff, at };
    at += content.readUInt32LE(at + 4);
  }
}

function textAt(content, at) { return content.toString("latin1", at, content.indexOf(0, at)); }

function versionOf(content, at) {
  assert.equal(content.readUInt32LE(at + 8), 1, "for macOS");
  const minimum = content.readUInt32LE(at + 12);
  return `${minimum >>> 16}.${(minimum >>> 8) & 0xff}`;
}

/// The undefined external symbols.
function importsOf(content, at) {
  const [symbols, count, strings] = [8, 12, 16].map((offset) => content.readUInt32LE(at + offset));
  return Array.from({ length: count }, (_, index) => symbols + 16 * index)
    .filter((symbol) => (content[symbol + 4] & 0x0f) === 0x01)
    .map((symbol) => ({ name: textAt(content, strings + content.readUInt32LE(symbol)), number: content.readUInt16LE(symbol + 6) >>> 8 }));
}

/// { adHoc, covered, wrongPages }: covered, in bytes, is what comes before the signature.
function signatureOf(content, start) {
  assert.equal(content.readUInt32BE(start), 0xfade0cc0, "a signature");
  const directory = start + content.readUInt32BE(start + 16);
  assert.equal(content.readUInt32BE(directory), 0xfade0c02, "its code directory comes first");
  const [flags, hashes, , , count, covered] = [12, 16, 20, 24, 28, 32].map((offset) => content.readUInt32BE(directory + offset));
  assert.deepEqual([content[directory + 36], content[directory + 37]], [32, 2], "SHA-256");
  const pageSize = 1 << content[directory + 39];
  assert.equal(count, Math.ceil(covered / pageSize));
  const wrongPages = Array.from({ length: count }, (_, page) => page).filter((page) => {
    const bytes = content.subarray(page * pageSize, Math.min((page + 1) * pageSize, covered));
    const hash = directory + hashes + 32 * page;
    return !createHash("sha256").update(bytes).digest().equals(content.subarray(hash, hash + 32));
  });
  return { adHoc: (flags & 2) !== 0, covered, uncovered: start - covered, wrongPages };
}
