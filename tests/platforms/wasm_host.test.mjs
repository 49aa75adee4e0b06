// The host of wasmpair-wasm alone: what the program cannot show, because it does nothing of the kind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Descriptors } from "../../tools/npm/wasmpair-wasm/host/descriptors.js";
import { errno, errnoOf } from "../../tools/npm/wasmpair-wasm/host/errors.js";
import { extensions } from "../../tools/npm/wasmpair-wasm/host/extensions.js";
import { files } from "../../tools/npm/wasmpair-wasm/host/files.js";
import { Memory } from "../../tools/npm/wasmpair-wasm/host/memory.js";
import { paths } from "../../tools/npm/wasmpair-wasm/host/paths.js";
import { system } from "../../tools/npm/wasmpair-wasm/host/system.js";
import { temporaryDirectory } from "../support/program.mjs";

const right = { read: 1n << 1n, write: 1n << 6n };
const oflag = { create: 1, directory: 2, exclusive: 4 };
const [root, follow] = [3, 1]; // the root is open from the start
const [nameAt, resultAt, vectorAt, contentAt] = [0x100, 0x1000, 0x1100, 0x2000];

/// The functions over a memory of their own; open(), read(), write() are what a C library makes of them.
function host(privacy = { isPrivate: false }) {
  const wasm = new WebAssembly.Memory({ initial: 4 });
  const memory = new Memory();
  memory.use(wasm);
  const descriptors = new Descriptors();
  const all = { ...files(memory, descriptors), ...paths(memory, descriptors, privacy), ...system(memory, ["a", "größe"]) };
  const view = () => new DataView(wasm.buffer);
  const u32 = (at) => view().getUint32(at, true);
  const put = (at, content) => {
    memory.setBytes(at, Buffer.from(content));
    return [at, Buffer.byteLength(content)];
  };
  const vector = (size) => {
    memory.setU32(vectorAt, contentAt);
    memory.setU32(vectorAt + 4, size);
    return [vectorAt, 1];
  };
  return {
    ...all, memory, descriptors, wasm, view, u32, put,
    extensions: extensions(memory, descriptors, privacy),
    open(name, { open = 0, rights = right.read, flags = 0, lookup = follow, directory = root } = {}) {
      all.path_open(directory, lookup, ...put(nameAt, directory === root ? name.slice(1) : name), open, rights, 0n, flags, resultAt);
      return u32(resultAt);
    },
    read(fd, size) {
      all.fd_read(fd, ...vector(size), resultAt);
      return memory.text(contentAt, u32(resultAt));
    },
    write(fd, content) {
      put(contentAt, content);
      all.fd_write(fd, ...vector(Buffer.byteLength(content)), resultAt);
      return u32(resultAt);
    },
    names(fd, size) {
      const found = [];
      for (let cookie = 0n; ;) {
        all.fd_readdir(fd, contentAt, size, cookie, resultAt);
        const used = u32(resultAt);
        let at = 0;
        for (; at + 24 <= used && at + 24 + u32(contentAt + at + 16) <= used; at += 24 + u32(contentAt + at + 16)) {
          found.push(memory.text(contentAt + at + 24, u32(contentAt + at + 16)));
          cookie = view().getBigUint64(contentAt + at, true);
        }
        if (used < size) return found;
      }
    },
  };
}

const code = (name) => (error) => error.code === name;

suite("files", () => {
  test("have a position, which reading, writing and seeking move", (t) => {
    const file = path.join(temporaryDirectory(t), "file");
    const { open, write, read, fd_seek: seek, fd_tell: tell, fd_pread: readAt, fd_close: close, view, memory } = host();
    const fd = open(file, { open: oflag.create | oflag.exclusive, rights: right.read | right.write });
    assert.equal(write(fd, "0123456789"), 10);
    tell(fd, resultAt);
    assert.equal(view().getBigUint64(resultAt, true), 10n);
    seek(fd, -4n, 2, resultAt);
    assert.equal(read(fd, 3), "678");
    seek(fd, -1n, 1, resultAt);
    assert.equal(read(fd, 100), "89");
    assert.equal(read(fd, 100), "");
    assert.throws(() => seek(fd, -1n, 0, resultAt), code("EINVAL"));
    memory.setU32(vectorAt, contentAt);
    memory.setU32(vectorAt + 4, 2);
    readAt(fd, vectorAt, 1, 1n, resultAt);
    assert.equal(memory.text(contentAt, 2), "12");
    close(fd);
    assert.throws(() => read(fd, 1), code("EBADF"));
  });

  test("are appended to whatever the position", (t) => {
    const file = path.join(temporaryDirectory(t), "file");
    fs.writeFileSync(file, "one ");
    const { open, write } = host();
    const fd = open(file, { rights: right.write, flags: 1 });
    write(fd, "two ");
    fs.appendFileSync(file, "three ");
    write(fd, "four");
    assert.equal(fs.readFileSync(file, "utf8"), "one two three four");
  });

  test("are for everybody, or for this user alone", (t) => {
    const directory = temporaryDirectory(t);
    const privacy = { isPrivate: false };
    const { open, put, path_create_directory: create, extensions: { create_privately, access_of } } = host(privacy);
    const before = process.umask(0o022);
    t.after(() => process.umask(before));
    for (const isPrivate of [0, 1, 0]) {
      create_privately(isPrivate);
      const name = path.join(directory, `of ${isPrivate} ${fs.readdirSync(directory).length}`);
      const fd = open(name, { open: oflag.create, rights: right.write });
      create(root, ...put(nameAt, `${name} d`.slice(1)));
      assert.deepEqual([name, `${name} d`].map((each) => fs.statSync(each).mode & 0o777), isPrivate ? [0o600, 0o700] : [0o644, 0o755]);
      assert.equal(access_of(fd), isPrivate ? 1 : 1 | 4);
    }
    assert.equal(access_of(77), 2 | 4, "what is not known is taken for the worst");
  });

  test("are not opened through a symbolic link unless that is followed", (t) => {
    const directory = temporaryDirectory(t);
    fs.writeFileSync(path.join(directory, "file"), "content");
    fs.symlinkSync("file", path.join(directory, "link"));
    const { open } = host();
    assert.ok(open(path.join(directory, "link")) > 3);
    assert.throws(() => open(path.join(directory, "link"), { lookup: 0 }), code("ELOOP"));
  });
});

