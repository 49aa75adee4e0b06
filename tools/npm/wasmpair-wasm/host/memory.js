// The program's memory. Addresses and sizes may arrive as negative numbers: WebAssembly's have no sign, JavaScript's do.
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class Memory {
  #memory;
  #view = new DataView(new ArrayBuffer(0));

  use(memory) {
    this.#memory = memory;
  }

  /** Of the memory as it is: when it grows, it becomes another buffer. */
  get #current() {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new DataView(this.#memory.buffer);
    return this.#view;
  }

  /** The bytes themselves, until the program runs again. */
  bytes(at, size) {
    return new Uint8Array(this.#memory.buffer, at >>> 0, size >>> 0);
  }

  /** A copy. */
  copy(at, size) {
    return Buffer.from(this.bytes(at, size));
  }

  text(at, size) {
    return decoder.decode(this.bytes(at, size));
  }

  /** The parts of a vector of buffers (iovec). */
  parts(at, count) {
    return Array.from({ length: count }, (_, index) => {
      const start = (at >>> 0) + 8 * index;
      return this.bytes(this.#current.getUint32(start, true), this.#current.getUint32(start + 4, true));
    });
  }

  setU8(at, value) {
    this.#current.setUint8(at >>> 0, value);
  }

  setU16(at, value) {
    this.#current.setUint16(at >>> 0, value, true);
  }

  setU32(at, value) {
    this.#current.setUint32(at >>> 0, value, true);
  }

  setU64(at, value) {
    this.#current.setBigUint64(at >>> 0, BigInt.asUintN(64, BigInt(value)), true);
  }

  u64(at) {
    return this.#current.getBigUint64(at >>> 0, true);
  }

  u8(at) {
    return this.#current.getUint8(at >>> 0);
  }

  u16(at) {
    return this.#current.getUint16(at >>> 0, true);
  }

  setBytes(at, bytes) {
    this.bytes(at, bytes.length).set(bytes);
  }
}

/** Each with a NUL after it, as C has them. */
export const terminated = (text) => encoder.encode(`${text}\0`);
