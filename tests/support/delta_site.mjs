// Three releases of one site, with deltas between them, for tests of what servers and caches do with those.
import fs from "node:fs";
import path from "node:path";
import { buildSource } from "./apps.mjs";
import { laterLibbrotli } from "./deltas.mjs";
import { goRoot } from "./fixtures.mjs";
import { packIn } from "./program.mjs";
import { readManifest } from "./release.mjs";

export const words = ["first", "second", "third"];

/// Publishes the releases into `work`, one after the other: [{ directory, wasm }], the directory as it is after each, and
/// the module of the bundle "app". With `bundles`, the releases have further ones, which are the same in each. encodings: in which each has its deltas.
export function publishDeltas(work, { bundles = [], encodings = words.map(() => "dcz"), options = [] } = {}) {
  const directory = path.join(work, "site");
  return words.map((word, index) => {
    const files = ["app", ...bundles].map((name) => {
      const file = path.join(work, word, `${name}.wasm`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      const text = name === "app" ? `the ${word} release` : `the bundle ${name}`;
      fs.copyFileSync(buildSource(text.replaceAll(" ", "-"), `package main\n\nfunc main() { println("${text}") }\n`, "1.24"), file);
      return file;
    });
    packIn(laterLibbrotli, ...files, "--goroot", goRoot("1.24"), "--out", directory, "--previous", directory, "--deltas", "2",
      "--deltas-encoding", encodings[index], ...options);
    const state = path.join(work, `after-${word}`);
    fs.cpSync(directory, state, { recursive: true });
    return { directory: state, wasm: readManifest(directory).bundles.app.wasm };
  });
}
