// What `wasmpair serve` shows of earlier releases: the ledger, which difference it sent, and a page that says what visitors
// download.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildSource } from "../support/apps.mjs";
import { dictionaryField } from "../support/deltas.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";

const words = ["first", "second", "third"];
const thousands = (number) => number.toLocaleString("en-US");

suite("earlier releases in a preview", () => {
  let directory;
  const releases = []; // the module of each
  const ledger = []; // the names of their manifests

  before((t) => {
    directory = path.join(temporaryDirectory(t), "site");
    for (const word of words) {
      const module = buildSource(word, `package main\n\nfunc main() { println("${word}") }\n`, "1.24");
      pack(module, "--name", "app", "--goroot", goRoot("1.24"), "--deltas", "1", "--base", "/files/",
        "--out", directory, "--previous", directory);
      releases.push(readManifest(directory).bundles.app.wasm);
      ledger.push(fs.readdirSync(directory).find((name) => /^wasmpair[.][0-9a-f]{16}[.]json$/.test(name) && !ledger.includes(name)));
    }
  });

  const having = (file) => ({ "accept-encoding": "br, dcz", "available-dictionary": dictionaryField(fs.readFileSync(path.join(directory, file.path))) });

  test("are in the ledger that it serves", async (t) => {
    const { url } = await preview(t, directory);
    for (const name of ledger) {
      const response = await request(`${url}files/${name}`);
      assert.equal(response.status, 200, name);
      assert.deepEqual([response.headers["content-type"], response.headers["cache-control"]], ["application/json", "public, max-age=31536000, immutable"]);
      assert.ok(response.body.equals(fs.readFileSync(path.join(directory, name))), name);
    }
    assert.equal((await request(`${url}files/wasmpair.${"0".repeat(16)}.json`)).status, 404);
    for (const file of releases) assert.equal((await request(`${url}files/${file.path}`)).status, 200, file.path);
  });

  test("are not served if they are not what their names say", async (t) => {
    const copy = path.join(temporaryDirectory(t), "site");
    fs.cpSync(directory, copy, { recursive: true });
    fs.writeFileSync(path.join(copy, ledger[0]), "{}");
    fs.rmSync(path.join(copy, ledger[1]));
    const { url } = await preview(t, copy);
    const statuses = await Promise.all(ledger.map(async (name) => (await request(`${url}files/${name}`)).status));
    assert.deepEqual(statuses, [404, 404, 200]);
  });

  test("are named in the log and on the page when a difference is sent", async (t) => {
    const site = await preview(t, directory, "--verbose");
    const page = async () => {
      const { status, headers, body } = await request(`${site.url}.wasmpair/visitors`);
      assert.deepEqual([status, headers["content-type"], headers["cache-control"]], [200, "text/html; charset=utf-8", "no-store"]);
      return String(body);
    };
    const [, second, third] = releases;
    assert.match(await page(), /No difference has been sent/);
    const smallest = Math.min(...third.encodings.map(({ bytes }) => bytes));
    const [delta] = third.deltas;
    for (const method of ["HEAD", "GET"]) await request(`${site.url}files/${third.path}`, { method, headers: having(second) });
    await request(`${site.url}files/${third.path}`, { headers: having(third) });

    const lines = site.stderr().split("\n");
    assert.ok(lines.includes(`wasmpair: What new and returning visitors download: ${site.url}.wasmpair/visitors`), site.stderr());
    const at = lines.findIndex((line) => line.startsWith("200 GET  dcz"));
    assert.ok(lines[at].endsWith(` ${thousands(delta.bytes)}  /files/${third.path}`), lines[at]);
    assert.equal(lines[at + 1].trim(), `of ${thousands(smallest)}  from ${second.path}`);
    for (const line of lines.slice(at, at + 2)) assert.ok(line.length <= 80, line);
    assert.equal(lines.filter((line) => line.includes(`from ${second.path}`)).length, 1, "HEAD has no body");

    const shown = await page();
    assert.match(shown, /preview started: 1[.] The last one/);
    assert.ok(shown.includes(`${thousands(delta.bytes)} of ${thousands(smallest)} bytes, from <code>${second.path}</code>`), shown);
    const rows = [...shown.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)].map(([, ...cells]) => cells.map((cell) => cell.replace(/<[^>]*>/g, " ").trim()));
    assert.deepEqual(rows.map(([who, , bytes]) => [who.split(" ")[0], bytes]), [
      ["nothing:", thousands(smallest)],
      [second.path, thousands(delta.bytes)],
      [releases[0].path, thousands(smallest)], // of which no difference was made
    ]);
    assert.ok(shown.includes(ledger[2]));
  });
});
