// The simulated faults of `wasmpair serve`, its throttle, and how it notifies pages of a new release.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite, test } from "node:test";
import zlib from "node:zlib";
import { request } from "../support/raw_http.mjs";
import { preview } from "../support/preview.mjs";
import { packAnother, packedSite } from "../support/packed_site.mjs";
import { temporaryDirectory } from "../support/program.mjs";

suite("simulated faults", () => {
  test("wrong-type sends modules, and only modules, as octet streams", async (t) => {
    const { directory, manifest, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "wrong-type");
    assert.equal((await request(port, wasm)).fields["content-type"], "application/octet-stream");
    assert.equal((await request(port, `/${manifest.bundles.app.shim.path}`)).fields["content-type"], "text/javascript");
  });

  test("no-vary omits Vary", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "no-vary");
    for (const coding of ["br", "identity"]) {
      const { status, fields } = await request(port, wasm, { "Accept-Encoding": coding });
      assert.equal(status, 200);
      assert.equal(fields.vary, undefined);
      assert.equal((await request(port, wasm, { "Accept-Encoding": coding, "If-None-Match": fields.etag })).fields.vary, undefined);
    }
  });

  test("double-gzip sends files gzipped twice and labeled once", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "double-gzip");
    const { fields, body } = await request(port, wasm, { "Accept-Encoding": "gzip, br" });
    assert.equal(fields["content-encoding"], "gzip", "browsers, which prefer br, see the fault too");
    const once = zlib.gunzipSync(body);
    assert.ok(once.equals(fs.readFileSync(path.join(directory, `${wasm}.gz`))));
    assert.ok(zlib.gunzipSync(once).equals(fs.readFileSync(path.join(directory, wasm))));
  });

  test("404-once sends a 404 for each module the first time", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "404-once");
    const statuses = [];
    for (const target of [wasm, wasm, wasm, "/"]) statuses.push((await request(port, target)).status);
    assert.deepEqual(statuses, [404, 200, 200, 200]);
  });

  test("stall sends half of a module, then nothing, and keeps the connection open", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "stall");
    const size = fs.statSync(path.join(directory, `${wasm}.br`)).size;
    const socket = net.connect(port, "127.0.0.1");
    t.after(() => socket.destroy());
    socket.write(`GET ${wasm} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n`);
    let received = Buffer.alloc(0);
    const hasHalf = () => received.length - received.indexOf("\r\n\r\n") - 4 >= Math.floor(size / 2);
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      received = Buffer.concat([received, chunk]);
      if (hasHalf()) break;
    }
    assert.match(received.toString("latin1"), new RegExp(`^HTTP/1.1 200 OK\r\n[^]*Content-Length: ${size}\r\n`));
    assert.equal(received.length - received.indexOf("\r\n\r\n") - 4, Math.floor(size / 2));
    const more = await Promise.race([once(socket, "readable").then(() => "more"), once(socket, "close").then(() => "closed"), sleep(300, "nothing")]);
    assert.equal(more, "nothing");
    assert.equal((await request(port, "/")).status, 200);
  });

  test("several can be combined", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--fault", "wrong-type", "--fault", "no-vary");
    const { fields } = await request(port, wasm);
    assert.equal(fields["content-type"], "application/octet-stream");
    assert.equal(fields.vary, undefined);
  });
});

