// Temporary directories that are removed when this process ends, too, unless it is killed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const directories = new Set();

/** Passes a new directory to use(), and removes it when the promise that use() returns has settled. */
export async function inTemporaryDirectory(use, parent = os.tmpdir()) {
  const directory = await fs.promises.mkdtemp(path.join(parent, "wasmpair-"));
  if (directories.size === 0) listen();
  directories.add(directory);
  try {
    return await use(directory);
  } finally {
    await fs.promises.rm(directory, { recursive: true, force: true, maxRetries: 5 }); // Windows refuses while a scanner reads
    directories.delete(directory);
    if (directories.size === 0) ignore();
  }
}

function removeAll() {
  // A program that has not ended yet may add a file meanwhile.
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/** Without a listener, a signal ends the process at once; with ours alone, it must still end. */
function endBy(signal) {
  removeAll();
  process.off(signal, endBy);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function listen() {
  process.on("exit", removeAll);
  for (const signal of signals) process.prependListener(signal, endBy); // first: Vite's own listener removes itself
}

function ignore() {
  process.off("exit", removeAll);
  for (const signal of signals) process.off(signal, endBy);
}
