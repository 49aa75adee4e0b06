// A tree of files in memory -------------------------------------------------------------------------------------------

/** A file has content, a directory has none. */
function nodeOf(content, mode = content ? fileMode : directoryMode) {
  return { content, mode: (mode & 0o7777) | (content ? 0o100000 : mode & 0o20000 || 0o40000), time: Date.now() };
}

function contentOf(node) {
  return node.content ?? fail("EISDIR");
}

function setMode(node, mode) {
  node.mode = (node.mode & ~0o7777) | (mode & 0o7777);
}

function status({ content, mode, time }) {
  const size = content?.length ?? 0;
  return {
    mode, size, dev: 1, ino: 1, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: Math.ceil(size / 512),
    atimeMs: time, mtimeMs: time, ctimeMs: time, isDirectory: () => (mode & 0o170000) === 0o40000,
  };
}

/** Nodes by absolute path. */
class Tree {
  #nodes = new Map([["/", nodeOf()], ["/tmp", nodeOf()]]);

  constructor(files) {
    for (const [name, content] of Object.entries(files)) {
      const path = resolved("/", name);
      for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", end + 1))
        if (!this.#nodes.has(path.slice(0, end))) this.add(path.slice(0, end), nodeOf());
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content).slice();
      this.add(path, nodeOf(new GrowingBytes(bytes)));
    }
  }

  at(path) {
    return this.#nodes.get(path) ?? fail(this.#isBelowFile(path) ? "ENOTDIR" : "ENOENT");
  }

  add(path, node) {
    if (this.#nodes.has(path)) fail("EEXIST");
    this.#requireParent(path);
    this.#nodes.set(path, node);
  }

  open(path, flags, mode) {
    const wants = (flag) => flags & constants[flag];
    if (wants("O_CREAT") && !this.#nodes.has(path)) this.add(path, nodeOf(new GrowingBytes(), mode));
    else if (wants("O_CREAT") && wants("O_EXCL")) fail("EEXIST");
    const node = this.at(path);
    if (!node.content && flags & (3 | constants.O_CREAT | constants.O_TRUNC)) fail("EISDIR");
    if (node.content && wants("O_DIRECTORY")) fail("ENOTDIR");
    if (wants("O_TRUNC")) node.content?.resize(0);
    return node;
  }

  names(path) {
    if (this.at(path).content) fail("ENOTDIR");
    return [...this.#below(path)].map((each) => each.slice(each.lastIndexOf("/") + 1)).sort();
  }

  remove(path, kind) {
    const isFile = Boolean(this.at(path).content);
    if (isFile !== (kind === "file")) fail(isFile ? "ENOTDIR" : "EISDIR");
    if (this.#below(path).length > 0) fail("ENOTEMPTY");
    if (path === "/") fail("EBUSY");
    this.#nodes.delete(path);
  }

  rename(from, to) {
    this.#requireParent(from);
    this.#requireParent(to);
    const node = this.at(from);
    if (from === to) return;
    if (to.startsWith(`${from}/`)) fail("EINVAL");
    if (from.startsWith(`${to}/`)) fail("ENOTEMPTY");
    const replaced = this.#nodes.get(to);
    if (replaced) {
      if (!replaced.content !== !node.content) fail(replaced.content ? "ENOTDIR" : "EISDIR");
      this.remove(to, replaced.content ? "file" : "directory");
    }
    this.add(to, node);
    this.#nodes.delete(from);
    for (const [path, each] of [...this.#nodes]) {
      if (!path.startsWith(`${from}/`)) continue;
      this.#nodes.delete(path);
      this.#nodes.set(to + path.slice(from.length), each);
    }
  }

  /** Content by name, without a slash in front. */
  files() {
    const files = {};
    for (const [path, { content }] of this.#nodes) {
      if (content) Object.defineProperty(files, path.slice(1), { value: content.bytes(), enumerable: true, configurable: true, writable: true });
    }
    return files;
  }

  #requireParent(path) {
    if (this.at(path.slice(0, path.lastIndexOf("/")) || "/").content) fail("ENOTDIR");
  }

  #below(path) {
    const prefix = path === "/" ? "/" : `${path}/`;
    return [...this.#nodes.keys()].filter((each) => each.startsWith(prefix) && each !== path && !each.includes("/", prefix.length));
  }

  #isBelowFile(path) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
      if (this.#nodes.get(path.slice(0, end))?.content) return true;
    return false;
  }
}

/** Bytes that grow at the end, in time linear in their number. */
class GrowingBytes {
  #buffer;
  length;

  constructor(bytes = new Uint8Array()) {
    this.#buffer = bytes;
    this.length = bytes.length;
  }

  bytes() {
    return this.#buffer.slice(0, this.length);
  }

  read(into, position) {
    const part = this.#buffer.subarray(Math.min(position, this.length), Math.min(position + into.length, this.length));
    into.set(part);
    return part.length;
  }

  write(bytes, position) {
    if (position + bytes.length > this.length) this.resize(position + bytes.length);
    this.#buffer.set(bytes, position);
  }

  resize(length) {
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.length));
      this.#buffer = larger;
    }
    if (length < this.length) this.#buffer.fill(0, length, this.length);
    this.length = length;
  }
}

globalThis.Go = class {
  prepare = prepare;
  systemOf = systemOf;
};
}
