// WebAssembly modules, written byte by byte.

const bytes = (value) => (Buffer.isBuffer(value) ? value : Buffer.from(value));

export function unsigned(value) {
  const encoded = [];
  for (; value >= 0x80; value >>>= 7) encoded.push((value & 0x7f) | 0x80);
  return Buffer.from([...encoded, value]);
}

/// A name, or other bytes with their length before them.
export const counted = (value) => Buffer.concat([unsigned(bytes(value).length), bytes(value)]);

const vector = (items) => Buffer.concat([unsigned(items.length), ...items]);
const section = (id, content) => Buffer.concat([Buffer.of(id), counted(content)]);
export const customSection = (name, content) => section(0, Buffer.concat([counted(name), bytes(content)]));
const concat = (...parts) => Buffer.concat(parts.map(bytes));

const moduleInfoStart = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
const moduleInfoEnd = Buffer.from("f932433186182072008242104116d8f2", "hex");

/// A module that looks like a Go program for the browser, with text of the caller's in every field that wasmpair reads.
/// names are UTF-8, as WebAssembly demands; what Go's linker writes itself, text, may be any bytes. With fits, it imports
/// nothing but what the shims of Go 1.21 and later provide.
export function goModule({ name, text, version, fits = false }) {
  const lines = [
    concat("path\t", text), concat("mod\t", text, "\t", text, "\t"), concat("dep\t", text, "\t", text, "\t", text),
    concat("=>\t", text, "\t", text, "\t", text), concat("build\t", text, "=", text),
  ].map((line) => Buffer.from(line.filter((byte) => byte !== 0x0a))); // a line feed would end the field
  const info = concat(moduleInfoStart, ...lines.flatMap((line) => [line, "\n"]), moduleInfoEnd);
  const producer = (field, ...rows) => concat(counted(field), vector(rows.map(([who, what]) => concat(counted(who), counted(what)))));
  const imported = (from, what) => concat(counted(from), counted(what), Buffer.of(0, 0));
  const exported = (what, kind, index) => concat(counted(what), Buffer.of(kind, index));
  return concat(
    Buffer.from("0061736d01000000", "hex"),
    // (i32) -> (), (i32, i32) -> (), () -> (), () -> (i32)
    section(1, vector(["60017f00", "60027f7f00", "600000", "6000017f"].map((type) => Buffer.from(type, "hex")))),
    section(2, vector([
      imported("gojs", "runtime.wasmExit"),
      ...(fits ? ["runtime.wasmWrite", "runtime.getRandomData"].map((what) => imported("gojs", what))
        : [imported("gojs", `runtime.${name}`), imported(name, name)]),
    ])),
    section(3, vector([1, 2, 3].map((type) => Buffer.of(type)))),
    section(5, Buffer.from("010001", "hex")),
    section(7, vector([exported("run", 0, 3), exported("resume", 0, 4), exported("getsp", 0, 5), exported("mem", 2, 0), exported(name, 0, 4)])),
    section(10, vector(["000b", "000b", "0041000b"].map((body) => counted(Buffer.from(body, "hex"))))),
    section(11, vector([concat(Buffer.from("004180e0000b", "hex"), counted(info))])),
    customSection("go:buildid", concat(Buffer.of(0xff), " Go build ID: \"", text, "\"\n", Buffer.of(0xff))),
    customSection("producers", vector([producer("language", ["Go", version]), producer(name, [name, name])])),
    customSection(name, ""),
  );
}

/// A module without its custom sections, as after wasm-strip, which also writes sizes of sections in fewer bytes.
export function withoutCustomSections(module) {
  const parts = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    let size = 0;
    let end = at + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = module[end++];
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    if (id !== 0) parts.push(module.subarray(at, end + size));
    at = end + size;
  }
  return Buffer.concat(parts);
}
