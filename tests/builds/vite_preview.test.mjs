// `vite preview` with the plugin: it serves the release as `wasmpair serve` does.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { openPage } from "../support/browser.mjs";
import { project } from "../support/npm_project.mjs";
import { packagesAndBrowser } from "../support/packages_and_browser.mjs";
import { preview } from "../support/preview.mjs";
import { request } from "../support/raw_http.mjs";
import { assertComplete, bundleFiles } from "../support/release.mjs";
import { assertFound, verify } from "../support/verify.mjs";
import { edit, runProgram, startVite, succeed } from "../support/vite.mjs";

const shared = packagesAndBrowser();

/// Built with the words, and previewed: project()'s result with { dist, build(), url }.
async function site(t, { vite = "vite", words = [], assetsDir = "assets" } = {}) {
  const place = project(t, shared.tarballs, { example: "vite", vite });
  edit(place, "vite.config.js", "plugins:", `build: { assetsDir: "${assetsDir}" }, plugins:`);
  edit(place, "vite.config.js", 'modules: "app.wasm"', 'build: "./cmd/app", level: "fast", encodings: ["br", "gzip", "zstd"]');
  const build = () => succeed(place.npm("run", "build", "--", ...words));
  build();
  const [, url] = await startVite(t, place, "preview", "--port", "0", "--host", "127.0.0.1", ...words).printed(/Local: +(http:\S+)/);
  return { ...place, dist: path.join(place.directory, "dist"), build, url };
}

/// Values of Accept-Encoding, made of what is valid and what nearly is; the same in each run.
function acceptedValues(count) {
  let state = 1;
  const pick = (list) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return list[(state >>> 16) % list.length];
  };
  const codings = ["br", "gzip", "zstd", "identity", "*", "x-gzip", "BR", "deflate", "compress", "", "b r", "gzip/1"];
  const weights = ["", "", ";q=1", ";q=0", ";q=0.5", "; Q=0.8", " ; q=0.001", ";q=0.", ";q=1.000", ";q=1.001", ";q=0.1234", ";q=.5", ";q=-1", ";level=9", ";q=0.5;x=1"];
  const commas = [",", ", ", " ,", ",,", "\t,\t"];
  const element = () => pick(codings) + pick(weights);
  return Array.from({ length: count }, () => Array.from({ length: pick([1, 1, 2, 2, 3, 4]) }, element).join(pick(commas)));
}

const ranges = ["bytes=0-9", "bytes=5-", "bytes=-7", "bytes=0-99999999", "bytes=99999999-", "bytes=-0", "bytes=9-5", "bytes=-", "bytes=0-1,5-6", "lines=0-9", " BYTES=0-9", "bytes=a-9"];
const tags = ['"other"', "*", '"other", W/"one"', "other", "", '"a,b" , "c"'];

const requests = [["GET", {}], ["HEAD", {}], ["HEAD", { Range: "bytes=0-9" }], ["HEAD", { "Accept-Encoding": "br" }], ["POST", {}],
  ...ranges.flatMap((Range) => [["GET", { Range }], ["GET", { Range, "Accept-Encoding": "gzip" }]]),
  ...tags.flatMap((value) => [["GET", { "If-None-Match": value }], ["GET", { "If-Match": value }], ["GET", { Range: "bytes=0-9", "If-Range": value }]]),
  ...acceptedValues(300).map((value) => ["GET", { "Accept-Encoding": value }])];

/// What a response must have in common with that of `wasmpair serve`. The text of an error is free.
function facts({ status, fields, body }) {
  const isError = status >= 400;
  const names = ["cache-control", "content-encoding", "content-range", "accept-ranges", "etag", "vary", "x-content-type-options", "allow"];
  const [type] = fields["content-type"]?.split(";") ?? [];
  if (fields.vary) fields.vary = fields.vary.replace(/^Origin(, )?/, "") || undefined; // Vite's, for CORS
  return [status, isError || type, isError || fields["content-length"], isError || createHash("sha256").update(body).digest("hex"), ...names.map((name) => fields[name])];
}

