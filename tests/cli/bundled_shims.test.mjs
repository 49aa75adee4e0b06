// Shims as real bundlers and minifiers write them: what works in a page is accepted, what does not is refused, and
// Node.js agrees with every verdict.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { buildApp, buildSource } from "../support/apps.mjs";
import { exampleModules } from "../support/packages.mjs";
import { program } from "../support/program.mjs";
import { shimOf } from "../support/published.mjs";

const modules = exampleModules("vite");
const esbuild = createRequire(path.join(modules, "vite-oldest/package.json"))("esbuild");
const terser = createRequire(`${modules}/`)("terser");
const { rollup } = await import(pathToFileURL(path.join(modules, "rollup/dist/es/rollup.js")));

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bundled-"));
after(() => fs.rmSync(directory, { recursive: true }));

const release = "1.24";
const module = buildApp("hello", release);
const shim = path.join(directory, "wasm_exec.js");
fs.copyFileSync(shimOf(release), shim);

// The shim as a module of its own: Go is exported, and no longer a global.
const exported = path.join(directory, "exported.mjs");
const source = fs.readFileSync(shim, "utf8");
fs.writeFileSync(exported, source.replace("globalThis.Go = class {", "export const Go = class {").replace("(() => {", "").replace(/\}\)\(\);\s*$/, ""));
const entry = path.join(directory, "entry.mjs");
fs.writeFileSync(entry, 'import "./wasm_exec.js";\n');
const exporting = path.join(directory, "exporting.mjs");
fs.writeFileSync(exporting, 'import "./wasm_exec.js";\nexport const Go = globalThis.Go;\n');

const withEsbuild = async (options) => (await esbuild.build({ bundle: true, write: false, ...options })).outputFiles[0].text;
const withRollup = async (input, output) => {
  const bundle = await rollup({ input, logLevel: "silent" });
  return (await bundle.generate(output)).output[0].code;
};
const withTerser = async (options) => (await terser.minify(source, options)).code;

const cases = {
  // Nothing but names of variables, white space and syntax changes.
  "esbuild --minify": [() => withEsbuild({ entryPoints: [shim], bundle: false, minify: true }), []],
  "esbuild --minify-whitespace": [() => withEsbuild({ entryPoints: [shim], bundle: false, minifyWhitespace: true }), []],
  "esbuild, bundled as IIFE": [() => withEsbuild({ entryPoints: [entry], format: "iife" }), []],
  "esbuild, bundled as CommonJS": [() => withEsbuild({ entryPoints: [entry], format: "cjs" }), []],
  "esbuild, bundled as a module that exports nothing": [() => withEsbuild({ entryPoints: [entry], format: "esm" }), []],
  "esbuild, minified IIFE that exports too": [() => withEsbuild({ entryPoints: [exporting], format: "iife", globalName: "Shim", minify: true }), []],
  "rollup, IIFE": [() => withRollup(entry, { format: "iife" }), []],
  "rollup, UMD that keeps the global": [() => withRollup(exporting, { format: "umd", name: "Shim" }), []],
  terser: [() => withTerser({}), []],
  "terser --toplevel": [() => withTerser({ toplevel: true, compress: { passes: 3, unsafe: true } }), []],
  // Go leaves the page's global object, or the script is no script any more.
  "esbuild, module": [() => withEsbuild({ entryPoints: [exporting], format: "esm" }), ["module-script"]],
  "rollup, module": [() => withRollup(exporting, { format: "es" }), ["module-script"]],
  "esbuild, exported Go as IIFE": [() => withEsbuild({ entryPoints: [exported], format: "iife", globalName: "Shim" }), ["no-global-go"]],
  "esbuild, exported Go as CommonJS": [() => withEsbuild({ entryPoints: [exported], format: "cjs" }), ["no-global-go"]],
  "esbuild, exported Go as minified CommonJS": [() => withEsbuild({ entryPoints: [exported], format: "cjs", minify: true }), ["no-global-go"]],
  "rollup, exported Go as IIFE": [() => withRollup(exported, { format: "iife", name: "Shim" }), ["no-global-go"]],
  "rollup, exported Go as CommonJS": [() => withRollup(exported, { format: "cjs" }), ["no-global-go"]],
  "rollup, exported Go as UMD": [() => withRollup(exported, { format: "umd", name: "Shim" }), ["no-global-go"]],
  "rollup and esbuild, exported Go as minified UMD": [
    async () => (await esbuild.transform(await withRollup(exported, { format: "umd", name: "Shim" }), { minify: true })).code,
    ["no-global-go"],
  ],
  // The program looks renamed properties up by their names.
  "esbuild --mangle-props": [() => withEsbuild({ entryPoints: [shim], bundle: false, minify: true, mangleProps: /^_/ }), ["missing-property"]],
  "terser --mangle-props regex=/^_/": [() => withTerser({ mangle: { properties: { regex: /^_/ } } }), ["missing-property"]],
};

for (const [name, [make, expected]] of Object.entries(cases)) {
  test(name, async () => {
    const file = path.join(directory, `${name.replace(/[^a-z]+/gi, "-")}.js`);
    fs.writeFileSync(file, await make());
    const report = check(module, file);
    assert.deepEqual(report.findings.map(({ id }) => id), expected, JSON.stringify(report, null, 2));
    assert.equal(definesGo(file), !["module-script", "no-global-go"].includes(expected[0]), "Node.js disagrees");
    if (expected.length === 0) assert.match(report.shim.resemblance, /^(layout|none)$/);
  });
}

test("A shim without an importObject, because terser renamed that too, is an error that says so", async () => {
  const file = path.join(directory, "all-renamed.js");
  fs.writeFileSync(file, await withTerser({ mangle: { properties: true } }));
  const { status, stdout, stderr } = spawnSync(program, ["check", module, "--shim", file, "--allow-unknown-shim"], { encoding: "utf8" });
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /ends without an importObject\n.*renames properties/s);
});

test("A function of the program's own in Go's import module is not blamed on the shim", () => {
  const hook = buildSource(
    "hook",
    "package main\n\n//go:wasmimport gojs my.hook\nfunc hook(x int32) int32\n\nfunc main() { println(hook(1)) }\n",
    release,
  );
  for (const options of [[], ["--allow-import", "gojs"]]) {
    const { findings } = check(hook, shim, options);
    assert.deepEqual(findings.map(({ id, subject }) => `${id} ${subject}`), ["missing-import gojs my.hook"]);
    assert.match(findings[0].advice, /\/\/go:wasmimport gojs my\.hook/);
    assert.doesNotMatch(findings[0].advice, /GOROOT/);
  }
});

/// Whether a classic script leaves class Go behind, as a page's <script src> would run it.
function definesGo(file) {
  const names = ["TextEncoder", "TextDecoder", "performance", "crypto", "console", "WebAssembly"];
  const page = vm.createContext(Object.fromEntries(names.map((name) => [name, globalThis[name]])));
  try {
    vm.runInContext(fs.readFileSync(file, "utf8"), page);
  } catch {
    // A module's syntax, or CommonJS's module, ends the script.
  }
  return vm.runInContext("typeof globalThis.Go", page) === "function";
}

function check(wasm, shimFile, options = []) {
  const { stdout, stderr } = spawnSync(program, ["check", wasm, "--shim", shimFile, "--allow-unknown-shim", "--json", ...options], {
    encoding: "utf8",
  });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout);
}
