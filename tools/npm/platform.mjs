// A program's platform, read from its ELF header, in the terms of npm's os, cpu and libc.
import fs from "node:fs";

export class UnknownProgram extends Error {}

/// By e_machine. Source: the ELF specification's table of machines.
const processors = new Map([[62, "x64"], [183, "arm64"]]);

const loadedBy = 3; // PT_INTERP: the path of the dynamic loader, which identifies the C library

/// { os, cpu, libc }; without libc for a statically linked program.
export function readPlatform(file) {
  const content = fs.readFileSync(file);
  const is64BitLittleEndian = content.length >= 64 && content.readUInt32BE(0) === 0x7f454c46 && content.readUInt16BE(4) === 0x0201;
  const cpu = is64BitLittleEndian && processors.get(content.readUInt16LE(18));
  if (!cpu) throw new UnknownProgram(`${file}: not a Linux program for ${[...processors.values()].join(" or ")}`);
  return { os: "linux", cpu, libc: libcOf(interpreter(content)) };
}

/// The path in the program header of the type PT_INTERP, or undefined.
function interpreter(content) {
  const [table, size, count] = [Number(content.readBigUInt64LE(32)), content.readUInt16LE(54), content.readUInt16LE(56)];
  for (let at = table; at < table + size * count; at += size) {
    if (content.readUInt32LE(at) !== loadedBy) continue;
    const start = Number(content.readBigUInt64LE(at + 8));
    return content.toString("latin1", start, content.indexOf(0, start));
  }
  return undefined;
}

function libcOf(loader) {
  if (loader === undefined) return undefined;
  return loader.includes("ld-musl") ? "musl" : "glibc";
}
