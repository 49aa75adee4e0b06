// Modules and shims to pair: from published packages, from the toolchains among the fixtures, and edited ones.
import { execFile } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { buildApp } from "./apps.mjs";
import { goCompilers, goVersions, npmFixture } from "./fixtures.mjs";
import { program } from "./program.mjs";
import { shimOf } from "./published.mjs";

const loader = path.join(path.dirname(fileURLToPath(import.meta.url)), "load_pair.mjs");
const version = ["--version"];

/// Published modules, each with its package's shims, arguments with which it exits, and the object that it expects its
/// page to have.
const published = [
  { stem: "esbuild-wasm-0.0.10", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: ["--help"] },
  { stem: "esbuild-wasm-0.4.9", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.9.7", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.12.29", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.13.15", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.17.19", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.23.1", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.25.12", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.27.0", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  { stem: "esbuild-wasm-0.28.2", module: "esbuild.wasm", shims: ["wasm_exec.js"], args: version },
  {
    stem: "cdktf-hcl2json-0.21.0",
    module: "main.wasm.gz",
    shims: ["wasm/wasm_exec.js"],
    global: "__parse_terraform_config_wasm__",
  },
  { stem: "terrastruct-d2-0.1.33", module: "dist/node-esm/d2.wasm", shims: ["dist/node-esm/wasm_exec.js"] },
  // Its shims are CommonJS modules, which no page can run: tests/cli/cases/unknown_shim.case expects their refusal.
  { stem: "astrojs-compiler-4.0.0", module: "dist/astro.wasm", shims: [] },
];

/// Edits of the newest release's shim: each key names a way to break a pair, and its value breaks it.
const edits = {
  "without O_DIRECTORY and path": (source) => source.replace(", O_DIRECTORY: -1", "").replace("resolve(...", "join(..."),
  "with an export that Go lacks": (source) => source.replaceAll("exports.getsp()", "exports.getStackPointer()"),
  "without a function": (source) => source.replace('"runtime.wasmWrite":', '"runtime.wasmWritten":'),
  "with a value in place of a function": (source) => source.replace('"runtime.getRandomData":', '"runtime.getRandomData": null,\n"no":'),
  "with a function that is assigned later": (source) =>
    `${source.replace('"runtime.walltime":', '"unused":')}
globalThis.Go = class extends globalThis.Go {
  constructor() {
    super();
    this.importObject.gojs["runtime.walltime"] = this.importObject.gojs.unused;
  }
};
`,
};

/// Every module: {name, file, global, args, output: what it prints if it works, own: the files of its own shims}.
export function modules(directory) {
  const built = (release, own) => ({
    name: `host of Go ${release}`,
    file: buildApp("host", release),
    global: "",
    args: [],
    output: "host: 1 true true 2\n",
    own,
  });
  const packaged = published.map(({ stem, module, shims, global = "", args = [] }) => ({
    name: stem,
    file: unpacked(npmFixture(stem, module), path.join(directory, `${stem}.wasm`)),
    global,
    args,
    output: "",
    own: shims.map((shim) => npmFixture(stem, shim)),
  }));
  return [
    ...goCompilers().map((release) => built(release, [])),
    ...goVersions().map((release) => built(release, [shimOf(release)])),
    ...packaged,
  ];
}

/// Every distinct shim: {name, file}.
export function shims(directory) {
  const found = new Map();
  const add = (name, file) => {
    const digest = sha256(file);
    if (!found.has(digest)) found.set(digest, { name, file });
  };
  for (const release of goVersions()) add(`the shim of Go ${release}`, shimOf(release));
  for (const { stem, shims: files } of published) {
    for (const file of files) add(`the shim of ${stem}${files.length > 1 ? `, ${file}` : ""}`, npmFixture(stem, file));
  }
  for (const [name, edit] of Object.entries(edits)) add(`the newest shim ${name}`, edited(name, edit, directory));
  return [...found.values()];
}

export function sha256(file) {
  return crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}

function edited(name, edit, directory) {
  const source = fs.readFileSync(shimOf(goVersions().at(-1)), "utf8");
  const result = edit(source);
  if (result === source) throw new Error(`The newest shim has nothing to edit: ${name}`);
  const file = path.join(directory, `${name.replaceAll(" ", "_")}.js`);
  fs.writeFileSync(file, result);
  return file;
}

function unpacked(file, target) {
  if (!file.endsWith(".gz")) return file;
  fs.writeFileSync(target, zlib.gunzipSync(fs.readFileSync(file)));
  return target;
}

/// The outcome of the pair in Node.js, in the terms of load_pair.mjs.
export async function load(module, shim) {
  const { stdout } = await run(process.execPath, [loader, module.file, shim.file, module.global, ...module.args]);
  const end = stdout.trimEnd().lastIndexOf("\n") + 1;
  const outcome = JSON.parse(stdout.slice(end));
  return { ...outcome, output: stdout.slice(0, end) + outcome.output };
}

/// What wasmpair reports about the pair: the JSON of `check`.
export async function check(module, shim) {
  const { stdout } = await run(program, ["check", "--json", module.file, "--shim", shim.file, "--allow-unknown-shim"]);
  return JSON.parse(stdout);
}

/// Runs a program until it exits; an exit status of 1 with output is a result, too.
async function run(file, args) {
  try {
    return await promisify(execFile)(file, args, { maxBuffer: 1 << 26 });
  } catch (error) {
    if (error.code === 1 && error.stdout) return error;
    throw error;
  }
}

/// Calls job for each item, using every core; returns the results in order.
export async function each(items, job) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await job(items[index]);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return results;
}
