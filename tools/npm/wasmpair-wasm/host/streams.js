// Reading and writing where the other end may be slow, or gone.
import fs from "node:fs";

const brokenPipe = 128 + 13; // the status of a process that SIGPIPE has ended, which Node.js ignores

/** Writes what there is room for: the number of bytes. */
export function write(entry, bytes, position) {
  return patiently(() => fs.writeSync(entry.fd, bytes, 0, bytes.length, position), (error) => {
    if (error.code === "EPIPE" && entry.isStream) process.exit(brokenPipe);
  });
}

/** Reads what there is: the number of bytes, 0 at the end. */
export function read(entry, bytes, position) {
  return patiently(() => fs.readSync(entry.fd, bytes, 0, bytes.length, position));
}

/** A pipe that another process has made non-blocking has EAGAIN where others wait. */
function patiently(call, examine = () => {}) {
  for (let wait = 1; ; wait = Math.min(2 * wait, 64)) {
    try {
      return call();
    } catch (error) {
      if (error.code === "EINTR") continue;
      if (error.code !== "EAGAIN") {
        examine(error);
        throw error;
      }
      sleep(wait);
    }
  }
}

export function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
