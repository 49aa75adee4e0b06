// `wasmpair serve` as a server: its responses to valid requests.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import zlib from "node:zlib";
import { exchange, parseResponses, request } from "../support/raw_http.mjs";
import { preview } from "../support/preview.mjs";
import { program, wasmpair } from "../support/program.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { bundleFiles } from "../support/release.mjs";

const decode = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync };

suite("the preview", () => {
  test("serves every file of the release in every encoding, labeled as such", async (t) => {
    const { directory, manifest } = packedSite(t);
    const { port } = await preview(t, directory);
    for (const file of filesOf(manifest)) {
      const content = fs.readFileSync(path.join(directory, file.path));
      const tags = new Set();
      const codings = ["identity", ...file.encodings.map(({ encoding }) => encoding)];
      // The loader adds the query to get past caches.
      for (const [coding, query] of codings.flatMap((coding) => [[coding, ""], [coding, "?full"]])) {
        const { status, fields, body } = await request(port, `/${file.path}${query}`, { "Accept-Encoding": coding });
        assert.equal(status, 200);
        assert.equal(fields["content-type"], file.type);
        assert.equal(fields["cache-control"], file.cacheControl);
        assert.equal(fields.vary, "Accept-Encoding", "identity included");
        assert.equal(fields["content-encoding"], coding === "identity" ? undefined : coding);
        assert.equal(fields["accept-ranges"], coding === "identity" ? "bytes" : undefined);
        assert.equal(fields["x-content-type-options"], "nosniff");
        assert.equal(fields["access-control-allow-origin"], undefined);
        assert.equal(Number(fields["content-length"]), body.length);
        assert.ok(Math.abs(Date.parse(fields.date) - Date.now()) < 3_600_000, fields.date);
        assert.ok(content.equals(coding === "identity" ? body : decode[coding](body)), file.path);
        assert.match(fields.etag, /^"[0-9a-f]{32}"$/);
        tags.add(fields.etag);
      }
      assert.equal(tags.size, 1 + file.encodings.length, "each encoding has its own tag");
    }
  });

  test("negotiates", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const chosen = async (value) => (await request(port, wasm, { "Accept-Encoding": value })).fields["content-encoding"] ?? "identity";
    assert.equal(await chosen("gzip, deflate, br, zstd"), "br");
    assert.equal(await chosen("gzip"), "gzip");
    assert.equal(await chosen("br;q=0.5, gzip;q=0.6"), "gzip");
    assert.equal(await chosen("br;q=0, *"), "gzip");
    assert.equal(await chosen("*;q=0, identity;q=0"), "identity", "a field that excludes everything is ignored");
    assert.equal(await chosen(""), "identity");
    assert.equal(await chosen(undefined), "identity");
    assert.equal(await chosen("gzip\r\nAccept-Encoding: br;q=0.1"), "gzip", "several fields are one list");
  });

  test("serves pages and the manifest, to be revalidated before each use", async (t) => {
    const { directory } = packedSite(t);
    const { port } = await preview(t, directory);
    const page = await request(port, "/");
    assert.equal(page.status, 200);
    assert.equal(page.fields["content-type"], "text/html; charset=utf-8");
    assert.equal(page.fields["cache-control"], "no-cache");
    assert.equal(page.fields.vary, undefined, "it has no encodings");
    const written = fs.readFileSync(path.join(directory, "index.html"), "utf8");
    assert.ok(page.body.toString().startsWith(written));
    assert.match(page.body.toString().slice(written.length), /^<script type="module" src="\/\.wasmpair\/reload\.js\?release=[0-9a-f]{16}"><\/script>\n$/);
    assert.deepEqual((await request(port, "/index.html?query")).body, page.body);

    const manifest = await request(port, "/wasmpair.json");
    assert.equal(manifest.fields["content-type"], "application/json");
    assert.equal(manifest.fields["cache-control"], "no-cache");
    assert.ok(fs.readFileSync(path.join(directory, "wasmpair.json")).equals(manifest.body));
    assert.equal((await request(port, "/.wasmpair/reload.js?release=x")).fields["content-type"], "text/javascript");
  });

  test("responds to HEAD with the fields of GET", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const comparable = ({ date, ...fields }) => fields;
    for (const name of [wasm, "/", "/wasmpair.json", "/absent"]) {
      for (const coding of ["identity", "br"]) {
        const headers = { "Accept-Encoding": coding, Range: name === wasm ? undefined : "bytes=0-" };
        const get = await request(port, name, { "Accept-Encoding": coding });
        const head = await request(port, name, headers, "HEAD");
        assert.equal(head.status, get.status);
        assert.deepEqual(comparable(head.fields), comparable(get.fields));
        assert.equal(head.rest.length, 0);
      }
    }
  });

  test("responds with 304 to the tag of what it would send, and to no other", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const ask = (coding, headers, method) => request(port, wasm, { "Accept-Encoding": coding, ...headers }, method);
    const br = (await ask("br")).fields.etag;
    const plain = (await ask("identity")).fields.etag;
    for (const value of [br, `W/${br}`, `"x", ${br}`, "*"]) {
      for (const method of ["GET", "HEAD"]) {
        const { status, fields, body } = await ask("br", { "If-None-Match": value }, method);
        assert.equal(status, 304, value);
        assert.equal(body.length, 0);
        assert.equal(fields.etag, br);
        assert.equal(fields.vary, "Accept-Encoding");
        assert.equal(fields["cache-control"], "public, max-age=31536000, immutable");
        for (const absent of ["content-type", "content-encoding", "content-length"]) assert.equal(fields[absent], undefined);
      }
    }
    assert.equal((await ask("br", { "If-None-Match": plain })).status, 200, "another encoding has other content");
    assert.equal((await ask("br", { "If-None-Match": "nonsense" })).status, 200);
    assert.equal((await ask("br", { "If-Match": `"x", ${br}` })).status, 200);
    assert.equal((await ask("br", { "If-Match": "\"x\"" })).status, 412);
  });

  test("serves ranges of what is not encoded", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const content = fs.readFileSync(path.join(directory, wasm));
    const size = content.length;
    const ask = (range, headers = {}, method) => request(port, wasm, { Range: range, ...headers }, method);
    for (const [range, first, last] of [["bytes=0-0", 0, 0], ["bytes=5-9", 5, 9], ["bytes=-7", size - 7, size - 1], [`bytes=${size - 3}-`, size - 3, size - 1], ["bytes=0-", 0, size - 1]]) {
      const { status, fields, body } = await ask(range);
      assert.equal(status, 206, range);
      assert.equal(fields["content-range"], `bytes ${first}-${last}/${size}`);
      assert.equal(fields.vary, "Accept-Encoding");
      assert.ok(content.subarray(first, last + 1).equals(body), range);
    }
    for (const range of [`bytes=${size}-`, "bytes=-0"]) {
      const { status, fields } = await ask(range);
      assert.equal(status, 416, range);
      assert.equal(fields["content-range"], `bytes */${size}`);
    }
    for (const range of ["bytes=0-1,3-4", "items=0-1", "bytes=2-1", "bytes"]) assert.equal((await ask(range)).status, 200, range);
    assert.equal((await ask("bytes=0-1", { "Accept-Encoding": "br" })).fields["content-encoding"], "br");
    assert.equal((await ask("bytes=0-1", {}, "HEAD")).status, 200);

    const tag = (await request(port, wasm)).fields.etag;
    assert.equal((await ask("bytes=0-1", { "If-Range": tag })).status, 206);
    for (const stale of [`W/${tag}`, "\"x\"", "Sun, 06 Nov 1994 08:49:37 GMT"]) {
      assert.equal((await ask("bytes=0-1", { "If-Range": stale })).status, 200, stale);
    }
    assert.equal((await ask("bytes=0-1", { "If-None-Match": tag })).status, 304, "a precondition comes before the range");
  });

  test("lets nobody cache a 404", async (t) => {
    const { directory } = packedSite(t);
    const { port } = await preview(t, directory);
    const { status, fields } = await request(port, "/app.0000000000000000.wasm");
    assert.equal(status, 404);
    assert.equal(fields["cache-control"], "no-store");
    assert.equal(fields.etag, undefined);
  });

  test("accepts only GET and HEAD", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW", "get"]) {
      const { status, fields } = await request(port, wasm, {}, method);
      assert.equal(status, 405, method);
      assert.equal(fields.allow, "GET, HEAD");
      assert.equal(fields["cache-control"], "no-store");
    }
  });

  test("serves one request after another on a connection, including pipelined ones", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const head = `Host: localhost\r\nAccept-Encoding: br\r\n`;
    const methods = ["GET", "HEAD", "GET", "GET"];
    const targets = [wasm, wasm, "/absent", "/wasmpair.json"];
    const bytes = methods.map((method, index) => `\r\n${method} ${targets[index]} HTTP/1.1\r\n${head}${index === 3 ? "Connection: close\r\n" : ""}\r\n`);
    const responses = parseResponses(await exchange(port, bytes.join("")), methods);
    assert.deepEqual(responses.map(({ status }) => status), [200, 200, 404, 200]);
    assert.ok(fs.readFileSync(path.join(directory, `${wasm}.br`)).equals(responses[0].body));
    assert.equal(responses[3].rest.length, 0);
    assert.equal(responses[3].fields.connection, "close");

    const old = await exchange(port, `GET /wasmpair.json HTTP/1.0\r\nHost: localhost\r\n\r\n`);
    assert.equal(parseResponses(old, ["GET"])[0].fields.connection, "close");
  });

  test("serves a release under the path of its base", async (t) => {
    const { directory, manifest } = packedSite(t, "--base", "/a%20b/assets/");
    const { port } = await preview(t, directory);
    const { path: name, url } = manifest.bundles.app.wasm;
    assert.equal((await request(port, url)).status, 200);
    assert.equal((await request(port, `/${name}`)).status, 404);
    for (const page of ["/", "/index.html", "/a%20b/assets/index.html"]) assert.equal((await request(port, page)).status, 200, page);
  });

  test("reports that pages refer to another origin, and serves its path", async (t) => {
    const { directory, manifest } = packedSite(t, "--base", "https://cdn.example/assets/");
    const server = await preview(t, directory);
    assert.equal((await request(server.port, `/assets/${manifest.bundles.app.wasm.path}`)).status, 200);
    assert.match(server.stderr(), /URLs start with https:\/\/cdn\.example:/);
    assert.equal(await server.stop(), 0);
  });

  test("exits with status 0 when it is interrupted, whatever clients do", async (t) => {
    const { directory, wasm } = packedSite(t);
    for (const signal of ["SIGINT", "SIGTERM"]) {
      const server = await preview(t, directory, "--fault", "stall");
      const waiting = exchange(server.port, `GET ${wasm} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      const streaming = exchange(server.port, "GET /.wasmpair/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await request(server.port, "/");
      assert.equal(await server.stop(signal), 0);
      await Promise.all([waiting, streaming]);
    }
  });

  test("exits with status 0 when it is interrupted again while exiting, as by a terminal and by npm", async (t) => {
    const { directory } = packedSite(t);
    // Microseconds for every change of a signal's handler, so that the second signal comes while it exits.
    const slow = ["-D", "-qq", "-o", `${directory}.strace`, "-e", "trace=rt_sigaction", "-e", "inject=rt_sigaction:delay_exit=200000"];
    const server = spawn("strace", [...slow, program, "serve", directory, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    t.after(() => server.kill("SIGKILL"));
    const ended = once(server, "exit");
    await once(server.stdout, "data");
    const interrupting = setInterval(() => server.kill("SIGINT"), 20);
    const outcome = await ended;
    clearInterval(interrupting);
    assert.deepEqual(outcome, [0, null]);
  });

  test("logs each request with --verbose, without terminal control characters", async (t) => {
    const { directory, wasm } = packedSite(t);
    const server = await preview(t, directory, "--verbose");
    await request(server.port, wasm, { "Accept-Encoding": "br" });
    await request(server.port, "/absent\u009b31m");
    await server.stop();
    const lines = server.stderr().trimEnd().split("\n");
    assert.match(lines[0], /^200 GET {2}br +[\d,]+ {2}\/app\.[0-9a-f]+\.wasm$/);
    assert.equal(lines[1], "404 GET                    68  /absent\\x9b31m");
  });

  test("does not use a port that is in use", async (t) => {
    const { directory } = packedSite(t);
    const { port } = await preview(t, directory);
    const second = wasmpair(["serve", directory, "--port", String(port)]);
    assert.equal(second.status, 2);
    assert.match(second.stderr, /127\.0\.0\.1:\d+: cannot listen: Address already in use\n {2}Stop the program .* --port 0/);
  });

  test("does not start unless the release is complete", async (t) => {
    const { directory, wasm } = packedSite(t);
    fs.truncateSync(path.join(directory, `${wasm}.br`), 100);
    const cut = wasmpair(["serve", directory, "--port", "0"]);
    assert.equal(cut.status, 2);
    assert.match(cut.stderr, /\.wasm\.br: has 100 bytes, but the manifest says \d+\n {2}Pack the release again/);
    fs.rmSync(path.join(directory, wasm));
    assert.match(wasmpair(["serve", directory, "--port", "0"]).stderr, /cannot read: No such file/);
  });
});

function filesOf(manifest) {
  return Object.values(manifest.bundles).flatMap(bundleFiles);
}
