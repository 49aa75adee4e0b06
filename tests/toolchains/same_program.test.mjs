// The slimmed module is the same program: with every toolchain, the sample programs print the same in Node.js as the
// linked modules.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { runPublished, shimOf } from "../support/published.mjs";
import { readManifest } from "../support/release.mjs";

const firstLines = { hello: /^Hello from Go\.\n/, state: /^tables +[0-9a-f]{16}\n/ };

for (const release of goVersions()) {
  for (const [name, firstLine] of Object.entries(firstLines)) {
    test(`${name}, built by Go ${release}, prints the same as the linked module`, (t) => {
      const work = temporaryDirectory(t);
      const module = buildApp(name, release);
      const linked = publish(module, release, path.join(work, "linked"), "--no-slim");
      const slimmed = publish(module, release, path.join(work, "slimmed"));

      const expected = runPublished(linked);
      assert.match(expected.stdout, firstLine);
      assert.deepEqual({ stderr: expected.stderr, status: expected.status }, { stderr: "", status: 0 });
      assert.deepEqual(runPublished(slimmed), expected);
      assert.notEqual(moduleDigest(slimmed), moduleDigest(linked), "slimming changed nothing");
    });
  }
}

function publish(module, release, directory, ...options) {
  pack(module, "--name", "app", "--shim", shimOf(release), "--out", directory, ...options);
  return directory;
}

function moduleDigest(directory) {
  const [bundle] = Object.values(readManifest(directory).bundles);
  return bundle.wasm.sha256;
}
