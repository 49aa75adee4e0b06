// `wasmpair serve` under attack: published exploits that made preview servers disclose files, and malformed requests.
// Whatever the request, only the release is served.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { exchange, parseResponses, request } from "../support/raw_http.mjs";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { packedSite } from "../support/packed_site.mjs";

const secret = "the secret of another file";
const etc = "/etc/passwd";
const up = (segment, count = 12) => `${segment}/`.repeat(count);

/// Requests that read files which were not meant to be served. SECRET is a file beside the served directory, ROOT the
/// path of that directory.
const traversals = {
  // aiohttp: a static route that follows symbolic links served any path.
  "CVE-2024-42367": [`/${up("..")}etc/passwd`, "/link", "/linked/passwd", `/static/${up("..")}etc/passwd`, `/.%2e/${up("%2e%2e")}etc/passwd`],
  // Vite: files whose path starts with the public directory's, "dist" and therefore also "dist-secret".
  "CVE-2025-58751": ["/../dist-secret/SECRET", "/..-secret/SECRET", "/%2e%2e/dist-secret/SECRET", "/../SECRET", "ROOT-secret/SECRET"],
  // Vite: HTML files anywhere, despite the deny list.
  "CVE-2025-58752": ["/../SECRET.html", "/..%2fSECRET.html", "/%2e%2e%2fSECRET.html", "/SECRET.html/", "/.././SECRET.html"],
  // Vite: queries that disabled the check of a path, and its escape to the file system.
  "CVE-2025-30208": [`/@fs${etc}?raw??`, `/@fs${etc}?import&raw??`, `/@fs${etc}?url`, `/@fs/${up("..")}etc/passwd?raw??`, `${etc}?raw??`],
  // Apache: escapes decoded after the check of the path, some of them twice (CVE-2021-42013).
  "CVE-2021-41773": [
    `/cgi-bin/${up(".%2e")}etc/passwd`, `/icons/${up("%2e%2e")}etc/passwd`, `/cgi-bin/${up("%%32%65%%32%65")}etc/passwd`,
    `/${up(".%%32%65")}etc/passwd`, `/${up("%252e%252e")}etc/passwd`,
  ],
  "other shapes": [
    etc, `/${etc}`, `//${etc}`, "/.", "/..", "/../", "/./", "/%00", "/index.html%00", "/%2e", "/..\\SECRET", "/..%5cSECRET", "/%5c..%5cSECRET",
    "/%c0%ae%c0%ae/SECRET", "/%u002e%u002e/SECRET", "/..;/SECRET", "/;/../SECRET", "/?/../../SECRET#", "/app/../../SECRET", "/.git/config",
    "/.wasmpair", "/.wasmpair/", "/.wasmpair/../../SECRET", "/wasmpair.json/..", "/index.html/", "/index.html/../../SECRET", "/INDEX.HTML",
    "/unlisted.txt", "/unlisted", "/hidden/file", "/fifo", "/%2e%2e", "/%", "/%zz", "/a%", "/SECRET",
    `file://${etc}`, `http://localhost${etc}`, `http://localhost/${up("..")}etc/passwd`, "http://127.0.0.1/../SECRET",
  ],
};

