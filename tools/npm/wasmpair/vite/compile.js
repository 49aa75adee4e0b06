// Compiles the Go packages of the option `build`, and finds out what they are compiled from.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { outcome } from "../run.js";
import { compileError, printable } from "./compile_error.js";
import { Sources } from "./sources.js";
import { inTemporaryDirectory } from "./temporary.js";
import { startTied, statusNotFound } from "./tied.js";

const fields = ["Dir", "ImportPath", "Name", "Standard", "DepOnly", "GoFiles", "IgnoredGoFiles", "SFiles", "HFiles", "EmbedPatterns", "EmbedFiles", "Module",
  "Incomplete"];

/**
 * The request for compile(). cacheDir: where the modules go; they stay there, so that the linker has nothing to do
 * while the sources are the same. root: the base of relative paths.
 */
export function compileRequest({ build, buildFlags = [], go = "go", moduleDir = ".", name }, { cacheDir, root }) {
  const packages = [build].flat();
  const cwd = path.resolve(root, moduleDir);
  for (const each of packages) {
    if (typeof each !== "string" || each === "" || each.startsWith("-")) {
      throw new Error(`build cannot be ${JSON.stringify(each)}\n  Name the directory of a Go program, such as "./cmd/app".`);
    }
  }
  const stems = packages.map((each) => (packages.length === 1 && name) || path.basename(path.resolve(cwd, each)));
  const twice = stems.find((stem, index) => stems.indexOf(stem) !== index);
  if (twice !== undefined) throw new Error(`build: two programs are named ${JSON.stringify(twice)}\n  Rename the directory of one.`);
  const directory = path.join(cacheDir, "wasmpair", digestOf([packages, cwd, go, buildFlags, process.env.GOFLAGS, process.env.GOWASM]));
  return { packages, files: stems.map((stem) => path.join(directory, `${stem}.wasm`)), flags: [buildFlags].flat(), go, cwd, directory };
}

/** Two builds that differ, such as that of a development server and a release, do not write the same file. */
function digestOf(value) {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

/**
 * Returns the files of the modules. Calls watch with the Sources, also if they do not compile. When it settles, even
 * after an abort, no process is left.
 */
export async function compile(request, watch, signal) {
  await fs.mkdir(request.directory, { recursive: true });
  const runs = [describe(request, signal), ...request.packages.map((name, index) => build(request, name, request.files[index], signal))];
  const [described, ...built] = await Promise.allSettled(runs);
  signal?.throwIfAborted();
  const { sources, notPrograms } = described.status === "fulfilled" ? described.value : { sources: new Sources(request.cwd), notPrograms: [] };
  watch(sources);
  const failed = [...built, described].find(({ status }) => status === "rejected");
  if (failed) {
    sources.expectAny();
    throw failed.reason;
  }
  if (notPrograms.length > 0) throw quiet(new Error(`${notPrograms[0].path}: is package ${notPrograms[0].name}, not a program\n  Name the directory of a package main.`));
  return request.files;
}

async function build(request, name, file, signal) {
  const words = ["build", "-trimpath", ...request.flags, "-o", file, name];
  // On the file system of the module: go then renames the file, and nobody reads half of it.
  const { status, stderr } = await inTemporaryDirectory((GOTMPDIR) => run(request, words, signal, { GOTMPDIR }), request.directory);
  if (status !== 0) throw await compileError(`go build ${name}`, stderr, request.cwd);
}

/** { sources, notPrograms }: what the packages consist of, and those of them that are not programs. */
async function describe(request, signal) {
  const [list, modules] = await Promise.all([
    run(request, ["list", "-deps", "-e", ...request.flags, `-json=${fields.join()}`, ...request.packages], signal),
    run(request, ["env", "-json", "GOMOD", "GOWORK"], signal),
  ]);
  const { GOMOD = "", GOWORK = "" } = modules.status === 0 ? JSON.parse(modules.stdout) : {};
  const files = [GOMOD, GOWORK].filter((file) => path.isAbsolute(file) && /\.(?:mod|work)$/.test(file)); // not NUL, /dev/null, off
  const sources = new Sources(files.includes(GOMOD) ? path.dirname(GOMOD) : request.cwd);
  sources.addModuleFiles(files);
  if (list.status !== 0) return { sources, notPrograms: [] }; // go build says why
  const packages = JSON.parse(`[${list.stdout.replaceAll(/^\}\n\{/gm, "},{")}]`);
  for (const each of packages) sources.addPackage(each);
  const notPrograms = packages.filter(({ DepOnly, Name }) => !DepOnly && Name && Name !== "main")
    .map(({ ImportPath, Name }) => ({ path: printable(ImportPath), name: printable(Name) }));
  return { sources, notPrograms };
}

async function run({ go, cwd }, words, signal, variables = {}) {
  signal?.throwIfAborted();
  const env = { ...process.env, ...variables, GOOS: "js", GOARCH: "wasm", PWD: cwd };
  const result = await outcome(startTied(go, words, { cwd, env }), signal, (error) => quiet(notRun(error, go, cwd)));
  if (result.status === statusNotFound) throw quiet(missing(go));
  return result;
}

/** On Windows no shell says that there is no such program; without the directory, the system says the same. */
export function notRun(error, go, cwd) {
  const isMissing = error.code === "ENOENT" && error.path === go && existsSync(cwd);
  return isMissing ? missing(go) : new Error(`cannot run ${go} in ${cwd}: ${error.message}`);
}

const missing = (go) => new Error(`the go command is missing: ${go}\n  Install Go, or name the command with the option go.`);

/** Vite shows the stack of an error, but this one does not help users. */
function quiet(error) {
  error.stack = "";
  return error;
}