suite("the throttle", () => {
  test("slows responses down in proportion", async (t) => {
    const { directory, wasm } = packedSite(t);
    const size = fs.statSync(path.join(directory, `${wasm}.br`)).size;
    const seconds = async (speed) => {
      const { port } = await preview(t, directory, "--throttle", speed);
      const start = process.hrtime.bigint();
      const { body } = await request(port, wasm, { "Accept-Encoding": "br" });
      assert.equal(body.length, size);
      return Number(process.hrtime.bigint() - start) / 1e9;
    };
    // Other load can only make it slower. At its start, a connection may be a tenth of a second ahead.
    const slow = await seconds("2mbit");
    assert.ok(slow > (size / 250_000) * 0.9 - 0.1, `${slow} s at 2mbit`);
    const fast = await seconds("2MB");
    assert.ok(fast > (size / 2_000_000) * 0.9 - 0.1, `${fast} s at 2MB`);
    assert.ok(slow > fast, `${slow} s at 2mbit, ${fast} s at 2MB`);
  });

  test("does not block other requests", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--throttle", "100KB");
    const socket = net.connect(port, "127.0.0.1");
    t.after(() => socket.destroy());
    let received = 0;
    socket.on("data", (chunk) => { received += chunk.length; });
    socket.write(`GET ${wasm} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(socket, "data");
    assert.equal((await request(port, "/wasmpair.json")).status, 200);
    assert.ok(received < fs.statSync(path.join(directory, wasm)).size, "the slow one is still being sent");
  });
});

suite("a new release", () => {
  test("is reported to open pages and served completely; files of the previous one stay", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory);
    const events = await follow(t, port);
    const first = await events.next();
    assert.equal(await pageRelease(port), first);

    const next = packAnother(directory, "second");
    const second = await events.next();
    assert.notEqual(second, first);
    assert.equal(await pageRelease(port), second);
    assert.notEqual(next.wasm, wasm);
    assert.equal((await request(port, next.wasm)).status, 200);
    assert.equal((await request(port, wasm)).status, 200, "open pages still refer to it");

    packAnother(directory, "third");
    await events.next();
    assert.equal((await request(port, wasm)).status, 200);
    // Files deleted from the directory disappear with the next release.
    fs.rmSync(path.join(directory, wasm));
    packAnother(directory, "fourth");
    await events.next();
    assert.equal((await request(port, wasm)).status, 404);
    assert.equal((await request(port, next.wasm)).status, 200);
  });

  test("does not disturb a download of the previous one", async (t) => {
    const { directory, wasm } = packedSite(t);
    const { port } = await preview(t, directory, "--throttle", "1MB");
    const content = fs.readFileSync(path.join(directory, wasm));
    const download = request(port, wasm);
    const events = await follow(t, port);
    await events.next();
    packAnother(directory, "second");
    fs.rmSync(path.join(directory, wasm));
    await events.next();
    assert.equal(digest((await download).body), digest(content));
  });

  test("may be one with only an edited page", async (t) => {
    const { directory } = packedSite(t);
    const { port } = await preview(t, directory);
    const events = await follow(t, port);
    const first = await events.next();
    fs.appendFileSync(path.join(directory, "index.html"), "<p>edited\n");
    assert.notEqual(await events.next(), first);
    assert.match((await request(port, "/")).body.toString(), /<p>edited/);
  });

  test("that is malformed leaves the previous one in force, and is reported once", async (t) => {
    const { directory, wasm } = packedSite(t);
    const server = await preview(t, directory);
    const events = await follow(t, server.port);
    const first = await events.next();
    const manifest = fs.readFileSync(path.join(directory, "wasmpair.json"));
    replaceManifest(directory, "{");
    while (!server.stderr()) await sleep(20);
    await sleep(700); // it checks the directory a few more times
    assert.match(server.stderr(), /^wasmpair: .*dist\/wasmpair\.json:1:2: is not JSON\n(.*\n)*The previous complete release is still being served\.\n$/);
    assert.equal(server.stderr().match(/is not JSON/g).length, 1);
    assert.equal((await request(server.port, wasm)).status, 200);
    assert.equal(await pageRelease(server.port), first);

    replaceManifest(directory, manifest);
    packAnother(directory, "second");
    assert.notEqual(await events.next(), first);
  });

  test("makes an open page reload, by its script", async (t) => {
    const { directory } = packedSite(t);
    const { port } = await preview(t, directory);
    const script = (await request(port, "/.wasmpair/reload.js")).body.toString();
    fs.writeFileSync(path.join(temporaryDirectory(t), "reload.mjs"), script);
    const run = (shown, served) => {
      let reloads = 0;
      let listener;
      class EventSource {
        addEventListener(type, callback) { if (type === "release") listener = callback; }
        close() {}
      }
      const document = { visibilityState: "visible", addEventListener() {} };
      const body = script.replace("import.meta.url", JSON.stringify(`http://localhost/reload.js?release=${shown}`));
      new Function("EventSource", "document", "globalThis", body)(EventSource, document, { location: { reload: () => ++reloads } });
      listener({ data: served });
      return reloads;
    };
    assert.equal(run("a", "a"), 0);
    assert.equal(run("a", "b"), 1);
  });
});

/// Listens to the event stream: { next() } resolves with the release of the next event.
async function follow(t, port) {
  const socket = net.connect(port, "127.0.0.1");
  t.after(() => socket.destroy());
  socket.write("GET /.wasmpair/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  let received = "";
  socket.setEncoding("utf8").on("data", (text) => { received += text; });
  await once(socket, "data");
  assert.match(received, /^HTTP\/1.1 200 OK\r\n[^]*Content-Type: text\/event-stream\r\n/);
  received = received.slice(received.indexOf("\r\n\r\n") + 4);
  const next = async () => {
    while (!/event: sent\n.*\n\n/.test(received)) await once(socket, "data");
    const [events, release] = /^event: release\ndata: ([0-9a-f]{16})\n\nevent: sent\ndata: 0\n\n/.exec(received);
    received = received.slice(events.length);
    return release;
  };
  return { next };
}

async function pageRelease(port) {
  return /reload\.js\?release=([0-9a-f]+)/.exec((await request(port, "/")).body.toString())[1];
}

function replaceManifest(directory, content) {
  fs.writeFileSync(path.join(directory, "wasmpair.json.new"), content);
  fs.renameSync(path.join(directory, "wasmpair.json.new"), path.join(directory, "wasmpair.json"));
}

function digest(content) {
  return crypto.createHash("sha256").update(content).digest("hex");
}
