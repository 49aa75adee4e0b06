// What a published directory must contain, however a run ended.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export function readManifest(directory) {
  return JSON.parse(fs.readFileSync(path.join(directory, "wasmpair.json"), "utf8"));
}

/// The published files of one of a manifest's bundles.
export function bundleFiles({ wasm, shim, loader, runner }) {
  return [wasm, shim, loader, ...(runner ? [runner] : [])];
}

/// Asserts that the directory's manifest and every file that it lists are complete. Returns the manifest.
export function assertComplete(directory) {
  const manifest = readManifest(directory);
  const bundled = Object.values(manifest.bundles).flatMap(bundleFiles);
  for (const file of [...bundled, ...(manifest.next ?? [])]) {
    for (const { path: name, bytes, sha256 } of [file, ...file.encodings]) {
      const content = fs.readFileSync(path.join(directory, name));
      assert.equal(content.length, bytes, name);
      assert.equal(digest(content), sha256, name);
    }
  }
  for (const name of manifest.files) assert.ok(fs.existsSync(path.join(directory, name)), name);
  return manifest;
}

/// Asserts that the directory contains only the manifests, what they list, and the ledger.
export function assertNothingElse(directory, ...manifests) {
  const listed = new Set(["wasmpair.json", ...manifests.flatMap(({ files }) => files)]);
  const others = fs.readdirSync(directory).filter((name) => !listed.has(name));
  assert.deepEqual(others.filter((name) => !isInLedger(directory, name)), []);
}

/// The name of the last release's manifest in the ledger.
export function ledgerName(directory) {
  return `wasmpair.${digest(fs.readFileSync(path.join(directory, "wasmpair.json"))).slice(0, 16)}.json`;
}

/// True for a manifest whose name is that of its digest.
export function isInLedger(directory, name) {
  if (!/^wasmpair[.][0-9a-f]{16}[.]json$/.test(name)) return false;
  return name.split(".")[1] === digest(fs.readFileSync(path.join(directory, name))).slice(0, 16);
}

export function assertNoTemporaryFiles(directory) {
  assert.deepEqual(fs.readdirSync(directory).filter((name) => name.endsWith(".tmp")), []);
}

function digest(content) {
  return crypto.createHash("sha256").update(content).digest("hex");
}
