// What the program needs besides WASI (src/util/platform/host_wasi.h).
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { errno, errnoOf } from "./errors.js";

const access = { owned: 1, writableByOthers: 2, accessibleByOthers: 4 };

export function extensions(memory, descriptors, privacy) {
  let last = { output: Buffer.alloc(0), errors: Buffer.alloc(0) };

  return {
    current_directory(into, size) {
      const path = Buffer.from(currentDirectory());
      if (path.length <= size >>> 0) memory.setBytes(into, path);
      return path.length;
    },
    machine_memory() {
      const constrained = process.constrainedMemory?.() || Infinity; // by a control group
      return Math.min(os.totalmem(), constrained);
    },
    access_of: (number) => accessOf(descriptors, number),
    create_privately(isPrivate) {
      privacy.isPrivate = isPrivate !== 0;
    },
    run_command(words, wordsSize, directory, directorySize, environment, environmentSize, end) {
      const [program, ...rest] = textsIn(memory, words, wordsSize);
      const cwd = memory.text(directory, directorySize) || undefined;
      const env = Object.fromEntries(textsIn(memory, environment, environmentSize).map(split));
      const { status, signal, stdout, stderr, error } =
        spawnSync(program, rest, { cwd, env, stdio: ["ignore", "pipe", "pipe"], maxBuffer: Infinity, windowsHide: true });
      if (error) return errnoOf(error) ?? errno.IO;
      last = { output: stdout, errors: stderr };
      [status ?? os.constants.signals[signal], stdout.length, stderr.length].forEach((value, index) => memory.setU32(end + 4 * index, value));
      return 0;
    },
    read_command(output, errors) {
      memory.setBytes(output, last.output);
      memory.setBytes(errors, last.errors);
    },
  };
}

/** "" if it cannot be read, such as after it was removed. */
export function currentDirectory() {
  try {
    return process.cwd();
  } catch {
    return ""; // it was removed
  }
}

function accessOf(descriptors, number) {
  try {
    const { fd, path } = descriptors.get(number);
    const { uid, mode } = fd === undefined ? fs.statSync(path) : fs.fstatSync(fd);
    const isOurs = process.geteuid !== undefined && uid === process.geteuid();
    return (isOurs ? access.owned : 0) | (mode & 0o022 ? access.writableByOthers : 0) | (mode & 0o077 ? access.accessibleByOthers : 0);
  } catch {
    return access.writableByOthers | access.accessibleByOthers;
  }
}

/** Each has a NUL after it. */
const textsIn = (memory, at, size) => memory.text(at, size).split("\0").slice(0, -1);

function split(variable) {
  const at = variable.indexOf("=", 1); // Windows has variables such as "=C:"
  return [variable.slice(0, at), variable.slice(at + 1)];
}
