// The runner's files in memory against those of Node.js: the same operations, at random, have the same results.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import vm from "node:vm";
import { source as tree } from "../support/go_command.mjs";
import { temporaryDirectory } from "../support/program.mjs";

/// Numbers below a bound, the same in every run (Park and Miller, 1988).
function generator(seed) {
  let state = (seed * 7_919_003) % 2_147_483_647;
  return (bound) => {
    for (let i = 0; i < 3; ++i) state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
}

/// The functions that a program of Go finds, as promises of { value } or { code }.
function inMemory(files) {
  const parts = path.join(tree, "templates/runner");
  const script = fs.readdirSync(parts).sort().map((name) => fs.readFileSync(path.join(parts, name), "utf8")).join("");
  const context = vm.createContext({ Response, TextEncoder, TextDecoder, Uint8Array });
  vm.runInContext(script, context);
  const system = new context.Go().systemOf({ files });
  const functions = {};
  system.extend(functions);
  const call = (name, ...words) => new Promise((resolve) => {
    functions[name](...words, (error, value) => resolve(error ? { code: error.code } : { value }));
  });
  return { call, files: () => system.files(), constants: functions.constants };
}

/// The same of Node.js, below a directory.
function onDisk(directory) {
  const paths = { open: 1, readdir: 1, mkdir: 1, stat: 1, lstat: 1, unlink: 1, rmdir: 1, rename: 2, truncate: 1, chmod: 1 };
  const call = (name, ...words) => new Promise((resolve) => {
    const own = words.map((word, i) => (i < (paths[name] ?? 0) ? path.join(directory, word) : word));
    fs[name](...own, (error, value) => resolve(error ? { code: error.code } : { value }));
  });
  return { call, constants: fs.constants };
}

const names = ["/a", "/b", "/a/c", "/a/c/d", "/b/e", "/tmp/f", "/tmp"];

/// A random operation: its name and arguments. The descriptors of open files are told by their place in the list.
function operation(random, constants) {
  const name = () => names[random(names.length)];
  const flags = () => {
    const wanted = [["O_RDONLY", "O_WRONLY", "O_RDWR"][random(3)], ...["O_CREAT", "O_TRUNC", "O_APPEND", "O_EXCL"].filter(() => random(3) === 0)];
    return wanted.reduce((sum, flag) => sum | (constants[flag] ?? 0), 0);
  };
  const bytes = Buffer.from("some text to be written".slice(0, 1 + random(22)));
  return [
    () => ["open", name(), flags(), 0o644],
    () => ["write", { open: random(8) }, bytes, 0, bytes.length, random(3) ? null : random(40)],
    () => ["read", { open: random(8) }, Buffer.alloc(16), 0, 1 + random(16), random(3) ? null : random(60)],
    () => ["fstat", { open: random(8) }],
    () => ["ftruncate", { open: random(8) }, random(40)],
    () => ["close", { open: random(8) }],
    () => ["mkdir", name(), 0o755],
    () => ["readdir", name()],
    () => ["stat", name()],
    () => ["unlink", name()],
    () => ["rmdir", name()],
    () => ["rename", name(), name()],
    () => ["truncate", name(), random(40)],
    () => ["chmod", name(), 0o600],
  ][random(14)]();
}

/// What can be compared of a result: for a directory, Linux has a size of its own.
function comparable([name, ...words], { code, value }) {
  if (code !== undefined) return { code };
  if (name === "readdir") return { value: [...value].sort() };
  if (name === "read") return { value, bytes: words[1].toString("hex") };
  if (!name.endsWith("stat")) return { value: name === "write" ? value : null };
  const isDirectory = value.isDirectory();
  return { isDirectory, mode: value.mode, size: isDirectory ? 0 : value.size };
}

/// A rule of POSIX leaves it open which of these is reported.
const either = (code) => (["ENOTEMPTY", "EEXIST"].includes(code) ? "ENOTEMPTY" : code);

suite("files in memory", () => {
  for (let seed = 1; seed <= 100; ++seed) {
    test(`are like those of Node.js (seed ${seed})`, async (t) => {
      const directory = temporaryDirectory(t);
      fs.mkdirSync(path.join(directory, "tmp"));
      fs.chmodSync(path.join(directory, "tmp"), 0o755);
      fs.writeFileSync(path.join(directory, "b"), "given");
      const systems = [inMemory({ b: "given" }), onDisk(directory)];
      const descriptors = [];
      const log = [];
      for (let step = 0; step < 100; ++step) {
        const results = [];
        const opened = [];
        let closed;
        for (const [i, { call, constants }] of systems.entries()) {
          const random = generator(seed * 1000 + step);
          const [name, ...words] = operation(random, constants);
          const own = words.map((word) => (word?.open === undefined ? word : descriptors[word.open % descriptors.length]?.[i]));
          if (own.includes(undefined)) continue; // nothing is open
          const result = await call(name, ...own);
          if (name === "open" && result.value !== undefined) opened[i] = result.value;
          if (name === "close") closed = words[0].open % descriptors.length;
          if (i === 0) log.push(`${name} ${words.map((word) => JSON.stringify(word)).join(" ")}: ${result.code ?? "done"}`);
          const shown = comparable([name, ...own], result);
          results.push(shown.code ? { code: either(shown.code) } : shown);
        }
        if (results.length === 2) assert.deepEqual(results[0], results[1], log.join("\n"));
        if (opened.length === 2) descriptors.push(opened);
        // A descriptor that was closed may be another file's on disk.
        if (closed !== undefined) descriptors.splice(closed, 1);
      }
      for (const [, fd] of descriptors) try { fs.closeSync(fd); } catch { /* closed before */ }
      const left = Object.entries(systems[0].files()).map(([name, bytes]) => [name, Buffer.from(bytes).toString("hex")]);
      const kept = fs.readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
      assert.deepEqual(left.sort(), kept.map((file) => [path.relative(directory, file), fs.readFileSync(file, "hex")]).sort());
    });
  }

  for (const name of ["__proto__", "constructor", "../up", "a//b/./c"]) {
    test(`may be called ${name}`, async () => {
      const { call, files } = inMemory(Object.fromEntries([[name, "text"]]));
      const [[kept, bytes]] = Object.entries(files());
      assert.equal(kept, path.posix.join("/", name).slice(1));
      assert.equal(Buffer.from(bytes).toString(), "text");
      assert.equal((await call("stat", `/${kept}`)).value.size, 4);
    });
  }
});
