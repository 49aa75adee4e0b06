// What a program sees of a system -------------------------------------------------------------------------------------
//
// Go's os package calls globalThis.fs, whose functions are those of Node.js with callbacks, and globalThis.process. It
// takes both when it is initialized, before the program first waits. print and panics call the shim's wasmWrite, which
// looks at globalThis.fs each time. So each run can have objects of its own, and globalThis stays as it is for others.

const streams = { 1: "stdout", 2: "stderr" };

/** Lets a program write to tell(stream, bytes) and, with stdin or files, read what it is given. */
function systemOf({ stdin, files }, tell) {
  const { fs, process } = globalThis;
  if (stdin === undefined && files === undefined) {
    const writeSync = (fd, bytes) => {
      if (fd in streams) tell(streams[fd], bytes);
      return fs.writeSync(fd, bytes);
    };
    return { globals: { fs: Object.assign(Object.create(fs), { writeSync }), process }, contents: () => ({}) };
  }
  const disk = fileSystem(files ?? {}, reader(stdin ?? ""), tell);
  return { globals: { fs: disk.fs, process: Object.assign(Object.create(process), { cwd: () => "/" }) }, contents: disk.contents };
}

/** To be called before the module is instantiated. */
function connect(go, { globals }) {
  for (const imported of Object.values(go.importObject)) {
    const write = imported["runtime.wasmWrite"];
    if (write) imported["runtime.wasmWrite"] = (stack) => withGlobals(globals, () => write(stack));
  }
}

function withGlobals({ fs, process }, run) {
  const usual = { fs: globalThis.fs, process: globalThis.process };
  Object.assign(globalThis, { fs, process });
  try {
    return run();
  } finally {
    Object.assign(globalThis, usual);
  }
}

/** Tells what a program writes as text: a character may be written in two parts. */
function tellOutput(tell) {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  return (stream, bytes) => tell("onOutput", { stream, text: decoders[stream].decode(bytes, { stream: true }) });
}

const toBytes = (content) => (typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content));

/** read(most) of a string, bytes or a ReadableStream of bytes: bytes, or a promise of some; none at the end. */
function reader(source) {
  const stream = source instanceof ReadableStream ? source.getReader() : undefined;
  let left = stream ? new Uint8Array() : toBytes(source);
  const take = (most) => {
    const taken = left.subarray(0, most);
    left = left.subarray(taken.length);
    return taken;
  };
  return (most) => {
    if (left.length > 0 || !stream) return take(most);
    return stream.read().then(({ value }) => {
      left = value ? toBytes(value) : left;
      return take(most);
    });
  };
}

/**
 * Files in memory: { fs, contents }. Names are relative to the working directory, which is "/". read: of standard
 * input.
 */
