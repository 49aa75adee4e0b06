// A packed release of the sample program "hello" to serve.
import path from "node:path";
import { buildApp, buildSource } from "./apps.mjs";
import { goRoot } from "./fixtures.mjs";
import { pack, temporaryDirectory } from "./program.mjs";
import { readManifest } from "./release.mjs";

/// Packs into a temporary directory: { directory, manifest, wasm }. wasm: the module's path, "/app.<hash>.wasm".
export function packedSite(test, ...options) {
  const directory = path.join(temporaryDirectory(test), "dist");
  return packInto(directory, buildApp("hello", "1.24"), ...options);
}

/// Packs another program into the directory of a release.
export function packAnother(directory, word, ...options) {
  const source = `package main\n\nfunc main() { println(${JSON.stringify(word)}) }\n`;
  return packInto(directory, buildSource(`word-${word}`, source, "1.24"), ...options);
}

function packInto(directory, module, ...options) {
  pack(module, "--name", "app", "--goroot", goRoot("1.24"), "--out", directory, ...options);
  const manifest = readManifest(directory);
  return { directory, manifest, wasm: `/${manifest.bundles.app.wasm.path}` };
}
