// `wasmpair serve --proxy`: requests that the release does not answer reach a back end unchanged, and nothing else does.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { requirePackage } from "../support/packages.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { freePort } from "../support/ports.mjs";
import { preview } from "../support/preview.mjs";
import { exchange, parseResponses, request } from "../support/raw_http.mjs";

const { WebSocketServer } = requirePackage("ws");
const digest = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

suite("the proxy", () => {
  test("forwards what is below its path, and serves the release itself", async (t) => {
    const backEnd = await startBackEnd(t, (incoming, outgoing) => outgoing.end(JSON.stringify({ url: incoming.url, headers: incoming.headers })));
    const { port, stderr } = await proxied(t, backEnd.url, "--verbose");

    const { status, fields, body } = await request(port, "/api/users?name=a%20b", { Connection: "keep-alive, X-Hop", "X-Hop": "1", "X-End": "2" });
    const { url, headers } = JSON.parse(body);
    assert.deepEqual([status, url, headers.host], [200, "/api/users?name=a%20b", `127.0.0.1:${port}`]);
    assert.deepEqual([headers["x-hop"], headers["x-end"], headers.connection], [undefined, "2", "close"]);
    assert.equal(fields.connection, "close");
    assert.match(stderr(), /^200 GET .* \/api\/users\?name=a%20b$/m);

    assert.equal((await request(port, "/api")).status, 200);
    assert.equal((await request(port, "/wasmpair.json")).fields["content-type"], "application/json");
    assert.equal((await request(port, "/.wasmpair/reload.js")).fields["content-type"], "text/javascript");
    for (const other of ["/apis", "/", "/other/api", "/API"]) await request(port, other);
    assert.deepEqual(backEnd.requests.map(({ url }) => url), ["/api/users?name=a%20b", "/api"]);
  });

  test("forwards bodies of any size, and every method", async (t) => {
    const backEnd = await startBackEnd(t, async (incoming, outgoing) => {
      const body = Buffer.concat(await incoming.toArray());
      outgoing.setHeader("X-Request", `${incoming.method} ${digest(body)}`);
      outgoing.end(body);
    });
    const { port } = await proxied(t, backEnd.url);
    const large = crypto.randomBytes(5 << 20);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await fetch(`http://127.0.0.1:${port}/api`, { method, body: large });
      assert.equal(response.headers.get("x-request"), `${method} ${digest(large)}`);
      assert.equal(digest(Buffer.from(await response.arrayBuffer())), digest(large));
    }
    const chunks = ReadableStream.from([large.subarray(0, 100), large.subarray(100, 70_000)]);
    const chunked = await fetch(`http://127.0.0.1:${port}/api`, { method: "POST", body: chunks, duplex: "half" });
    assert.equal(chunked.headers.get("x-request"), `POST ${digest(large.subarray(0, 70_000))}`);
    const head = await fetch(`http://127.0.0.1:${port}/api`, { method: "HEAD" });
    assert.match(head.headers.get("x-request"), /^HEAD /);
  });

  test("forwards a stream as it comes, and tells the server when its client has gone", async (t) => {
    let left;
    const gone = new Promise((resolve) => { left = resolve; });
    const backEnd = await startBackEnd(t, (incoming, outgoing) => {
      outgoing.writeHead(200, { "Content-Type": "text/event-stream" });
      outgoing.write("data: first\n\n");
      outgoing.on("close", left);
    });
    const { port } = await proxied(t, backEnd.url);
    const client = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}/api/events`, { signal: client.signal });
    const { value } = await response.body.getReader().read();
    assert.equal(Buffer.from(value).toString(), "data: first\n\n");
    client.abort();
    await gone;
  });

  test("forwards informational responses before the final one", async (t) => {
    const backEnd = await startBackEnd(t, (incoming, outgoing) => {
      outgoing.writeEarlyHints({ link: "</style.css>; rel=preload" });
      outgoing.end("final");
    });
    const { port } = await proxied(t, backEnd.url);
    const received = (await exchange(port, "GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n")).toString();
    assert.match(received, /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/style\.css>; rel=preload\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*final/);
    assert.equal(received.match(/Connection: close/g).length, 1);
  });

  test("waits for a server that is started meanwhile, and says when there is none", async (t) => {
    const free = await freePort();
    const { port } = await proxied(t, `http://127.0.0.1:${free}`);
    const early = request(port, "/api/early");
    setTimeout(() => startBackEnd(t, (incoming, outgoing) => outgoing.end("here"), free), 300);
    assert.equal((await early).body.toString(), "here");

    const nobody = await freePort();
    const { port: other } = await proxied(t, `http://localhost:${nobody}`);
    const { status, fields, body } = await request(other, "/api");
    assert.deepEqual([status, fields["content-type"], fields["cache-control"]], [502, "text/plain; charset=utf-8", "no-store"]);
    assert.match(body.toString(), new RegExp(`--proxy /api, port ${nobody} of localhost, does not respond`));
    const named = await proxied(t, "http://no-such-host.invalid:1");
    assert.equal((await request(named.port, "/api")).status, 502);
  });

  test("forwards nothing for another host's name, and reads nothing behind a request", async (t) => {
    const backEnd = await startBackEnd(t, (incoming, outgoing) => outgoing.end("answer"));
    const { port } = await proxied(t, backEnd.url);
    assert.equal((await request(port, "/api", { Host: "evil.example" })).status, 403);
    assert.equal((await request(port, "/api", { Host: undefined })).status, 400);
    assert.equal((await request(port, "http://evil.example/api")).status, 403);
    assert.equal(backEnd.requests.length, 0);

    const pipelined = "GET /api HTTP/1.1\r\nHost: localhost\r\nConnection: content-length\r\nContent-Length: 3\r\n\r\nabcGET /wasmpair.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const received = await exchange(port, pipelined);
    const [response] = parseResponses(received, ["GET"]);
    assert.equal(received.toString().match(/HTTP\/1\.1 /g).length, 1);
    assert.equal(response.fields.connection, "close");
    assert.equal(backEnd.requests[0].headers["content-length"], "3", "a client cannot hide where its request ends");
  });

  test("answers 502 for what is no response, and breaks off what is none to its end", async (t) => {
    const rows = {
      nonsense: ["SSH-2.0-OpenSSH\r\n\r\n", 502],
      "a status that is none": ["HTTP/1.1 2000 OK\r\n\r\n", 502],
      nothing: ["", 502],
      "a head without end": ["HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000), 502],
      "half a body": ["HTTP/1.1 200 OK\r\nContent-Length: 10\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive,\r\n  x\r\n\r\nhalf", 200],
    };
    for (const [name, [text, status]] of Object.entries(rows)) {
      const server = net.createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end(text)));
      await once(server.listen(0, "127.0.0.1"), "listening");
      t.after(() => server.close());
      const { port } = await proxied(t, `http://127.0.0.1:${server.address().port}`);
      const received = (await exchange(port, "GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n")).toString();
      assert.match(received, new RegExp(`^HTTP/1.1 ${status} `), name);
      if (status === 200) assert.equal(received, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf");
    }
  });

  test("connects a page's WebSocket, and ends with the preview", async (t) => {
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on("connection", (socket) => socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary })));
    const backEnd = await startBackEnd(t, (incoming, outgoing) => outgoing.writeHead(404).end());
    backEnd.server.on("upgrade", (incoming, socket, head) => {
      assert.equal(incoming.headers.origin, `http://${incoming.headers.host}`, "the server's check of the origin holds");
      sockets.handleUpgrade(incoming, socket, head, (client) => sockets.emit("connection", client));
    });
    const server = await proxied(t, backEnd.url);
    const browser = await launchChromium();
    t.after(() => browser.close());
    const { page } = await openPage(t, browser, server.url);
    const echoed = await page.evaluate(async () => {
      globalThis.socket = new WebSocket(`ws://${location.host}/api/socket`);
      socket.binaryType = "arraybuffer";
      await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
      const message = (data) => new Promise((resolve) => { socket.onmessage = (event) => resolve(event.data); socket.send(data); });
      globalThis.socketClosed = new Promise((resolve) => { socket.onclose = resolve; });
      return [await message("text"), (await message(new Uint8Array(1 << 20).fill(7))).byteLength];
    });
    assert.deepEqual(echoed, ["text", 1 << 20]);
    assert.equal(await server.stop(), 0);
    await page.evaluate(() => globalThis.socketClosed.then(() => "closed"));
  });
});

/// Serves a release with requests below /api forwarded to a back end.
function proxied(t, url, ...options) {
  return preview(t, packedSite(t).directory, "--proxy", `/api=${url}`, ...options);
}

/// A server of a developer's own: { url, server, requests }.
async function startBackEnd(t, respond, port = 0) {
  const requests = [];
  const server = http.createServer((incoming, outgoing) => {
    requests.push({ url: incoming.url, headers: incoming.headers });
    respond(incoming, outgoing);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, server, requests };
}
