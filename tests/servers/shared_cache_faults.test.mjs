// `wasmpair pack --cache URL` with servers that are gone, slow, broken or hostile: the release is the same as without a
// cache, there is one warning, and the server is not used any more.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { before, suite, test } from "node:test";
import { temporaryDirectory } from "../support/program.mjs";
import { Machine, actionResult, assertSameRelease, encodings, releaseOf, sha256 } from "../support/shared_cache.mjs";
import { smallModules } from "../support/small_modules.mjs";

let module;
let expected;
before(() => {
  const { earlier, goroot } = smallModules();
  module = { file: earlier.file, goroot };
  expected = releaseOf(module);
});

function listen(t, server) {
  const sockets = new Set();
  server.on("connection", (socket) => { sockets.add(socket.on("error", () => {})); });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}/`)));
}

/// A server with scripted responses: { url, requests }. GET, PUT: how it responds to each method.
async function scripted(t, { GET = notFound, PUT = taken }) {
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    ({ GET, PUT })[request.method](response, request);
  });
  return { url: await listen(t, server), requests };
}

const status = (code, fields = {}) => (response) => response.writeHead(code, { Connection: "close", ...fields }).end("words\n");
const notFound = status(404);
const taken = (response, request) => request.resume().on("end", () => status(201)(response));

/// Writes until the client closes the connection.
function pour(response, bytes) {
  const more = () => { while (!response.destroyed && response.write(bytes)); };
  response.on("drain", more).on("error", () => {});
  more();
}

const blob = Buffer.alloc(10_000, "x");
/// Responds to /ac/ as if there were a blob, and to /cas/ with send.
const withBlob = (send) => (response, request) => {
  if (request.url.startsWith("/ac/")) response.end(actionResult(sha256(blob), blob.length));
  else send(response);
};

/// Each row: how the server responds to GET, and the warning.
const failures = {
  "that fails": [status(500), /^it answered 500 to GET$/],
  "that forbids": [status(403), /^it answered 403 to GET$/],
  "that sends no content": [(response) => response.writeHead(204).end(), /^it answered 204 to GET$/],
  "that hangs up": [(response) => response.destroy(), /^Server returned nothing/],
  "that hangs up within a body": [(response) => {
    response.writeHead(200, { "Content-Length": 100 });
    response.write("x", () => response.destroy());
  }, /^Transferred a partial file$/],
  "that hangs up within a blob": [withBlob((response) => {
    response.writeHead(200, { "Content-Length": blob.length });
    response.write(blob.subarray(1), () => response.destroy());
  }), /^Transferred a partial file$/],
  "that sends endless headers": [(response) => pour(response.socket, `HTTP/1.1 200 OK\r\n${`X-More: ${"x".repeat(1000)}\r\n`.repeat(100)}`),
    /^its header section is too large$/],
  "that does not respond": [() => {}, /^it did not respond in time$/],
  "that stops within a body": [(response) => response.writeHead(200).write("x"), /^it did not respond in time$/],
  "that stops within a blob": [withBlob((response) => response.writeHead(200, { "Content-Length": blob.length }).write("x")), /^it did not respond in time$/],
};

const falsehoods = {
  "an endless result": (response) => pour(response.writeHead(200), Buffer.alloc(65536)),
  "an endless blob": withBlob((response) => pour(response.writeHead(200), Buffer.alloc(65536))),
  "a blob that is larger than any memory": (response) => response.end(actionResult(sha256(blob), 2 ** 50)),
  "a blob that is something else": withBlob((response) => response.end(Buffer.alloc(blob.length))),
  "a blob that is not an encoding": withBlob((response) => response.end(blob)),
  "a page for everything": (response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Log in</title>"),
};

// Concurrently, because some of them wait.
suite("a cache server", { concurrency: 4 }, () => {
  for (const [what, [GET, warning]] of Object.entries(failures)) {
    test(`${what} is abandoned`, async (t) => {
      const { url, requests } = await scripted(t, { GET });
      assertSameRelease(await new Machine(t).pack(module, url, "--jobs", "1"), expected, { encoded: encodings, read: 0, stored: 0, warning });
      assert.ok(requests.length <= 2, `${requests.length} requests`);
    });
  }

  test("that redirects is abandoned, and the other server is not asked", async (t) => {
    const elsewhere = await scripted(t, {});
    const { url } = await scripted(t, { GET: status(301, { Location: elsewhere.url }) });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, read: 0, stored: 0, warning: /^it answered 301 to GET$/ });
    assert.equal(elsewhere.requests.length, 0);
  });

  test("receives each blob before the result that names it", async (t) => {
    const { url, requests } = await scripted(t, {});
    assertSameRelease(await new Machine(t).pack(module, url, "--jobs", "1"), expected, { encoded: encodings, stored: encodings });
    const kinds = requests.filter(({ method }) => method === "PUT").map((request) => request.url.split("/")[1]);
    assert.deepEqual(kinds, Array.from({ length: encodings }, () => ["cas", "ac"]).flat());
  });

  for (const [what, GET] of Object.entries(falsehoods)) {
    test(`that sends ${what} is not trusted`, async (t) => {
      const { url } = await scripted(t, { GET });
      assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, read: 0, stored: encodings, warning: new RegExp(`^it held ${encodings} wrong encodings$`) });
    });
  }

  test("that sends a 404 with a long body still counts as empty", async (t) => {
    const { url } = await scripted(t, { GET: (response) => pour(response.writeHead(404), Buffer.alloc(65536)) });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: encodings });
  });

  for (const code of [301, 400, 403, 405, 413, 500, 507]) {
    test(`that responds to a store with ${code} is sent nothing more`, async (t) => {
      const PUT = (response, request) => request.resume().on("end", () => status(code)(response));
      const { url, requests } = await scripted(t, { PUT });
      const warning = new RegExp(`^it answered ${code} to PUT$`);
      assertSameRelease(await new Machine(t).pack(module, url, "--jobs", "1"), expected, { encoded: encodings, stored: 0, warning });
      assert.equal(requests.filter(({ method }) => method === "PUT").length, 1);
    });
  }

  test("that refuses before it has read the request body is understood", async (t) => {
    const { url } = await scripted(t, { PUT: status(413) });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: /^it answered 413 to PUT$/ });
  });

  test("that hangs up during a store is abandoned", async (t) => {
    const { url } = await scripted(t, { PUT: (response) => response.destroy() });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: /^(Server returned nothing|Failed|Failure)/ });
  });

  test("that does not read a store is abandoned", async (t) => {
    const { url } = await scripted(t, { PUT: (_, request) => request.pause() });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: /^it did not respond in time$/ });
  });

  test("that sends wrong blobs and refuses stores is reported once", async (t) => {
    const { url } = await scripted(t, { GET: falsehoods["a blob that is not an encoding"], PUT: status(403) });
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: new RegExp(`^it held ${encodings} wrong encodings$`) });
  });

  test("whose certificate is not trusted is abandoned", async (t) => {
    const work = temporaryDirectory(t);
    const [key, cert] = ["key.pem", "certificate.pem"].map((name) => path.join(work, name));
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
    const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, notFound);
    const url = (await listen(t, server)).replace("http:", "https:");
    assertSameRelease(await new Machine(t).pack(module, url), expected, { encoded: encodings, stored: 0, warning: /^SSL certificate problem: self/ });
  });

  test("that does not speak HTTP is abandoned", async (t) => {
    for (const words of ["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 abc\r\n\r\n", Buffer.alloc(100_000, 0xff)]) {
      const url = await listen(t, net.createServer((socket) => socket.end(words)));
      const run = await new Machine(t).pack(module, url, "--jobs", "1");
      assertSameRelease(run, expected, { encoded: encodings, stored: 0, warning: /^\S/ });
    }
  });

  test("that does not exist is abandoned", async (t) => {
    assertSameRelease(await new Machine(t).pack(module, "http://127.0.0.1:1"), expected, { encoded: encodings, warning: /^Couldn't connect to server$/ });
    const run = await new Machine(t).pack(module, "https://gopher:secret@cache.invalid/fleet");
    assertSameRelease(run, expected, { encoded: encodings, warning: /^(Couldn't resolve host name|it did not respond in time)$/ });
    assert.doesNotMatch(JSON.stringify(run), /secret|gopher/);
  });
});
