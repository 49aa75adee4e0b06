// Windows programs ("PE Format", Microsoft), as far as tests read them.
import assert from "node:assert/strict";
import fs from "node:fs";

const processors = new Map([[0x8664, "x64"], [0xaa64, "arm64"]]);
const directories = { imports: 1, resources: 2 };

/// { processor, time, flags, stack, subsystem, libraries: [name], manifest: true if it has resources }
export function readPortableExecutable(file) {
  const content = fs.readFileSync(file);
  const start = content.readUInt32LE(60);
  assert.equal(content.toString("latin1", start, start + 4), "PE\0\0");
  const header = start + 24;
  assert.equal(content.readUInt16LE(header), 0x20b, "64-bit");
  const directory = (index) => content.readUInt32LE(header + 112 + 8 * index);
  return {
    processor: processors.get(content.readUInt16LE(start + 4)),
    time: content.readUInt32LE(start + 8),
    subsystem: content.readUInt16LE(header + 68),
    flags: content.readUInt16LE(header + 70),
    stack: Number(content.readBigUInt64LE(header + 72)),
    hasResources: directory(directories.resources) !== 0,
    libraries: importedLibraries(content, sectionsOf(content, start), directory(directories.imports)),
  };
}

function sectionsOf(content, start) {
  const table = start + 24 + content.readUInt16LE(start + 20);
  return Array.from({ length: content.readUInt16LE(start + 6) }, (_, index) => {
    const at = table + 40 * index;
    return { address: content.readUInt32LE(at + 12), size: content.readUInt32LE(at + 16), offset: content.readUInt32LE(at + 20) };
  });
}

function importedLibraries(content, sections, table) {
  const offset = (address) => {
    const section = sections.find(({ address: first, size }) => first <= address && address < first + size);
    return address - section.address + section.offset;
  };
  const names = [];
  for (let at = offset(table); content.readUInt32LE(at + 12) !== 0; at += 20) {
    const name = offset(content.readUInt32LE(at + 12));
    names.push(content.toString("latin1", name, content.indexOf(0, name)));
  }
  return names;
}
