// Server-side guests in Node.js: rewritten by tests/guests/rewriter.cpp, and run with a small WASI of our own.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const defaults = { interval: 1_000_000, depth: 50_000, pages: 1024 };

/// The program of tests/guests/rewriter.cpp.
export const rewriter = () => path.join(path.dirname(process.env.WASMPAIR), "tests/rewriter");

/// A module from the notation of module_text.h.
export const assemble = (text) => throughFiles(Buffer.from(text), (from, to) => ["assemble", from, to]);

/// The rewritten module. Throws an error with what the program says.
export function rewrite(bytes, options = {}) {
  const { interval, depth, pages, unmetered = false } = { ...defaults, ...options };
  const words = [interval, depth, pages, ...(unmetered ? ["unmetered"] : [])];
  return throughFiles(bytes, (from, to) => ["rewrite", from, to, ...words.map(String)]);
}

function throughFiles(bytes, commandOf) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-guest-"));
  try {
    const [from, to] = ["from", "to"].map((name) => path.join(directory, name));
    fs.writeFileSync(from, bytes);
    execFileSync(rewriter(), commandOf(from, to), { stdio: ["ignore", "pipe", "pipe"] });
    return fs.readFileSync(to);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/// An instance of a guest, original or rewritten.
export class Guest {
  output = "";
  yields = 0;
  #work = 0;
  #interval;
  #time = 0n;

  /// onYield: called in sched_yield with this guest.
  constructor(bytes, { interval = defaults.interval, imports = {}, onYield = () => {} } = {}) {
    this.#interval = interval;
    const wasi = new Proxy(this.#wasi(onYield), { get: (functions, name) => functions[name] ?? (() => notSupported) });
    this.instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { ...imports, wasi_snapshot_preview1: wasi });
    this.exports = this.instance.exports;
  }

  get depth() {
    return this.exports["wasmpair.depth"].value;
  }

  /// The units that the guest has executed so far.
  get units() {
    return this.#work + this.#left();
  }

  /// What call() returns, or the message of its trap; then the units it took.
  call(name, ...values) {
    const before = this.units;
    const result = resultOf(() => this.exports[name](...values));
    return { result, units: this.units - before };
  }

  #left() {
    const meter = this.exports["wasmpair.meter"];
    return meter ? this.#interval - meter.value : 0;
  }

  #view() {
    return new DataView(this.exports.memory.buffer);
  }

  /// The clock advances by a millisecond with each look at it, and there is no chance: two runs are the same.
  #wasi(onYield) {
    const size = (count, bytes) => {
      this.#view().setUint32(count, 0, true);
      this.#view().setUint32(bytes, 0, true);
      return 0;
    };
    return {
      args_sizes_get: size,
      args_get: () => 0,
      environ_sizes_get: size,
      environ_get: () => 0,
      fd_prestat_get: () => badDescriptor,
      fd_fdstat_get: (descriptor, to) => {
        new Uint8Array(this.exports.memory.buffer, to, 24).fill(0);
        this.#view().setUint8(to, 2); // a character device
        return descriptor < 3 ? 0 : badDescriptor;
      },
      clock_time_get: (clock, precision, to) => {
        this.#view().setBigUint64(to, (this.#time += 1_000_000n), true);
        return 0;
      },
      random_get: (to, count) => {
        new Uint8Array(this.exports.memory.buffer, to, count).fill(7);
        return 0;
      },
      fd_write: (descriptor, vectors, count, written) => {
        let total = 0;
        for (let i = 0; i < count; ++i) {
          const [start, length] = [0, 4].map((at) => this.#view().getUint32(vectors + 8 * i + at, true));
          this.output += Buffer.from(this.exports.memory.buffer, start, length).toString("latin1");
          total += length;
        }
        this.#view().setUint32(written, total, true);
        return 0;
      },
      sched_yield: () => {
        this.yields += 1;
        onYield(this);
        this.#work += this.#left();
        const meter = this.exports["wasmpair.meter"];
        if (meter) meter.value = this.#interval; // the guest may have called this itself
        return 0;
      },
      proc_exit: (status) => {
        throw new Error(`the guest exited with ${status}`);
      },
    };
  }
}

const badDescriptor = 8, notSupported = 58;

function resultOf(call) {
  try {
    return call();
  } catch (error) {
    return String(error.message);
  }
}
