// The program's open files and directories.
import fs from "node:fs";
import tty from "node:tty";
import { Failure } from "./errors.js";

/** As WASI numbers them. */
export const fileType = { unknown: 0, blockDevice: 1, characterDevice: 2, directory: 3, regular: 4, socket: 6, symbolicLink: 7 };

export function typeOf(stats) {
  if (stats.isFile()) return fileType.regular;
  if (stats.isDirectory()) return fileType.directory;
  if (stats.isSymbolicLink()) return fileType.symbolicLink;
  if (stats.isCharacterDevice()) return fileType.characterDevice;
  if (stats.isBlockDevice()) return fileType.blockDevice;
  return stats.isSocket() ? fileType.socket : fileType.unknown;
}

const firstDirectory = 3;

/**
 * An entry is { fd, type, position, appends, path, preopened, names }:
 *   fd         the descriptor of the system; undefined for the root, which is open from the start
 *   position   of a regular file, whose offset Node.js cannot move; null for others
 *   path       of a directory, in bytes: what names in it are relative to
 *   preopened  the name of the root
 *   names      of a directory that is being read
 */
export class Descriptors {
  #entries = new Map();

  constructor() {
    for (const fd of [0, 1, 2]) this.#addStream(fd);
    // The only one: the C library would take "/file" and "file" for the same name in two of them.
    this.#entries.set(firstDirectory, { type: fileType.directory, position: null, path: Buffer.from("/"), preopened: "/" });
  }

  /** A standard stream, unless it is closed. */
  #addStream(fd) {
    try {
      const type = typeOf(fs.fstatSync(fd));
      this.#entries.set(fd, { fd, type, position: null, isTerminal: tty.isatty(fd), isStream: true });
    } catch (error) {
      if (error.code !== "EBADF") throw error;
    }
  }

  #free(from) {
    let number = from;
    while (this.#entries.has(number)) ++number;
    return number;
  }

  /** The number of a new entry. */
  add(entry) {
    const number = this.#free(firstDirectory);
    this.#entries.set(number, entry);
    return number;
  }

  get(number) {
    const entry = this.#entries.get(number);
    if (!entry) throw new Failure("BADF");
    return entry;
  }

  directory(number) {
    const entry = this.get(number);
    if (entry.type !== fileType.directory) throw new Failure("NOTDIR");
    return entry;
  }

  close(number) {
    const { fd } = this.get(number);
    this.#entries.delete(number);
    if (fd !== undefined) fs.closeSync(fd);
  }

  renumber(from, to) {
    const entry = this.get(from);
    if (from === to) return;
    if (this.#entries.has(to)) this.close(to);
    this.#entries.delete(from);
    this.#entries.set(to, entry);
  }
}