suite("the preview of Vite", () => {
  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite} responds as wasmpair serve does, and verify finds nothing`, { timeout: 120_000 }, async (t) => {
      const { url, dist } = await site(t, { vite });
      const directory = path.join(dist, "assets");
      const { bundles, pages } = assertComplete(directory);
      assert.deepEqual(pages, []);
      const run = await verify(new URL("assets/", url).href, "--manifest", path.join(directory, "wasmpair.json"), "--no-pages");
      await assertFound(run, []);

      const { port } = await preview(t, directory);
      const { wasm, shim } = bundles.app;
      const names = [wasm.path, shim.path, "wasmpair.json"];
      const missing = ["app.0123456789abcdef.wasm", `${wasm.path}.br`, `${shim.path}.gz`, "%2e%2e%2fpackage.json", "%2e%2e%2f%2e%2e%2fpackage.json", "%00.wasm", "%ff.wasm", `${"a".repeat(300)}.js`];
      const compare = async (name, method, headers) => {
        const [ours, theirs] = await Promise.all([new URL(url).port, port].map((each) => request(each, `/assets/${name}`, headers, method)));
        assert.deepEqual(facts(ours), facts(theirs), `${method} ${name} ${JSON.stringify(headers)}`);
      };
      for (const name of names) {
        const some = name === wasm.path ? requests : requests.slice(0, 100);
        for (const [method, headers] of some) await compare(name, method, headers);
      }
      for (const name of missing) for (const [method, headers] of requests.slice(0, 4)) await compare(name, method, headers);
      for (const { encoding } of wasm.encodings) {
        const { fields: { etag } } = await request(port, `/assets/${wasm.path}`, { "Accept-Encoding": encoding });
        for (const [name, value] of [["If-None-Match", `"other", W/${etag}`], ["If-Match", `"other",${etag}`], ["If-Match", `W/${etag}`]]) {
          for (const accepted of [encoding, "identity"]) await compare(wasm.path, "GET", { "Accept-Encoding": accepted, [name]: value });
        }
      }
    });
  }

  test("serves a page whose program arrives compressed, and Vite's own files as Vite does", async (t) => {
    const { url, dist } = await site(t);
    const { page, errors, console: lines } = await openPage(t, shared.browser, url);
    const arrived = page.waitForResponse(/\.wasm$/);
    await runProgram(page);
    assert.match((await arrived).headers()["content-encoding"], /^(br|zstd)$/);
    assert.deepEqual([lines, errors], [["packed with vite"], []]);
    const script = fs.readdirSync(path.join(dist, "assets")).find((name) => /^index-.*\.js$/.test(name));
    assert.equal((await fetch(new URL(`assets/${script}`, url))).status, 200);
    assert.match(await (await fetch(new URL("assets/a-route", url))).text(), /<button>/);
    assert.match(await (await fetch(url)).text(), /<button>/);
  });

  for (const [base, pathname, assetsDir] of [["/sub/", "/sub/", "a/b/"], ["./", "/", "assets"], ["https://cdn.example/site/", "/site/", "assets"], ["/", "/", ""]]) {
    test(`has the files where a build with base ${base} and assetsDir "${assetsDir}" has them`, async (t) => {
      const { url, dist } = await site(t, { words: ["--base", base], assetsDir });
      assert.equal(new URL(url).pathname, pathname);
      const place = assetsDir && `${assetsDir}/`.replace("//", "/");
      for (const file of bundleFiles(assertComplete(path.join(dist, place)).bundles.app)) {
        const { status, headers } = await fetch(new URL(`${place}${file.path}`, url), { headers: { "Accept-Encoding": "br" } });
        assert.deepEqual([status, headers.get("content-type"), headers.get("content-encoding")], [200, file.type, "br"]);
      }
      assert.equal((await fetch(new URL(`${place}app.0123456789abcdef.wasm`, url))).status, 404);
    });
  }

  test("serves the next release, and refuses one that is damaged or hostile", async (t) => {
    const place = await site(t);
    const directory = path.join(place.dist, "assets");
    const first = assertComplete(directory).bundles.app.wasm.path;
    const get = async (name) => (await fetch(new URL(`assets/${name}`, place.url))).status;
    assert.equal(await get(first), 200);
    edit(place, "cmd/app/main.go", "with vite", "with vite, again");
    place.build();
    const { wasm } = assertComplete(directory).bundles.app;
    assert.deepEqual([await get(wasm.path), await get(first)], [200, 404]);

    fs.appendFileSync(path.join(directory, wasm.path), "more");
    const damaged = await fetch(new URL(`assets/${wasm.path}`, place.url), { headers: { "Accept-Encoding": "identity" } });
    assert.deepEqual([damaged.status, damaged.headers.get("cache-control")], [503, "no-store"]);
    assert.match(await damaged.text(), /is not the file in the manifest: build again/);

    const file = path.join(directory, "wasmpair.json");
    const hostile = JSON.parse(fs.readFileSync(file, "utf8"));
    const { size } = fs.statSync(path.join(place.directory, "package.json"));
    hostile.bundles.app.wasm = { ...hostile.bundles.app.wasm, path: "../../package.json", bytes: size, encodings: [] };
    fs.writeFileSync(file, JSON.stringify(hostile));
    assert.equal(await get("..%2f..%2fpackage.json"), 503);
    fs.writeFileSync(file, "{");
    assert.equal(await get("wasmpair.json"), 503);
    fs.rmSync(file);
    assert.match(await (await fetch(new URL("assets/wasmpair.json", place.url))).text(), /<button>/); // as Vite responds without a release
  });
});