suite("the preview under attack", () => {
  let site;
  let server;
  const hooks = [];
  const holder = { after: (hook) => hooks.push(hook) };

  before(async () => {
    site = packedSite(holder);
    const { directory } = site;
    const beside = path.dirname(directory);
    fs.writeFileSync(path.join(beside, "SECRET"), secret);
    fs.writeFileSync(path.join(beside, "SECRET.html"), secret);
    fs.mkdirSync(path.join(beside, "dist-secret"));
    fs.writeFileSync(path.join(beside, "dist-secret/SECRET"), secret);
    // In the directory itself, but not part of the release.
    fs.writeFileSync(path.join(directory, "unlisted.txt"), secret);
    fs.symlinkSync("../SECRET", path.join(directory, "unlisted"));
    fs.symlinkSync(etc, path.join(directory, "link"));
    fs.symlinkSync("/etc", path.join(directory, "linked"));
    fs.mkdirSync(path.join(directory, "hidden"));
    fs.writeFileSync(path.join(directory, "hidden/file"), secret);
    server = await preview(holder, directory);
  });
  after(async () => {
    for (const hook of hooks.reverse()) await hook();
  });

  for (const [name, targets] of Object.entries(traversals)) {
    test(`discloses nothing to ${name}`, async () => {
      for (const target of targets.map((text) => text.replace("ROOT", site.directory))) {
        for (const method of ["GET", "HEAD"]) {
          const { status, fields, body } = await request(server.port, target, {}, method);
          const isOwnPage = target.startsWith("/?"); // the query has no effect
          assert.ok(isOwnPage ? status === 200 : status === 404 || status === 400, `${target}: ${status}`);
          assert.ok(isOwnPage || fields["cache-control"] === "no-store", target);
          assert.ok(!body.includes(secret) && !body.includes("root:"), target);
        }
      }
    });
  }

  // CVE-2025-24010 (Vite) and GHSA-67mh-4wv8-2f99 (esbuild): a web site's script reads from the developer's server, by
  // its own host name that resolves to 127.0.0.1, or because the server lets every origin read.
  test("serves no foreign host name", async () => {
    const { port } = server;
    for (const host of ["evil.example", `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, "localhost.evil.example", "", "0.0.0.0", `192.168.0.1:${port}`, "localhost@evil.example"]) {
      const { status, fields, body } = await request(port, site.wasm, { Host: host });
      assert.equal(status, 403, host);
      assert.equal(fields["cache-control"], "no-store");
      assert.ok(!body.includes("\0asm"));
    }
    for (const host of ["127.0.0.1", `127.0.0.1:${port}`, "localhost", `LOCALHOST:${port}`, "[::1]", `[::1]:${port}`]) {
      assert.equal((await request(port, site.wasm, { Host: host })).status, 200, host);
    }
    assert.equal((await request(port, site.wasm, { Host: undefined })).status, 400);
    assert.equal((await request(port, site.wasm, { Host: "localhost\r\nHost: evil.example" })).status, 400);
    // The authority of a target in absolute form takes precedence over Host: neither may be foreign.
    assert.equal((await request(port, `http://localhost:${port}${site.wasm}`)).status, 200);
    assert.equal((await request(port, `http://evil.example${site.wasm}`)).status, 403);
    assert.equal((await request(port, `http://localhost${site.wasm}`, { Host: "evil.example" })).status, 403);
  });

  test("lets no other origin read", async () => {
    for (const target of [site.wasm, "/", "/wasmpair.json", "/.wasmpair/reload.js", "/absent"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "GET" };
        const { fields } = await request(server.port, target, headers, method);
        for (const name of Object.keys(fields)) assert.doesNotMatch(name, /^access-control-/, target);
      }
    }
    const upgrade = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
    const [response] = parseResponses(await exchange(server.port, toBytes("/absent", { ...upgrade, Connection: "Upgrade, close" })), ["GET"]);
    assert.equal(response.status, 404, "there is no WebSocket");
  });

  test("listens on 127.0.0.1 only", () => {
    const listening = fs.readFileSync("/proc/net/tcp", "utf8").split("\n").map((line) => line.trim().split(/\s+/)).filter(([, , , state]) => state === "0A");
    const port = server.port.toString(16).toUpperCase().padStart(4, "0");
    const addresses = listening.map(([, local]) => local).filter((local) => local.endsWith(`:${port}`));
    assert.deepEqual(addresses, [os.endianness() === "LE" ? `0100007F:${port}` : `7F000001:${port}`]);
    if (fs.existsSync("/proc/net/tcp6")) assert.doesNotMatch(fs.readFileSync("/proc/net/tcp6", "utf8"), new RegExp(`:${port} [0-9A-F:]+ 0A`));
  });

  // Each is refused and the connection closed, so that nothing after it is taken for another request.
  const smuggled = `GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const malformed = {
    "a body": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"],
    "a body in chunks": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    "both lengths of a body": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    "two lengths of a body": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: 45\r\n\r\n"],
    "a length with a sign": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +0\r\n\r\n"],
    "a negative length": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"],
    "a length in hex": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x10\r\n\r\n"],
    "a length too large for any number": [400, `GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${"9".repeat(40)}\r\n\r\n`],
    "a disguised coding": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n"],
    "a space before the colon": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length : 45\r\n\r\n"],
    "a field without a name": [400, "GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n"],
    "a field without a colon": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n"],
    "NUL in a field": [400, "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"],
    "NUL in the target": [400, "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    "a space in the target": [400, "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    "a bare CR": [400, "GET / HTTP/1.1\rHost: localhost\r\n\r\n"],
    "no version": [400, "GET /\r\n\r\n"],
    "another protocol": [400, "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n"],
    "HTTP/2": [400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    "HTTP/9.9": [400, "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"],
    "an authority as target": [405, "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    "no path": [400, "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"],
    "a long target": [431, `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    "a long field": [431, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(20_000)}\r\n\r\n`],
    "endless fields": [431, `GET / HTTP/1.1\r\nHost: localhost\r\n${"X: y\r\n".repeat(100_000)}`],
  };
  for (const [what, [status, bytes]] of Object.entries(malformed)) {
    test(`refuses ${what}`, async () => {
      const received = await exchange(server.port, Buffer.from(bytes + smuggled, "latin1"));
      const [response] = parseResponses(received, ["GET"]);
      assert.equal(response.status, status, received.toString("latin1", 0, 200));
      assert.equal(response.fields.connection, "close");
      assert.equal(response.fields["cache-control"], "no-store");
      assert.equal(response.rest.length, 0, "only one response");
    });
  }

  test("is still running", async () => {
    assert.equal((await request(server.port, site.wasm)).status, 200);
    assert.equal(await server.stop(), 0);
  });

  test("opens no symbolic link, FIFO or directory in place of a release file", async (t) => {
    const plant = {
      "symbolic link": (file) => fs.symlinkSync(etc, file),
      "not a regular file": (file) => fs.mkdirSync(file),
    };
    for (const [what, replace] of Object.entries(plant)) {
      for (const name of [site.wasm, `${site.wasm}.br`, "/index.html", "/wasmpair.json"]) {
        const directory = path.join(temporaryDirectory(t), "dist");
        fs.cpSync(site.directory, directory, { recursive: true, verbatimSymlinks: true });
        fs.rmSync(path.join(directory, name));
        replace(path.join(directory, name));
        const run = wasmpair(["serve", directory, "--port", "0"]);
        assert.equal(run.status, 2, `${what} ${name}`);
        assert.match(run.stderr, new RegExp(what));
      }
    }
  });

  test("lets no value of a manifest end a field of a response", (t) => {
    const directory = path.join(temporaryDirectory(t), "dist");
    fs.cpSync(site.directory, directory, { recursive: true, verbatimSymlinks: true });
    const manifest = fs.readFileSync(path.join(directory, "wasmpair.json"), "utf8");
    fs.writeFileSync(path.join(directory, "wasmpair.json"), manifest.replace("application/wasm", "application/wasm\\r\\nSet-Cookie: x"));
    const run = wasmpair(["serve", directory, "--port", "0"]);
    assert.equal(run.status, 2);
    assert.match(run.stderr, /wasmpair\.json:\/bundles\/app\/wasm\/type: /);
  });
});

function toBytes(target, headers) {
  const lines = Object.entries({ Host: "localhost", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
