// What a program runs on, read from its header: ELF, Mach-O or PE.
import fs from "node:fs";

export class UnknownProgram extends Error {}

/// By e_machine (ELF specification), cputype (mach/machine.h) and Machine (PE specification).
const processors = {
  elf: new Map([[62, "x64"], [183, "arm64"]]),
  machO: new Map([[0x01000007, "x64"], [0x0100000c, "arm64"]]),
  pe: new Map([[0x8664, "x64"], [0xaa64, "arm64"]]),
};

/// { system, processor, linked }, in the terms of platforms.tsv. linked, for Linux: "glibc" or "musl", the C library that
/// the program loads, or "statically".
export function readPlatform(file) {
  const header = new Header(file, fs.readFileSync(file));
  if (header.has(0, "7f454c46")) return elf(header);
  if (header.has(0, "cffaedfe")) return machO(header);
  if (header.has(0, "4d5a")) return pe(header);
  if (header.has(0, "cafebabe") || header.has(0, "cafebabf")) throw header.error("is for several processors\n  Extract one of its programs: lipo -thin");
  throw header.error("not a program for Linux, macOS or Windows");
}

/// The little-endian numbers of a file that may be damaged.
class Header {
  #file;
  #content;

  constructor(file, content) {
    this.#file = file;
    this.#content = content;
  }

  error(problem) {
    return new UnknownProgram(`${this.#file}: ${problem}`);
  }

  bytes(at, size) {
    if (at + size > this.#content.length) throw this.error(`damaged: its header refers to ${at + size} bytes, and it has ${this.#content.length}`);
    return this.#content.subarray(at, at + size);
  }

  has(at, hex) {
    return this.#content.subarray(at, at + hex.length / 2).toString("hex") === hex;
  }

  u8 = (at) => this.bytes(at, 1).readUInt8();
  u16 = (at) => this.bytes(at, 2).readUInt16LE();
  u32 = (at) => this.bytes(at, 4).readUInt32LE();
  u64 = (at) => Number(this.bytes(at, 8).readBigUInt64LE());

  /// The processor of the number that was read.
  processor(known, number) {
    if (known.has(number)) return known.get(number);
    throw this.error(`is for another processor (0x${number.toString(16)}) than ${[...known.values()].join(" or ")}`);
  }
}

const loadedBy = 3; // PT_INTERP: the path of the dynamic loader, which identifies the C library

function elf(header) {
  if (header.u8(4) !== 2 || header.u8(5) !== 1) throw header.error("not a 64-bit little-endian program");
  if (![2, 3].includes(header.u16(16))) throw header.error("not a program, but an object or a core file"); // ET_EXEC, ET_DYN
  const processor = header.processor(processors.elf, header.u16(18));
  return { system: "linux", processor, linked: libcOf(header, interpreter(header)) };
}

/// The path in the program header of the type PT_INTERP, or undefined.
function interpreter(header) {
  const [table, size, count] = [header.u64(32), header.u16(54), header.u16(56)];
  if (count > 0 && size !== 56) throw header.error(`damaged: its program headers have ${size} bytes instead of 56`);
  for (let index = 0; index < count; ++index) {
    const at = table + size * index;
    if (header.u32(at) === loadedBy) return header.bytes(header.u64(at + 8), header.u64(at + 32)).toString("latin1");
  }
  return undefined;
}

function libcOf(header, loader) {
  if (loader === undefined) return "statically";
  const [, name] = /\/(ld-musl|ld-linux)-[^/]*$/.exec(loader) ?? [];
  if (!name) throw header.error(`needs the dynamic loader ${JSON.stringify(loader.slice(0, 80))}, which is that of no known C library`);
  return name === "ld-musl" ? "musl" : "glibc";
}

function machO(header) {
  const processor = header.processor(processors.machO, header.u32(4));
  if (header.u32(12) !== 2) throw header.error("not a program, but a library or an object"); // MH_EXECUTE
  return { system: "darwin", processor };
}

function pe(header) {
  const start = header.u32(60);
  if (header.bytes(start, 24).toString("latin1", 0, 4) !== "PE\0\0") throw header.error("not a Windows program: it has no PE header");
  const processor = header.processor(processors.pe, header.u16(start + 4));
  const flags = header.u16(start + 22);
  if ((flags & 0x0002) === 0 || (flags & 0x2000) !== 0) throw header.error("not a program, but a library or an object"); // EXECUTABLE_IMAGE, DLL
  return { system: "windows", processor };
}