function fileSystem(files, read, tell) {
  const nodes = new Map([["/", undefined]]); // a directory has no content
  const opened = new Map();
  let lastDescriptor = 2;
  const fail = (code) => { throw Object.assign(new Error(code), { code }); };
  const parentOf = (path) => path.slice(0, path.lastIndexOf("/")) || "/";
  const requireNode = (path) => (nodes.has(path) ? nodes.get(path) : fail("ENOENT"));
  const requireParent = (path) => { if (requireNode(parentOf(path))) fail("ENOTDIR"); };
  const childrenOf = (path) => [...nodes.keys()].filter((name) => name !== "/" && parentOf(name) === path);
  const descriptor = (fd) => opened.get(fd) ?? fail("EBADF");
  const resize = (node, size) => {
    if (size > node.bytes.length) {
      const bytes = new Uint8Array(Math.max(size, 2 * node.bytes.length));
      bytes.set(node.bytes.subarray(0, node.size));
      node.bytes = bytes;
    }
    node.bytes.fill(0, Math.min(node.size, size), Math.max(node.size, size));
    node.size = size;
  };
  const requireFile = (path) => requireNode(path) ?? fail("EISDIR");
  const stat = (node) => ({
    dev: 0, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, atimeMs: 0, mtimeMs: 0, ctimeMs: 0,
    mode: node ? 0o100644 : 0o40755, size: node?.size ?? 0, blocks: Math.ceil((node?.size ?? 0) / 512), isDirectory: () => !node,
  });
  const statPath = (path) => stat(requireNode(path));
  const remove = (isDirectory) => (path) => {
    if (isDirectory === Boolean(requireNode(path))) fail(isDirectory ? "ENOTDIR" : "EISDIR");
    if (childrenOf(path).length > 0) fail("ENOTEMPTY");
    nodes.delete(path);
  };
  const write = (fd, bytes, position) => {
    if (fd in streams) return tell(streams[fd], bytes), bytes.length;
    const file = descriptor(fd);
    if (!file.node) fail("EISDIR");
    const at = file.isAppending ? file.node.size : position ?? file.position;
    if (at + bytes.length > file.node.size) resize(file.node, at + bytes.length);
    file.node.bytes.set(bytes, at);
    if (position === null) file.position = at + bytes.length;
    return bytes.length;
  };
  const constants = { O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };
  /** What takes paths gets them absolute. */
  const byPath = {
    open(path, flags) {
      const isThere = nodes.has(path);
      if (isThere && flags & constants.O_EXCL) fail("EEXIST");
      if (!isThere && flags & constants.O_CREAT) {
        requireParent(path);
        nodes.set(path, { bytes: new Uint8Array(), size: 0 });
      }
      const node = requireNode(path);
      if (!node && flags & 3) fail("EISDIR");
      if (node && flags & constants.O_DIRECTORY) fail("ENOTDIR");
      if (node && flags & constants.O_TRUNC) resize(node, 0);
      opened.set(++lastDescriptor, { node, path, position: 0, isAppending: Boolean(flags & constants.O_APPEND) });
      return lastDescriptor;
    },
    stat: statPath,
    lstat: statPath,
    readdir: (path) => (requireNode(path) ? fail("ENOTDIR") : childrenOf(path).map((name) => name.slice(parentOf(name).length).replace(/^\//, ""))),
    mkdir(path) {
      if (nodes.has(path)) fail("EEXIST");
      requireParent(path);
      nodes.set(path, undefined);
    },
    rmdir: remove(true),
    unlink: remove(false),
    rename(from, to) {
      requireNode(from);
      to = absolute(to);
      requireParent(to);
      for (const name of [...nodes.keys()].filter((name) => name === from || name.startsWith(`${from}/`))) {
        nodes.set(to + name.slice(from.length), nodes.get(name));
        nodes.delete(name);
      }
    },
    truncate: (path, size) => resize(requireFile(path), size),
    chmod: (path) => void requireNode(path),
    utimes: (path) => void requireNode(path),
  };
  const byDescriptor = {
    close: (fd) => void opened.delete(fd),
    fstat: (fd) => (fd <= 2 ? { ...stat({ size: 0 }), mode: 0o20620 } : stat(descriptor(fd).node)),
    ftruncate: (fd, size) => resize(descriptor(fd).node ?? fail("EISDIR"), size),
    fsync() {},
    fchmod() {},
    write: (fd, bytes, offset, length, position) => write(fd, bytes.subarray(offset, offset + length), position),
    read(fd, into, offset, length, position) {
      const copy = (bytes) => (into.set(bytes, offset), bytes.length);
      if (fd === 0) {
        const bytes = read(length);
        return bytes instanceof Promise ? bytes.then(copy) : copy(bytes);
      }
      const file = descriptor(fd);
      if (!file.node) fail("EISDIR");
      const at = position ?? file.position;
      const bytes = file.node.bytes.subarray(at, Math.min(at + length, file.node.size));
      if (position === null) file.position = at + bytes.length;
      return copy(bytes);
    },
  };
  const missing = Object.fromEntries(["chown", "lchown", "fchown", "link", "symlink", "readlink"].map((name) => [name, () => fail("ENOSYS")]));
  const fs = { constants, writeSync: (fd, bytes) => write(fd, bytes, null) };
  for (const [name, run] of Object.entries({ ...byPath, ...byDescriptor, ...missing })) {
    fs[name] = (first, ...rest) => {
      const answer = rest.pop();
      try {
        const result = run(name in byPath ? absolute(first) : first, ...rest);
        if (result instanceof Promise) result.then((value) => answer(null, value), answer);
        else answer(null, result);
      } catch (error) {
        answer(error);
      }
    };
  }
  for (const [name, content] of Object.entries(files)) {
    const path = absolute(name);
    for (let parent = parentOf(path); parent !== "/"; parent = parentOf(parent)) nodes.set(parent, undefined);
    const bytes = toBytes(content);
    nodes.set(path, { bytes, size: bytes.length });
  }
  const contents = () => Object.fromEntries([...nodes].flatMap(([path, node]) => (node ? [[path.slice(1), node.bytes.slice(0, node.size)]] : [])));
  return { fs, contents };
}

/** Without ".", ".." and empty parts. */
function absolute(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
