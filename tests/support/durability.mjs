// What a power cut may undo: a model of the disk that keeps no promise but those of fsync(2). Stricter than any one file
// system: ext4, for instance, also writes all earlier renames of a directory when it writes a later one.
import assert from "node:assert/strict";
import path from "node:path";
import { ledgerName } from "./release.mjs";

/// Replays the calls that strace -y listed. Files that existed before are taken for unwritten, as after a copy.
export class Disk {
  #unwritten = new Set(); // files whose content may be lost
  #safe = new Set(); // files whose content was flushed
  #unflushed = new Map(); // directory -> names that may be lost, or may show what they showed before

  /// The names in a directory that a power cut may undo.
  unflushedNames(directory) { return [...(this.#unflushed.get(directory) ?? [])]; }

  isSafe(file) { return this.#safe.has(file) && !this.#unwritten.has(file); }

  /// A directory that somebody copied, or that a killed run left: nothing of it was flushed.
  addUnflushed(directory, names) {
    this.#change(directory);
    for (const name of names) this.#change(path.join(directory, name));
    return this;
  }

  /// onRename({ directory, name, from }) sees the disk before each rename.
  replay(calls, onRename = () => {}) {
    for (const call of calls) {
      if (!failed(call)) this.#apply(call, onRename);
    }
    return this;
  }

  #apply({ name, text }, onRename) {
    const [, subject] = text.match(/^-?\w+<([^>]*)>/) ?? [];
    if (name === "mkdir") this.#change(text.match(/^"([^"]*)"/)[1]);
    if (name === "openat" && text.includes("O_CREAT")) this.#change(path.resolve(subject, text.match(/"([^"]*)"/)[1]));
    if (name === "write") this.#unwritten.add(subject);
    if (name === "fsync") {
      this.#unwritten.delete(subject);
      this.#safe.add(subject);
      this.#unflushed.delete(subject);
    }
    if (name.startsWith("renameat")) {
      const [from, to] = [...text.matchAll(/<([^>]*)>, "([^"]*)"/g)].map(([, directory, file]) => path.join(directory, file));
      onRename({ directory: path.dirname(to), name: path.basename(to), from });
      this.#exchange(from, to);
      this.#change(to);
    }
  }

  #change(file) {
    const directory = path.dirname(file);
    if (!this.#unflushed.has(directory)) this.#unflushed.set(directory, new Set());
    this.#unflushed.get(directory).add(path.basename(file));
  }

  #exchange(from, to) {
    for (const files of [this.#unwritten, this.#safe]) {
      const [had, has] = [files.has(from), files.has(to)];
      if (had) files.add(to); else files.delete(to);
      if (has) files.add(from); else files.delete(from);
    }
  }
}

/// Asserts that no power cut can undo a release that was said to be published: its files, its directory, and the
/// directories created for it, below `root`.
export function assertDurable(disk, directory, manifest, root) {
  const earlier = (manifest.previous ?? []).map((release) => release.manifest);
  for (const name of ["wasmpair.json", ledgerName(directory), ...earlier, ...manifest.files])
    assert.ok(disk.isSafe(path.join(directory, name)), `${name} was flushed`);
  for (let at = directory; at.startsWith(root); at = path.dirname(at)) {
    const lost = disk.unflushedNames(at).filter((name) => !name.endsWith(".tmp"));
    assert.deepEqual(lost, [], `a power cut would undo the latest names in ${at}`);
  }
}

/// For Disk.replay: asserts before each rename in the output directory that a power cut leaves a release in force. What
/// is renamed is complete; each step, from the assets to the manifest of both releases, the pages and the new manifest, is
/// on the disk before the next one.
export function expectOrder(disk) {
  const kind = (name) => (name === "wasmpair.json" ? "manifest" : /\.[0-9a-f]{16}\./.test(name) ? "asset" : "page");
  return ({ directory, name, from }) => {
    assert.ok(disk.isSafe(from), `${name} is renamed before its content is on the disk`);
    if (kind(name) === "asset") return; // nothing refers to it yet
    const early = disk.unflushedNames(directory).filter((other) => !other.endsWith(".tmp") && kind(other) !== kind(name));
    assert.deepEqual(early, [], `${name} is renamed before these names are on the disk`);
  };
}

function failed({ text }) { return / = -1 E/.test(text) || !/ = /.test(text); }
