// Usage: node tools/platforms/sign_mach_o.mjs PROGRAM
//
// Signs a program for macOS ad hoc, as zig's linker signs those for arm64 and only those: with the SHA-256 digests of its
// pages, and nobody's name. The formats are those of mach-o/loader.h and kern/cs_blobs.h of macOS.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const arm64 = 0x0100000c;
const commands = { segment: 0x19, signature: 0x1d };
const commandSize = 16;
const identifierOffset = 88;  // of a code directory of version 0x20400

const alignedTo = (unit, value) => Math.ceil(value / unit) * unit;

/// The signed program, from one that is not. Throws Error if that is none, or has no room for another command.
function sign(unsigned, identifier) {
  const magic = 0xfeedfacf;
  if (unsigned.length < 32 || unsigned.readUInt32LE(0) !== magic) throw new Error("it is no 64-bit program for macOS");
  const pageBits = unsigned.readUInt32LE(4) === arm64 ? 14 : 12;
  const covered = alignedTo(16, unsigned.length);
  const directorySize = identifierOffset + Buffer.byteLength(identifier) + 1 + 32 * Math.ceil(covered / 2 ** pageBits);
  const signatureSize = alignedTo(8, 20 + directorySize);
  const content = Buffer.alloc(covered + signatureSize);
  unsigned.copy(content);
  const textSize = addCommand(content, covered, signatureSize, 2 ** pageBits);
  const directory = codeDirectory(content.subarray(0, covered), { identifier, pageBits, textSize });
  content.writeUInt32BE(0xfade0cc0, covered);  // a signature with one part, the code directory
  [20 + directorySize, 1, 0, 20].forEach((value, index) => content.writeUInt32BE(value, covered + 4 + 4 * index));
  directory.copy(content, covered + 20);
  return content;
}

/// Adds the command that says where the signature is, and lengthens the last segment by it. Returns the size of the first
/// segment that has content, which is the code.
function addCommand(content, start, size, pageSize) {
  const [count, commandsSize] = [content.readUInt32LE(16), content.readUInt32LE(20)];
  const end = 32 + commandsSize;
  const segments = [];
  for (let left = count, at = 32; left > 0; --left, at += content.readUInt32LE(at + 4)) {
    const command = content.readUInt32LE(at);
    if (command === commands.signature) throw new Error("it is signed");
    if (command === commands.segment) segments.push({ name: content.toString("latin1", at + 8, content.indexOf(0, at + 8)), at });
  }
  const segment = (name) => segments.find((each) => each.name === name).at;
  const text = segment("__TEXT");
  const sections = content.readUInt32LE(text + 64);
  const firstSection = Math.min(...Array.from({ length: sections }, (_, index) => content.readUInt32LE(text + 72 + 80 * index + 48)));
  if (end + commandSize > firstSection) throw new Error("it has no room for another command");

  [commands.signature, commandSize, start, size].forEach((value, index) => content.writeUInt32LE(value, end + 4 * index));
  content.writeUInt32LE(count + 1, 16);
  content.writeUInt32LE(commandsSize + commandSize, 20);
  const last = segment("__LINKEDIT");
  const lastSize = start + size - Number(content.readBigUInt64LE(last + 40));
  content.writeBigUInt64LE(BigInt(alignedTo(pageSize, lastSize)), last + 32);
  content.writeBigUInt64LE(BigInt(lastSize), last + 48);
  return content.readBigUInt64LE(text + 48);
}

function codeDirectory(covered, { identifier, pageBits, textSize }) {
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(covered.length / 2 ** pageBits);
  const head = Buffer.alloc(identifierOffset);
  const adHocByLinker = 0x20002;
  const words = [
    0xfade0c02, head.length + name.length + 32 * pages, 0x20400, adHocByLinker, head.length + name.length, head.length, 0, pages, covered.length,
  ];
  words.forEach((value, index) => head.writeUInt32BE(value, 4 * index));
  head.set([32, 2, 0, pageBits], 36);  // SHA-256
  head.writeBigUInt64BE(textSize, 72);
  head.writeBigUInt64BE(1n, 80);  // the code of a program
  const digests = Array.from({ length: pages }, (_, page) =>
    createHash("sha256").update(covered.subarray(page * 2 ** pageBits, (page + 1) * 2 ** pageBits)).digest());
  return Buffer.concat([head, name, ...digests]);
}

const [program] = process.argv.slice(2);
try {
  const signed = sign(fs.readFileSync(program), path.basename(program));
  fs.writeFileSync(`${program}.signed`, signed, { mode: fs.statSync(program).mode });
  fs.renameSync(`${program}.signed`, program);
} catch (error) {
  console.error(`${program}: cannot be signed: ${error.message}`);
  process.exit(2);
}
