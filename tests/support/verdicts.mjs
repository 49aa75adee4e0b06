// What wasmpair and this machine's V8 think of modules and of mutants of modules.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";

/// Proposals that this V8 does not implement, or not as their final version is: the two may differ about them.
export const notInV8 = [
  "extended constant expressions",
  "multiple memories",
  "memory64",
  "exception handling",
  "legacy exception handling",
  "relaxed SIMD",
  "threads",
  "typed function references",
  "garbage collection",
  "stack switching",
  "custom page sizes",
  "custom descriptors",
];

/// The program tests/toolchains/verdicts.cpp. Requests are answered in order; many may be sent before the first answer.
export class Verdicts {
  #process;
  #waiting = [];

  constructor() {
    const program = path.join(path.dirname(process.env.WASMPAIR), "tests/verdicts");
    this.#process = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    const lines = readline.createInterface({ input: this.#process.stdout });
    lines.on("line", (line) => {
      const [verdict, proposals, message] = line.split("\t");
      this.#waiting.shift().resolve({
        valid: verdict === "valid",
        proposals: proposals === "" ? [] : proposals.split(","),
        message,
      });
    });
    this.#process.on("exit", (code, signal) => {
      for (const { reject } of this.#waiting) reject(new Error(`verdicts ended with ${code ?? signal}`));
    });
  }

  file(name) {
    this.#process.stdin.write(`file ${name}\n`);
  }

  /// bytes: of the module.
  judge(bytes) {
    return this.#ask(`hex ${Buffer.from(bytes).toString("hex")}\n`);
  }

  /// edits: [[offset, byte], …] in the file named last.
  judgeMutant(edits) {
    return this.#ask(`mutant ${edits.map(([at, byte]) => `${at}:${byte}`).join(" ")}\n`);
  }

  end() {
    this.#process.stdin.end();
  }

  #ask(request) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(request);
    });
  }
}

/// Whether the verdicts agree, as far as V8 can tell: "agree", "differ", or the name of a proposal that it lacks.
export function compare(ours, v8Accepts) {
  if (ours.valid === v8Accepts) return "agree";
  return (ours.valid && ours.proposals.find((proposal) => notInV8.includes(proposal))) || "differ";
}

/// Makes mutants of a file that are the same on every machine.
export class Mutants {
  constructor(file, seed) {
    this.bytes = fs.readFileSync(file);
    this.#state = seed;
    this.#code = codeSection(this.bytes);
  }

  #state;
  #code;

  /// The edits of the next mutant: [[offset, byte], …].
  next() {
    const edits = [];
    for (let count = 1 + this.#below(3); count > 0; --count) edits.push(...this.#edit());
    return edits;
  }

  /// Whether V8 accepts the file with the edits.
  v8Accepts(edits) {
    const originals = edits.map(([at, byte]) => {
      const original = this.bytes[at];
      this.bytes[at] = byte;
      return [at, original];
    });
    const accepts = WebAssembly.validate(this.bytes);
    for (const [at, original] of originals.reverse()) this.bytes[at] = original;
    return accepts;
  }

  #edit() {
    // Three in four change the code, which nearly all rules are about; the others anything.
    const [start, end] = this.#below(4) === 0 ? [8, this.bytes.length] : this.#code;
    const at = start + this.#below(end - start);
    const kind = this.#below(6);
    if (kind === 0) return [[at, this.bytes[at] ^ (1 << this.#below(8))]];
    if (kind === 1 && at + 1 < end) return [[at, this.bytes[at + 1]], [at + 1, this.bytes[at]]];
    if (kind === 2) return [[at, this.#interesting()]];
    if (kind === 3) {
      const from = start + this.#below(end - start);
      const length = Math.min(1 + this.#below(8), end - at, end - from);
      return Array.from({ length }, (_, i) => [at + i, this.bytes[from + i]]);
    }
    return [[at, this.#below(256)]];
  }

  #interesting() {
    const bytes = [0x00, 0x01, 0x02, 0x05, 0x0b, 0x0c, 0x0e, 0x0f, 0x10, 0x11, 0x1a, 0x1b, 0x20, 0x40, 0x41, 0x7f, 0x80, 0xfc, 0xfd, 0xff];
    return bytes[this.#below(bytes.length)];
  }

  /// xorshift32.
  #below(limit) {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }
}

/// The first and the last offset of the code section's content.
function codeSection(bytes) {
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const size = unsigned(bytes, at + 1);
    if (id === 10) return [size.end, size.end + size.value];
    at = size.end + size.value;
  }
  throw new Error("The module has no code section");
}

/// The offset of the first instruction of the first function.
export function firstInstruction(bytes) {
  const count = unsigned(bytes, codeSection(bytes)[0]);
  const size = unsigned(bytes, count.end);
  const groups = unsigned(bytes, size.end);
  let at = groups.end;
  for (let group = 0; group < groups.value; ++group) at = unsigned(bytes, at).end + 1;
  return at;
}

/// The number in LEB128 at an offset, and the offset after it.
function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end: at };
  }
}
