// Programs that consist of little more than a header. No system runs them; what reads headers takes them for programs.

const numbers = { elf: { x64: 62, arm64: 183 }, machO: { x64: 0x01000007, arm64: 0x0100000c }, pe: { x64: 0x8664, arm64: 0xaa64 } };

const loaders = {
  glibc: { x64: "/lib64/ld-linux-x86-64.so.2", arm64: "/lib/ld-linux-aarch64.so.1" },
  musl: { x64: "/lib/ld-musl-x86_64.so.1", arm64: "/lib/ld-musl-aarch64.so.1" },
};

/// libc: "glibc", "musl", or null for a program that is linked statically. loader: another dynamic loader.
export function elf(processor, libc, loader = libc && loaders[libc][processor]) {
  const path = Buffer.from(loader ? `${loader}\0` : "", "latin1");
  const content = Buffer.alloc(64 + 56);
  content.write("7f454c460201", "hex");
  content.writeUInt16LE(3, 16);
  content.writeUInt16LE(numbers.elf[processor], 18);
  content.writeBigUInt64LE(64n, 32);
  content.writeUInt16LE(56, 54);
  content.writeUInt16LE(1, 56);
  content.writeUInt32LE(loader ? 3 : 1, 64); // PT_INTERP, PT_LOAD
  content.writeBigUInt64LE(120n, 64 + 8);
  content.writeBigUInt64LE(BigInt(path.length), 64 + 32);
  return Buffer.concat([content, path]);
}

export function machO(processor, type = 2) {
  const content = Buffer.alloc(32);
  content.write("cffaedfe", "hex");
  content.writeUInt32LE(numbers.machO[processor], 4);
  content.writeUInt32LE(type, 12);
  return content;
}

export function pe(processor, flags = 0x22) {
  const content = Buffer.alloc(64 + 24);
  content.write("MZ", "latin1");
  content.writeUInt32LE(64, 60);
  content.write("PE\0\0", 64, "latin1");
  content.writeUInt16LE(numbers.pe[processor], 64 + 4);
  content.writeUInt16LE(flags, 64 + 22);
  return content;
}

/// A program for a platform of platforms.tsv.
export function programFor({ system, processor, libc }) {
  if (system === "darwin") return machO(processor);
  if (system === "windows") return pe(processor);
  return elf(processor, libc === "glibc" ? libc : null);
}
