// The scripts of a release are those of templates/ but for white space and comments, and small.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { suite, test } from "node:test";
import zlib from "node:zlib";
import { goRoot, npmFixture } from "../support/fixtures.mjs";
import { source as tree } from "../support/go_command.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const esbuild = createRequire(import.meta.url)(npmFixture("esbuild-wasm-0.28.2", "lib/main.js"));

/// Bytes of br that every visitor downloads, and those of a page that runs commands.
const largest = { loader: 9_000, runner: 3_500 };

suite("a release's scripts", () => {
  for (const name of ["loader", "runner"]) {
    test(`the ${name} says what its sources say, in few bytes`, async (t) => {
      const site = path.join(temporaryDirectory(t), "site");
      const module = path.join(temporaryDirectory(t), "app.wasm");
      fs.writeFileSync(module, goModule({ name: "app", text: "app", version: "go1.24.4", fits: true }));
      wasmpair(["pack", module, "--goroot", goRoot("1.24"), "--out", site, "--level", "release", "--no-cache"]);
      const published = readManifest(site).bundles.app[name];
      const parts = path.join(tree, "templates", name);
      const sources = fs.readdirSync(parts).sort().map((part) => fs.readFileSync(path.join(parts, part), "utf8")).join("");
      const text = fs.readFileSync(path.join(site, published.path), "utf8");
      const minified = async (code) => (await esbuild.transform(code, { minify: true, format: name === "loader" ? "esm" : undefined })).code;
      assert.equal(await minified(text), await minified(sources));
      assert.ok(text.length < 0.85 * sources.length, "comments and indentation are gone");

      const { bytes } = published.encodings.find(({ encoding }) => encoding === "br");
      assert.equal(zlib.brotliDecompressSync(fs.readFileSync(path.join(site, `${published.path}.br`))).toString(), text);
      assert.ok(bytes <= largest[name], `${bytes} bytes`);
    });
  }
});