suite("directories", () => {
  test("list all of their names, whatever fits into the buffer", (t) => {
    const directory = temporaryDirectory(t);
    const names = Array.from({ length: 40 }, (_, index) => `${"ü".repeat(index)}${index}`).sort();
    for (const name of names) fs.writeFileSync(path.join(directory, name), "");
    const { open, names: list } = host();
    for (const size of [150, 1000, 100_000]) {
      assert.deepEqual(list(open(directory, { open: oflag.directory }), size).sort(), names, `${size} bytes`);
    }
  });

  test("are what the names in them are relative to, by their real path", (t) => {
    const directory = fs.realpathSync(temporaryDirectory(t));
    fs.mkdirSync(path.join(directory, "real/below"), { recursive: true });
    fs.symlinkSync("real/below", path.join(directory, "link"));
    fs.writeFileSync(path.join(directory, "real/file"), "above");
    const { open, read } = host();
    const link = open(path.join(directory, "link"), { open: oflag.directory });
    assert.equal(read(open("../file", { directory: link }), 9), "above");
    fs.rmSync(path.join(directory, "link"));
    assert.equal(read(open("../file", { directory: link }), 9), "above", "whatever becomes of the link");
    assert.throws(() => open("file", { directory: open(path.join(directory, "real/file")) }), code("ENOTDIR"));
  });
});

suite("errors", () => {
  test("have WASI's numbers", () => {
    for (const [name, number] of [["2BIG", 1], ["ACCES", 2], ["EXIST", 20], ["NOENT", 44], ["NOSPC", 51], ["NOTDIR", 54], ["NOTSUP", 58], ["PIPE", 64], ["XDEV", 75], ["NOTCAPABLE", 76]]) {
      assert.equal(errno[name], number, name);
    }
    assert.equal(errnoOf({ code: "EOPNOTSUPP" }), 58);
    assert.equal(errnoOf({ code: "Unknown system error -122", errno: -os.constants.errno.EDQUOT }), errno.DQUOT);
    for (const other of [new TypeError("a mistake"), new RangeError("stack"), { code: "ERR_INVALID_ARG_TYPE" }, null]) assert.equal(errnoOf(other), undefined);
  });
});

suite("the process", () => {
  test("has its arguments, each with a NUL", () => {
    const { args_sizes_get: sizes, args_get: get, u32, memory } = host();
    sizes(resultAt, resultAt + 4);
    assert.deepEqual([u32(resultAt), u32(resultAt + 4)], [2, 2 + 8]);
    assert.equal(get(resultAt, contentAt), 0);
    assert.equal(memory.text(u32(resultAt + 4), 8), "größe\0");
  });

  test("uses a memory that has grown", () => {
    const { memory, wasm } = host();
    memory.setU32(0, 7);
    wasm.grow(3);
    memory.setU32(5 * 65536, 7);
    assert.equal(memory.bytes(5 * 65536, 1)[0], 7);
  });

  test("runs commands with exactly these words, variables and directory", (t) => {
    const directory = fs.realpathSync(temporaryDirectory(t));
    const { extensions: { run_command: run, read_command: read }, put, u32, memory } = host();
    const texts = (list) => list.map((each) => `${each}\0`).join("");
    const script = 'printf "%s|%s|%s" "$PWD" "$A" "$1"; echo wrong >&2; exit 7';
    const error = run(...put(contentAt, texts(["/bin/sh", "-c", script, "sh", "two words"])), ...put(nameAt, directory),
      ...put(contentAt + 4096, texts(["A=b=c"])), resultAt);
    assert.equal(error, 0);
    const [status, output, errors] = [0, 4, 8].map((offset) => u32(resultAt + offset));
    read(contentAt, contentAt + 4096);
    assert.deepEqual([status, memory.text(contentAt, output), memory.text(contentAt + 4096, errors)], [7, `${directory}|b=c|two words`, "wrong\n"]);
    assert.equal(run(...put(contentAt, texts([path.join(directory, "absent")])), nameAt, 0, nameAt, 0, resultAt), errno.NOENT);
    run(...put(contentAt, texts(["/bin/sh", "-c", "kill -TERM $$"])), nameAt, 0, nameAt, 0, resultAt);
    assert.equal(u32(resultAt), 15);
  });

  test("waits where a pipe has no room, even if others have made it non-blocking", (t) => {
    const work = temporaryDirectory(t);
    const script = path.join(work, "write.mjs");
    const streams = pathToFileURL(path.resolve(import.meta.dirname, "../../tools/npm/wasmpair-wasm/host/streams.js"));
    fs.writeFileSync(script, `
      import { write } from ${JSON.stringify(streams.href)};
      process.stdout._handle.setBlocking(false);
      const bytes = Buffer.alloc(1 << 20, "x");
      for (let done = 0; done < bytes.length;) done += write({ fd: 1, isStream: true }, bytes.subarray(done), null);
    `);
    const { stdout, stderr } = spawnSync("/bin/sh", ["-c", `"${process.execPath}" "${script}" | { sleep 1; wc -c; }`], { encoding: "utf8" });
    assert.equal(stdout.trim(), String(1 << 20), stderr);
  });
});
