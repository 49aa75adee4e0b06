// Deltas (RFC 9842) from real servers with the configurations from `wasmpair config`: what each visitor gets.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { buildApp } from "../support/apps.mjs";
import { serveCloudFront, uploadForCloudFront } from "../support/cloudfront.mjs";
import { preview } from "../support/preview.mjs";
import { decodeDelta, dictionaryField, laterLibbrotli } from "../support/deltas.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { packIn, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { decode, request } from "../support/requests.mjs";
import { serveConfigured, serveWithHtaccess, writeConfig } from "../support/site_config.mjs";

/// Chromium's.
const acceptEncoding = "gzip, deflate, br, zstd, dcb, dcz";
/// A name that URLs escape.
const name = "мой-tool.v2";
const encodedName = encodeURIComponent(name);
const modules = [["hello", "1.24"], ["host", "1.24.4"], ["state", "1.24"]];

const configured = (server, serve = (t, ...words) => serveConfigured(t, server, ...words)) =>
  (t, { root }) => serve(t, root, root, writeConfig(server, root, root));

const servers = {
  "wasmpair serve": (t, site) => servedSinceTheFirst(site, (root) => startPreview(t, root)),
  "nginx": configured("nginx"),
  "caddy": configured("caddy"),
  "apache": configured("apache"),
  "apache with .htaccess": configured("apache", serveWithHtaccess),
  "cloudfront": (t, { root, states }) =>
    serveCloudFront(t, new Map(states.flatMap((state) => [...uploadForCloudFront(t, state.directory)])), writeConfig("cloudfront", root, root)),
  "the Go package": (t, site) => servedSinceTheFirst(site, (root) => startGoServer(t, site.goServer, "-check", "0", root)),
  "the Go package, started again": (t, { root, goServer }) => startGoServer(t, goServer, root),
  "the Go package, embedded": (t, { goServer }) => startGoServer(t, goServer),
};

async function startPreview(t, root) {
  const { url, stderr } = await preview(t, root);
  return { url, log: stderr };
}

/// The releases one after the other: the server goes on serving those that it has served.
async function servedSinceTheFirst({ root, states }, start) {
  fs.rmSync(root, { recursive: true });
  fs.cpSync(states[0].directory, root, { recursive: true });
  const site = await start(root);
  for (const { directory, wasm } of states.slice(1)) {
    fs.cpSync(directory, root, { recursive: true });
    while ((await request(new URL(wasm.url, site.url))).status !== 200) await sleep(20);
  }
  return site;
}

