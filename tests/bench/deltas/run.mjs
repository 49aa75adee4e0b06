// What a returning visitor downloads of consecutive releases that were published on npm, and of everyday changes:
// dcb and dcz at level release, as parts of the brotli encoding of the whole module, beside bsdiff, which no browser reads
// but which knows what moves in programs. Each delta is decoded by a program that is not wasmpair's.
//   node tests/bench/deltas/run.mjs
// Exit status: 0 if the medians hold their bounds, 1 if not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { buildSource } from "../../support/apps.mjs";
import { decodeDelta, laterLibbrotli } from "../../support/deltas.mjs";
import { goRoot, npmFixture } from "../../support/fixtures.mjs";
import { pack, temporaryDirectory, wasmpair } from "../../support/program.mjs";
import { readManifest } from "../../support/release.mjs";

/// Of the size of br, in percent.
const bounds = { dcb: 9, dcz: 11 };

const astro = (version) => published(`astrojs-compiler-${version}`, "dist/astro.wasm", npmFixture("esbuild-wasm-0.23.1", "wasm_exec.js"));
const esbuild = (version) => published(`esbuild-wasm-${version}`, "esbuild.wasm");
const hcl2json = (version) => published(`cdktf-hcl2json-${version}`, "main.wasm", npmFixture(`cdktf-hcl2json-${version}`, "wasm/wasm_exec.js"));

/// What the programs of the pairs differ in.
const source = { text: "hello", call: "" };

/// Each list is of consecutive releases: the last ones of three packages, and everyday changes of a small program.
const releases = [
  ["2.13.0", "2.13.1", "3.0.0", "3.0.1", "4.0.0"].map(astro),
  ["0.20.9", "0.20.10", "0.20.11", "0.20.12", "0.21.0"].map(hcl2json),
  ["0.27.7", "0.28.0", "0.28.1", "0.28.2"].map(esbuild),
  [hello("1.26.7", source), hello("1.26.8", source), hello("1.26.9", source)],
  [hello("1.26.9", source), hello("1.26.9", { ...source, text: "a longer text than before" })],
  [hello("1.26.9", source), hello("1.26.9", { ...source, call: "\tprintln(strings.ToUpper(os.Args[0]))\n" })],
];

function published(stem, module, shim = npmFixture(stem, "wasm_exec.js")) {
  return { name: stem, words: () => [npmFixture(stem, module), "--shim", shim] };
}

function hello(version, { text, call }) {
  const program = `package main\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n)\n\nfunc main() {\n\tfmt.Println(strings.Repeat("${text} ", len(os.Args)))\n${call}}\n`;
  const name = `hello-${[version, text.includes(" ") && "text", call && "call"].filter(Boolean).join("+")}`;
  return { name, words: () => [buildSource(name, program, version), "--goroot", goRoot(version)] };
}

/// The sizes of what the later release has of its module, from the earlier one.
function measure(earlier, later) {
  const work = temporaryDirectory();
  const [from, to] = ["from", "to"].map((name) => path.join(work, name));
  pack(...earlier.words(), "--name", "app", "--out", from);
  const words = ["pack", ...later.words(), "--name", "app", "--out", to, "--no-cache", "--previous", from, "--deltas-encoding", "dcb,dcz"];
  const { status, stderr } = wasmpair(words, { env: laterLibbrotli });
  assert.equal(status, 0, stderr);
  const { wasm } = readManifest(to).bundles.app;
  const read = (file) => fs.readFileSync(path.join(to, file));
  const sizes = { module: wasm.bytes, br: wasm.encodings.find(({ encoding }) => encoding === "br").bytes };
  for (const delta of wasm.deltas ?? []) {
    const dictionary = fs.readFileSync(path.join(from, delta.from.path));
    assert.ok(decodeDelta(delta.encoding, read(delta.path), dictionary).equals(read(wasm.path)), delta.path);
    sizes[delta.encoding] = delta.bytes;
  }
  const patch = path.join(work, "patch");
  execFileSync("bsdiff", [path.join(from, readManifest(from).bundles.app.wasm.path), path.join(to, wasm.path), patch]);
  sizes.bsdiff = fs.statSync(patch).size;
  return sizes;
}

const number = (value) => value.toLocaleString("en-US").padStart(11);
/// A delta that is not published, because it is not much smaller, costs what br does.
const percent = (part, { br }) => (100 * (part ?? br)) / br;
const share = (part, sizes) => `${number(part ?? sizes.br)} ${percent(part, sizes).toFixed(2).padStart(6)} %`;

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const rows = [];
console.log(`${"from, to".padEnd(46)}${"module".padStart(11)}${"br".padStart(11)}${"dcb".padStart(20)}${"dcz".padStart(20)}${"bsdiff".padStart(20)}`);
for (const list of releases) {
  for (let i = 1; i < list.length; ++i) {
    const sizes = measure(list[i - 1], list[i]);
    rows.push(sizes);
    const name = `${list[i - 1].name}, ${list[i].name.split(/-(?=\d)/).at(-1)}`;
    console.log(`${name.padEnd(46)}${number(sizes.module)}${number(sizes.br)}${["dcb", "dcz", "bsdiff"].map((kind) => share(sizes[kind], sizes)).join("")}`);
  }
}
for (const kind of ["dcb", "dcz", "bsdiff"]) {
  const found = median(rows.map((sizes) => percent(sizes[kind], sizes)));
  const bound = bounds[kind];
  const verdict = bound === undefined ? "" : found <= bound ? `, at most ${bound} %` : `, more than ${bound} %`;
  console.log(`median of ${rows.length} ${kind}: ${found.toFixed(2)} % of br${verdict}`);
  if (found > bound) process.exitCode = 1;
}
