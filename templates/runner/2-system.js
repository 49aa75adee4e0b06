// Files, standard input and the process of one program ----------------------------------------------------------------
//
// Go's syscall package calls these functions as Node.js has them (syscall/fs_js.go), with the codes of its errors. Names
// are relative to the root, which is the working directory.

const constants = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };
const directoryMode = 0o40755;
const fileMode = 0o100644;

/** extend(fs): gives fs the files and standard input, returns the other global values of the program. files(): what is there. */
function systemOf({ stdin = "", files = {} }) {
  const tree = new Tree(files);
  const opened = new Map();
  const input = new Input(stdin);
  let next = 3;
  let directory = "/";
  const absolute = (path) => resolved(directory, path);
  const descriptor = (fd) => opened.get(fd) ?? fail("EBADF");
  const nothing = () => {};

  /** Those that return a value or throw an error with a code. */
  const operations = {
    open(path, flags, mode) {
      const node = tree.open(absolute(path), flags, mode);
      opened.set(next, { node, position: 0, isAppending: flags & constants.O_APPEND, access: flags & 3 });
      return next++;
    },
    close(fd) {
      if (fd > 2 && !opened.delete(fd)) fail("EBADF");
    },
    write(fd, buffer, offset, length, position) {
      const bytes = buffer.subarray(offset, offset + length);
      if (fd < 3) return this.writeSync(fd, bytes);
      const file = descriptor(fd);
      if (file.access === 0) fail("EBADF");
      const { content } = file.node;
      const at = file.isAppending ? content.length : position ?? file.position;
      content.write(bytes, at);
      if (position === null) file.position = at + length;
      file.node.time = Date.now();
      return length;
    },
    readdir: (path) => tree.names(absolute(path)),
    mkdir: (path, mode) => tree.add(absolute(path), nodeOf(undefined, mode)),
    stat: (path) => status(tree.at(absolute(path))),
    lstat: (path) => status(tree.at(absolute(path))),
    fstat: (fd) => status(fd < 3 ? nodeOf(undefined, 0o20666) : descriptor(fd).node),
    unlink: (path) => tree.remove(absolute(path), "file"),
    rmdir: (path) => tree.remove(absolute(path), "directory"),
    rename: (from, to) => tree.rename(absolute(from), absolute(to)),
    truncate: (path, length) => contentOf(tree.at(absolute(path))).resize(length),
    ftruncate(fd, length) {
      const { node, access } = descriptor(fd);
      if (access === 0) fail("EINVAL");
      node.content.resize(length);
    },
    chmod: (path, mode) => setMode(tree.at(absolute(path)), mode),
    fchmod: (fd, mode) => setMode(descriptor(fd).node, mode),
    utimes(path, _, seconds) {
      tree.at(absolute(path)).time = seconds * 1000;
    },
    readlink: () => fail("EINVAL"),
    link: () => fail("EPERM"),
    symlink: () => fail("EPERM"),
    chown: nothing,
    fchown: nothing,
    lchown: nothing,
    fsync: nothing,
  };

  function read(fd, buffer, offset, length, position, callback) {
    const into = buffer.subarray(offset, offset + length);
    if (fd === 0) return void input.read(into).then((count) => callback(null, count), () => callback(errorOf("EIO")));
    answer(callback, () => {
      const file = descriptor(fd);
      if (file.access === constants.O_WRONLY) fail("EBADF");
      const count = contentOf(file.node).read(into, position ?? file.position);
      if (position === null) file.position += count;
      return count;
    });
  }

  const process = {
    pid: 1, ppid: 0,
    getuid: () => 0, getgid: () => 0, geteuid: () => 0, getegid: () => 0, getgroups: () => [],
    umask: () => 0o022,
    cwd: () => directory,
    chdir(path) {
      if (tree.at(absolute(path)).content) fail("ENOTDIR");
      directory = absolute(path);
    },
  };

  return {
    extend(fs) {
      for (const [name, operation] of Object.entries(operations))
        fs[name] = (...words) => answer(words.pop(), () => operation.apply(fs, words));
      Object.assign(fs, { constants, read });
      return { process, path: { resolve: (...parts) => parts.reduce(resolved, directory) } };
    },
    files: () => tree.files(),
  };
}

/** Calls back as Node.js does: with an error, or with null and a value. */
function answer(callback, operation) {
  let value;
  try {
    value = operation();
  } catch (error) {
    return callback(error);
  }
  callback(null, value);
}

function errorOf(code) {
  return Object.assign(new Error(code), { code });
}

function fail(code) {
  throw errorOf(code);
}

/** An absolute path without "." and "..". */
function resolved(directory, path) {
  const parts = [];
  for (const part of (path.startsWith("/") ? path : `${directory}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** Standard input: text, bytes, a Blob, or a stream of bytes. */
class Input {
  #reader;
  #rest = new Uint8Array();
  #turn = Promise.resolve();

  constructor(source) {
    this.#reader = new Response(source).body.getReader();
  }

  /** The number of bytes that were read, 0 at the end. Reads follow one another. */
  read(into) {
    return (this.#turn = this.#turn.then(async () => {
      while (this.#rest.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) return 0;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, into.length);
      into.set(part);
      this.#rest = this.#rest.subarray(part.length);
      return part.length;
    }));
  }
}