suite("deltas", () => {
  let work;
  let directory;
  let goServer;
  const releases = [];
  const states = []; // { directory, wasm } after each release

  before((t) => {
    work = temporaryDirectory(t);
    directory = path.join(work, "site");
    for (const [sample, version] of modules) {
      packIn(laterLibbrotli, buildApp(sample, version), "--name", name, "--goroot", goRoot("1.24"), "--out", directory,
        "--previous", directory, "--deltas", "2", "--deltas-encoding", "dcb,dcz", "--base", "/");
      const { wasm } = Object.values(readManifest(directory).bundles)[0];
      releases.push(wasm);
      states.push({ directory: path.join(work, `after-${states.length}`), wasm });
      fs.cpSync(directory, states.at(-1).directory, { recursive: true });
    }
    goServer = buildGoServer(work, (generated) => fs.cpSync(directory, generated, { recursive: true })).command;
  });

  for (const [server, serve] of Object.entries(servers)) {
    test(`${server} answers each visitor`, async (t) => {
      const root = path.join(temporaryDirectory(t), "site");
      fs.cpSync(directory, root, { recursive: true });
      const site = await serve(t, { root, states, goServer });
      const [first, second, third] = releases;
      assert.deepEqual(third.deltas.map(({ encoding, from }) => [encoding, from.path]),
        [["dcb", second.path], ["dcz", second.path], ["dcb", first.path], ["dcz", first.path]]);
      const content = (file) => fs.readFileSync(path.join(directory, file.path));
      const ask = (file, headers, options = {}) =>
        request(new URL(`${file.url ?? file}`, site.url), { headers: { "accept-encoding": acceptEncoding, ...headers }, ...options });
      const having = (file) => ({ "available-dictionary": dictionaryField(content(file)) });
      const tags = new Map();
      const listsOneRelease = server === "cloudfront";

      const expectCommon = (response, place) => {
        assert.equal(response.status, 200, `${place}\n${site.log()}`);
        assert.equal(response.headers["content-type"], "application/wasm", place);
        assert.deepEqual(response.all("vary").join(",").split(/, */).map((field) => field.toLowerCase()).sort(), ["accept-encoding", "available-dictionary"], place);
        assert.equal(response.headers["use-as-dictionary"], `match="${encodedName}.*.wasm?"`, place);
        assert.equal(response.headers["cache-control"], "public, max-age=31536000, immutable", place);
        assert.equal(response.headers["x-content-type-options"], "nosniff", place);
        assert.match(response.headers.etag, /^"/, place);
        const coding = response.headers["content-encoding"] ?? "";
        const known = tags.get(response.headers.etag);
        assert.ok(known === undefined || known === `${place.split(" ")[0]} ${coding}`, `${place}: one ETag for two representations`);
        tags.set(response.headers.etag, `${place.split(" ")[0]} ${coding}`);
      };
      const expectWhole = async (file, headers, place, coding = "br") => {
        const response = await ask(file, headers);
        expectCommon(response, `${file.path} ${place}`);
        assert.equal(response.headers["content-encoding"] ?? "identity", coding, place);
        assert.ok(decode(response.headers["content-encoding"], response.body).equals(content(file)), place);
      };
      const expectDelta = async (coding, file, from, headers = {}) => {
        const delta = file.deltas.find(({ encoding, from: { path: earlier } }) => encoding === coding && earlier === from.path);
        const response = await ask(file, { ...having(from), ...headers });
        const place = `${file.path} ${coding} from ${from.path}`;
        expectCommon(response, place);
        assert.equal(response.headers["content-encoding"], coding, place);
        assert.equal(response.headers["content-length"], String(delta.bytes), place);
        assert.equal(response.headers["accept-ranges"] ?? "none", "none", place);
        assert.ok(decodeDelta(coding, response.body, content(from)).equals(content(file)), place);
        const head = await ask(file, { ...having(from), ...headers }, { method: "HEAD" });
        assert.deepEqual([head.status, head.headers["content-encoding"], head.headers["content-length"]], [200, coding, String(delta.bytes)], place);
        const unchanged = await ask(file, { ...having(from), ...headers, "if-none-match": response.headers.etag });
        assert.equal(unchanged.status, 304, place);
        const without = await ask(file, { "if-none-match": response.headers.etag });
        assert.deepEqual([without.status, without.headers["content-encoding"]], [200, "br"], place);
      };

      await expectWhole(third, {}, "the first visit");
      if (!listsOneRelease) await expectDelta("dcb", second, first);
      await expectDelta("dcb", third, second);
      await expectDelta("dcb", third, second, { "accept-encoding": "dcb, br" });
      await expectDelta("dcz", third, first, { "accept-encoding": "dcz;q=0.5, br" });
      await expectDelta("dcz", third, first, { "accept-encoding": "br, dcb;q=0, dcz" });
      await expectWhole(first, having(third), "back to the first release", listsOneRelease ? "identity" : "br");
      await expectWhole({ ...third, url: `${third.url}?full` }, {}, "with a query");
      await expectWhole(third, { "available-dictionary": dictionaryField(Buffer.from("unknown")) }, "an unknown dictionary");
      for (const field of [":../../../../etc/passwd:", having(second)["available-dictionary"].slice(1, -1), "::", ":=:", "", `${having(second)["available-dictionary"]};a`, `:${"a".repeat(4000)}`, `:${"a+".repeat(2000)}=:`])
        await expectWhole(third, { "available-dictionary": field }, `'${field}'`);
      for (const accept of ["gzip, br", "dcz;q=0, br", "dcb;q=0.000, br", "br, dcz;q=0.0", "xdcz, br", "dcbx, br"])
        await expectWhole(third, { ...having(second), "accept-encoding": accept }, accept);

      const range = await ask(third, { ...having(second), "accept-encoding": "identity, dcb, dcz", range: "bytes=0-99" });
      assert.deepEqual([range.status, range.headers["content-encoding"], range.headers["content-range"]], [206, undefined, `bytes 0-99/${third.bytes}`]);
      assert.ok(range.body.equals(content(third).subarray(0, 100)));
      for (const suffix of ["", "?x", `?/a.${"0".repeat(16)}.wasm`]) {
        const own = await ask(`/${encodeURIComponent(third.deltas[0].path)}${suffix}`, having(second));
        assert.deepEqual([own.status, own.headers["cache-control"]], [404, "no-store"], `a delta by its own name${suffix}`);
      }
      const later = await ask(`/${encodedName}.${"0".repeat(16)}.wasm`, having(second));
      // No function runs for an error of S3, which has no Last-Modified, so that browsers do not cache it.
      const kept = listsOneRelease ? undefined : "no-store";
      assert.deepEqual([later.status, later.headers["cache-control"]], [404, kept], "a module that is not there yet");
    });
  }
});
