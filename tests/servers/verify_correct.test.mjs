// `wasmpair verify` finds no problems with what wasmpair itself configures and serves.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { buildApp, buildSource } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { pack, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { configuredServers, serveConfigured, writeConfig } from "../support/site_config.mjs";

const toolProgram = 'package main\n\nfunc main() { println("tool") }\n';

suite("wasmpair verify finds nothing", () => {
  /// A site with a release of two bundles: { root, directory }.
  function publish(t, prefix, ...options) {
    const root = path.join(temporaryDirectory(t), "site");
    const directory = path.join(root, prefix);
    fs.mkdirSync(directory, { recursive: true });
    const modules = [buildApp("hello", "1.24"), buildSource("tool", toolProgram, "1.24")];
    pack(...modules, "--goroot", goRoot("1.24"), "--out", directory, ...options);
    return { root, directory };
  }

  function assertNothingFound(url, directory) {
    const run = wasmpair(["verify", url, "--manifest", path.join(directory, "wasmpair.json"), "--json"]);
    assert.equal(run.stderr, "");
    const { findings, files } = JSON.parse(run.stdout);
    assert.deepEqual(findings, []);
    assert.equal(files, 8);
    assert.equal(run.status, 0);
  }

  for (const [prefix, ...options] of [["/"], ["/assets/", "--base", "/assets/"], ["/", "--encodings", "br,gzip,zstd"]]) {
    const what = `at ${prefix}${options.includes("--encodings") ? " with Zstandard" : ""}`;
    for (const server of configuredServers) {
      test(`with the generated configuration of ${server} ${what}`, async (t) => {
        const { root, directory } = publish(t, prefix, ...options);
        if (server === "nginx" && options.includes("--encodings")) return assertZstandardIsMissed(t, root, directory);
        const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
        assertNothingFound(new URL(prefix, site.url).href, directory);
      });
    }

    test(`with the preview ${what}`, async (t) => {
      const { directory } = publish(t, prefix, ...options);
      const site = await preview(t, directory);
      assertNothingFound(new URL(prefix, site.url).href, directory);
    });
  }

  /// Debian has no Zstandard module for nginx: that is found, and nothing else.
  async function assertZstandardIsMissed(t, root, directory) {
    const site = await serveConfigured(t, "nginx", root, directory, writeConfig("nginx", root, directory));
    const { findings } = JSON.parse(wasmpair(["verify", site.url, "--json"]).stdout);
    assert.deepEqual(findings.map(({ id, subjects }) => [id, subjects.every((text) => text.endsWith(": zstd"))]), [["not-compressed", true]]);
  }
});
