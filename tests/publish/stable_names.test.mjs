// A run that is killed while it replaces assets with stable names leaves files that are each of one release, and the
// next run, to either release or a third one, replaces them.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertNoTemporaryFiles, readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";
import { smallModules } from "../support/small_modules.mjs";
import { publishing, trace } from "../support/system_calls.mjs";

const names = ["a.txt", "b.txt"];

suite("assets with stable names", () => {
  test("are replaced within the switch, and after one that was interrupted", async (t) => {
    const work = temporaryDirectory(t);
    const directory = path.join(work, "site");
    const { earlier: { file, options } } = smallModules();
    /// The words that publish a release whose assets have a text.
    const publish = (text) => {
      const assets = path.join(work, text);
      fs.mkdirSync(assets, { recursive: true });
      for (const name of names) fs.writeFileSync(path.join(assets, name), text);
      return ["pack", file, ...options, "--name", "app", "--out", directory, "--asset", assets, ...names.flatMap((name) => ["--stable", name])];
    };
    const texts = () => names.map((name) => fs.readFileSync(path.join(directory, name), "utf8"));
    const restore = () => {
      fs.rmSync(directory, { recursive: true, force: true });
      fs.cpSync(path.join(work, "first"), directory, { recursive: true });
    };

    assert.equal(wasmpair(publish("earlier")).status, 0);
    fs.cpSync(directory, path.join(work, "first"), { recursive: true });
    const renames = publishing(trace(publish("later")), directory).filter(({ name }) => name === "renameat2");
    assert.equal(renames.length, 4, "manifest, two assets, manifest");
    const seen = [];
    for (const { name, number } of renames) {
      for (const next of ["earlier", "later", "third"]) {
        restore();
        trace(publish("later"), `${name}:signal=SIGKILL:when=${number}`);
        if (next === "third") seen.push(texts().join());
        const manifest = readManifest(directory);
        for (const [i, text] of texts().entries()) {
          const listed = [...manifest.assets, ...manifest.next ?? []].filter(({ path: listedPath }) => listedPath === names[i]);
          assert.ok(listed.some(({ bytes }) => bytes === text.length), `${names[i]} is listed as it is`);
        }
        const site = await preview(t, directory);
        for (const [i, text] of texts().entries()) assert.equal(String((await request(`${site.url}${names[i]}`)).body), text);
        const run = wasmpair(publish(next));
        assert.equal(run.status, 0, run.stderr);
        assert.deepEqual(texts(), [next, next]);
        assert.equal(readManifest(directory).next, undefined);
        assertNoTemporaryFiles(directory);
      }
    }
    assert.deepEqual(seen, ["earlier,earlier", "earlier,earlier", "later,earlier", "later,later"]);
  });
});
