// The manifest of a real release satisfies the JSON Schema shipped with the program, and the schema is strict.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { requirePackage } from "../support/packages.mjs";
import { pack, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";

const schemaFile = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../templates/wasmpair.schema.json");

suite("the manifest's schema", () => {
  const Ajv = requirePackage("ajv/dist/2020").default;
  const schema = JSON.parse(fs.readFileSync(schemaFile, "utf8"));
  const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(schema);
  let modules;
  before(() => { modules = smallModules(); });

  function publish(t, ...options) {
    const directory = path.join(temporaryDirectory(t), "site");
    pack(modules.earlier.file, "--goroot", modules.goroot, "--out", directory, ...options);
    return readManifest(directory);
  }

  test("accepts what pack writes", (t) => {
    const cases = {
      plain: [],
      "another name and base": ["--name", "tool_1", "--base", "https://cdn.example/assets/"],
      "several bundles": [modules.later.file],
      "a name that is no identifier": ["--name", "мой-app.v2"],
      "every encoding": ["--encodings", "br,gzip,zstd"],
      "long names": ["--hash-length", "64"],
    };
    for (const [what, options] of Object.entries(cases)) {
      assert.ok(validate(publish(t, ...options)), `${what}: ${JSON.stringify(validate.errors, null, 2)}`);
    }
  });

  test("accepts assets, and only names that are paths of plain file names", (t) => {
    const assets = path.join(temporaryDirectory(t), "web");
    fs.mkdirSync(path.join(assets, "img"), { recursive: true });
    for (const name of ["img/my logo.png", "robots.txt", "a.css"]) fs.writeFileSync(path.join(assets, name), name);
    const manifest = publish(t, "--asset", assets, "--stable", "robots.txt");
    assert.ok(validate(manifest), JSON.stringify(validate.errors, null, 2));
    for (const name of ["", "/a.png", "img/", "../a.png", "img/../a.png", ".env", "a\\b", "a\nb"]) {
      assert.equal(validate({ ...manifest, assets: [{ ...manifest.assets[0], name }] }), false, name);
    }
    assert.equal(validate({ ...manifest, assets: [] }), false);
    assert.equal(validate({ ...manifest, assets: [{ ...manifest.assets[0], sha256: undefined }] }), false);
  });

  test("accepts what guest writes, and neither an empty release nor one of both kinds", (t) => {
    const directory = path.join(temporaryDirectory(t), "renderguest");
    const module = buildApp("renderer", goVersions().at(-1), { goos: "wasip1", flags: ["-buildmode=c-shared"] });
    assert.equal(wasmpair(["guest", module, "--name", "renderer", "--out", directory, "--quiet"]).status, 0);
    const manifest = readManifest(directory);
    assert.ok(validate(manifest), JSON.stringify(validate.errors, null, 2));
    assert.equal(validate({ ...manifest, guests: {} }), false);
    assert.equal(validate({ ...manifest, guests: undefined }), false);
    const { renderer } = manifest.guests;
    for (const key of Object.keys(renderer).filter((name) => name !== "go")) {
      assert.equal(validate({ ...manifest, guests: { renderer: { ...renderer, [key]: undefined } } }), false, key);
    }
  });

  test("ignores keys of later versions", (t) => {
    const manifest = publish(t, "--name", "app");
    manifest.later = true;
    manifest.bundles.app.later = {};
    manifest.bundles.app.wasm.encodings[0].later = 1;
    assert.ok(validate(manifest), JSON.stringify(validate.errors));
  });

  test("refuses each missing key and each wrong value", (t) => {
    const manifest = publish(t, "--name", "app");
    const refuses = (change, what) => {
      const changed = structuredClone(manifest);
      change(changed);
      assert.equal(validate(changed), false, what);
    };
    for (const [holder, keys] of everyKey(manifest)) {
      for (const key of keys) {
        // A bundle's name is free, Go's version may be unknown, a loader of one's own has no runner, and manifests of 0.1
        // have no pages.
        if (["app", "runner", "pages"].includes(key) || (key === "version" && "goos" in holder(manifest))) continue;
        refuses((changed) => { delete holder(changed)[key]; }, `without ${key}`);
      }
    }
    refuses((changed) => { changed.version = 2; }, "version 2");
    refuses((changed) => { changed.base = "/assets"; }, "a base without its slash");
    refuses((changed) => { changed.bundles = { "my app": changed.bundles.app }; }, "a name with a space");
    refuses((changed) => { changed.files.push("../escape"); }, "a path outside");
    refuses((changed) => { changed.files.push(changed.files[0]); }, "a path twice");
    refuses((changed) => { changed.bundles.app.pair = "ABC"; }, "an invalid digest");
    refuses((changed) => { changed.bundles.app.go.goos = "wasip1"; }, "another GOOS");
    refuses((changed) => { changed.bundles.app.wasm.type = "application/octet-stream"; }, "a module of another type");
    refuses((changed) => { changed.bundles.app.shim.path = "wasm_exec.wasm"; }, "a shim that is not a script");
    refuses((changed) => { changed.bundles.app.wasm.integrity = "sha256-x"; }, "another integrity");
    refuses((changed) => { changed.bundles.app.wasm.bytes = -1; }, "a negative size");
    refuses((changed) => { changed.bundles.app.wasm.encodings[0].encoding = "deflate"; }, "another encoding");
  });
});

/// [[holder, keys]] for every object in the manifest: a function that finds it in a copy, and its keys.
function everyKey(value, holder = (root) => root) {
  if (typeof value !== "object" || value === null) return [];
  const children = Object.keys(value).flatMap((key) => everyKey(value[key], (root) => holder(root)[key]));
  return Array.isArray(value) ? children : [[holder, Object.keys(value)], ...children];
}
