// `wasmpair verify` against a scripted server: for each fault of a CDN, a deployment or a hostile server, it finds the
// incident under its own id, and nothing else.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import zlib from "node:zlib";
import { buildApp, buildSource } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, program } from "../support/program.mjs";
import { correctServer } from "../support/correct_server.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-verify-"));
const site = path.join(work, "site");
const manifestFile = path.join(site, "wasmpair.json");

const isModule = ({ route }) => route?.type === "application/wasm";
const isAsset = ({ route }) => route?.kind === "asset";
const isPage = ({ route }) => route?.kind === "page";

/// Replaces a reply's body and the matching fields.
function rebody(reply, body) {
  reply.body = body;
  if ("Content-Length" in reply.fields) reply.fields["Content-Length"] = body.length;
}

function fail(reply, status) {
  reply.status = status;
  rebody(reply, "");
}

/// Makes the reply a 304 if the request has the ETag that the reply now has.
function revalidate(reply, request) {
  if (request.headers["if-none-match"] === reply.fields.ETag) Object.assign(reply, { status: 304, body: "" });
}

const everyThird = () => {
  let count = 0;
  return () => ++count % 3 === 0;
};

/// Each row: the fault, the ids that must be found, how the scripted server causes it.
const rows = {
  "a CDN that recompresses": [["recompressed"], (reply) => {
    if (isAsset(reply) && reply.encoding === "br" && reply.status === 200)
      rebody(reply, zlib.brotliCompressSync(zlib.brotliDecompressSync(reply.body), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }));
  }],
  "a CDN that adds its own encoding": [["recompressed"], (reply, request) => {
    const adds = request.headers["accept-encoding"]?.includes("zstd") && reply.route?.type === "text/javascript" && !request.headers.range;
    if (!adds || reply.status === 404) return;
    reply.fields["Content-Encoding"] = "zstd";
    reply.fields.ETag = '"zstd"';
    rebody(reply, execFileSync("zstd", ["--stdout", path.join(site, reply.route.path)], { stdio: "pipe" }));
    reply.status = 200;
    revalidate(reply, request);
  }],
  "an optimizer that rewrites scripts": [["altered-body"], (reply) => {
    if (reply.route?.type !== "text/javascript" || reply.encoding || reply.status !== 200) return;
    rebody(reply, Buffer.concat([reply.body, Buffer.from("\n")]));
  }],
  "gzip on top of gzip": [["double-encoding"], (reply) => {
    if (isModule(reply) && reply.encoding === "gzip" && reply.status === 200) rebody(reply, zlib.gzipSync(reply.body));
  }],
  "gzip on top of br, labeled as such": [["double-encoding"], (reply) => {
    if (!isModule(reply) || reply.encoding !== "br" || reply.status !== 200) return;
    reply.fields["Content-Encoding"] = "br, gzip";
    rebody(reply, zlib.gzipSync(reply.body));
  }],
  "gzip on top of br, labeled gzip only": [["double-encoding"], (reply) => {
    if (!isModule(reply) || reply.encoding !== "br" || reply.status !== 200) return;
    reply.fields["Content-Encoding"] = "gzip";
    rebody(reply, zlib.gzipSync(reply.body));
  }],
  "compressed bytes without Content-Encoding": [["missing-encoding"], (reply) => {
    if (isModule(reply)) delete reply.fields["Content-Encoding"];
  }],
  "Content-Encoding on bytes that are not encoded": [["undecodable"], (reply, request) => {
    if (isModule(reply) && !reply.encoding && reply.status === 200 && request.headers["accept-encoding"] === undefined)
      reply.fields["Content-Encoding"] = "br";
  }],
  "a truncated decoded body": [["undecodable"], (reply) => {
    if (isModule(reply) && reply.encoding === "br" && reply.status === 200) rebody(reply, reply.body.subarray(0, 1000));
  }],
  "Content-Encoding: br for every client": [["unaccepted-encoding"], (reply, request) => {
    if (!isModule(reply) || reply.encoding || reply.status !== 200 || request.headers.range || !request.headers["accept-encoding"]) return;
    const { encodings } = reply.route;
    reply.fields["Content-Encoding"] = "br";
    reply.fields.ETag = `"${encodings[0].sha256.slice(0, 32)}"`;
    rebody(reply, fs.readFileSync(path.join(site, encodings[0].path)));
    revalidate(reply, request);
  }],
  "no compression at all": [["not-compressed"], (reply, request) => {
    if (!reply.encoding || !isAsset(reply)) return;
    delete reply.fields["Content-Encoding"];
    reply.fields.ETag = `"${reply.route.sha256.slice(0, 32)}"`;
    rebody(reply, fs.readFileSync(path.join(site, reply.route.path)));
    revalidate(reply, request);
  }],
  "application/octet-stream": [["wrong-type"], (reply) => { if (isModule(reply)) reply.fields["Content-Type"] = "application/octet-stream"; }],
  "a charset on the module": [["wrong-type"], (reply) => { if (isModule(reply)) reply.fields["Content-Type"] += "; charset=utf-8"; }],
  "no type": [["wrong-type"], (reply) => { if (isModule(reply)) delete reply.fields["Content-Type"]; }],
  "a page in place of a missing file": [["html-fallback"], (reply) => {
    if (reply.status === 404) Object.assign(reply, { status: 200, fields: { "Content-Type": "text/html" }, body: "<!doctype html>" });
  }],
  "a page in place of the module": [["html-fallback"], (reply) => {
    if (isModule(reply)) Object.assign(reply, { status: 200, fields: { "Content-Type": "text/html" }, body: "<!doctype html>" });
  }],
  "a cached 404": [["cached-error"], (reply) => { if (reply.status === 404) reply.fields["Cache-Control"] = "public, max-age=31536000, immutable"; }],
  "no Vary on identity": [["missing-vary"], (reply) => { if (!reply.encoding) delete reply.fields.Vary; }],
  "no Vary on 304": [["missing-vary"], (reply) => { if (reply.status === 304) delete reply.fields.Vary; }],
  "no Vary on 206": [["missing-vary"], (reply) => { if (reply.status === 206) delete reply.fields.Vary; }],
  "Vary: Content-Encoding": [["wrong-vary"], (reply) => { if (reply.fields.Vary) reply.fields.Vary = "Content-Encoding"; }],
  "Vary: *": [["wrong-vary"], (reply) => { if (reply.fields.Vary) reply.fields.Vary = "*"; }],
  "Vary with another field": [[], (reply) => { if (reply.fields.Vary) reply.fields.Vary = "Origin, accept-encoding"; }],
  "no ETag": [["missing-etag"], (reply) => { if (isAsset(reply)) delete reply.fields.ETag; }],
  "a weak ETag": [["weak-etag"], (reply, request) => {
    if (!isAsset(reply)) return;
    reply.fields.ETag = `W/${reply.fields.ETag}`;
    revalidate(reply, request);
  }],
  "one ETag for all encodings": [["shared-etag"], (reply, request) => {
    if (!isAsset(reply)) return;
    reply.fields.ETag = `"${reply.route.sha256.slice(0, 32)}"`;
    revalidate(reply, request);
  }],
  "an ETag that changes": [["head-differs", "no-revalidation"], (() => {
    let count = 0;
    return (reply) => { if (isAsset(reply)) reply.fields.ETag = `"${++count}"`; };
  })()],
  "HEAD that is refused": [["head-differs"], (reply, request) => { if (request.method === "HEAD") reply.status = 405; }],
  "HEAD of another encoding": [["head-differs"], (reply, request) => {
    if (request.method === "HEAD") delete reply.fields["Content-Encoding"];
  }],
  "HEAD with another length": [["head-differs"], (reply, request) => { if (request.method === "HEAD") reply.fields["Content-Length"] = 1; }],
  "a range of another encoding": [["wrong-range"], (reply, request) => {
    if (!reply.encoding || !request.headers.range) return;
    const part = reply.body.subarray(0, 100);
    reply.status = 206;
    reply.fields["Content-Range"] = `bytes 0-99/${reply.route.bytes}`;
    rebody(reply, part);
  }],
  "a range of other bytes": [["wrong-range"], (reply) => { if (reply.status === 206) reply.body = Buffer.alloc(100); }],
  "a range of what is sent": [[], (reply, request) => {
    if (!reply.encoding || !request.headers.range) return;
    reply.fields["Content-Range"] = `bytes 0-99/${reply.body.length}`;
    reply.status = 206;
    rebody(reply, reply.body.subarray(0, 100));
  }],
  "hashed files that are not cached long enough": [["short-cache"], (reply) => { if (isAsset(reply)) reply.fields["Cache-Control"] = "public, max-age=3600"; }],
  "hashed files that are not immutable": [["short-cache"], (reply) => { if (isAsset(reply)) reply.fields["Cache-Control"] = "public, max-age=31536000"; }],
  "cached pages": [["cached-page"], (reply) => { if (isPage(reply)) delete reply.fields["Cache-Control"]; }],
  "pages cached by shared caches": [["cached-page"], (reply) => { if (isPage(reply)) reply.fields["Cache-Control"] = "max-age=0, s-maxage=600"; }],
  "a manifest cached as immutable": [["immutable-page"], (reply) => {
    if (reply.route?.kind === "manifest") reply.fields["Cache-Control"] = "public, max-age=31536000, immutable";
  }],
  "a missing file": [["not-found"], (reply) => { if (isModule(reply)) fail(reply, 404); }],
  "a forbidden file": [["refused"], (reply) => { if (isModule(reply)) fail(reply, 403); }],
  "a server that fails occasionally": [["head-differs", "server-error"], ((fails) => (reply) => {
    if (isAsset(reply) && fails()) fail(reply, 503);
  })(everyThird())],
  "a teapot": [["unexpected-status"], (reply) => { if (isModule(reply)) fail(reply, 418); }],
  "a policy without WebAssembly": [["csp-blocks-wasm"], (reply) => { if (isPage(reply)) reply.fields["Content-Security-Policy"] = "default-src 'self'"; }],
  "two policies, one without WebAssembly": [["csp-blocks-wasm"], (reply) => {
    if (isPage(reply)) reply.fields["Content-Security-Policy"] = "script-src 'self' 'wasm-unsafe-eval', script-src 'self'";
  }],
  "a policy with WebAssembly": [[], (reply) => {
    if (isPage(reply)) reply.fields["Content-Security-Policy"] = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  }],
  "a policy that forbids fetching": [["csp-blocks-file"], (reply) => {
    if (isPage(reply)) reply.fields["Content-Security-Policy"] = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
  }],
  "a manifest that is not JSON": [["malformed-manifest"], (reply) => { if (reply.route?.kind === "manifest") rebody(reply, Buffer.from("{")); }],
  "a manifest whose pair was edited": [["mixed-pair"], (reply) => {
    if (reply.route?.kind !== "manifest" || reply.status !== 200) return;
    const manifest = JSON.parse(reply.body);
    manifest.bundles.app.pair = "0".repeat(64);
    rebody(reply, Buffer.from(JSON.stringify(manifest)));
  }],
};

/// Responses of a hostile or broken server, contrary to the rules of HTTP.
const faults = {
  "a response that stops": [["stalled"], (response, reply) => {
    response.writeHead(200, reply.fields);
    response.write(reply.body.subarray(0, 100));
  }],
  "a truncated body": [["broken-off"], (response, reply) => {
    response.writeHead(200, reply.fields);
    response.write(reply.body.subarray(0, 100), () => setTimeout(() => response.destroy(), 50));
  }],
  "no response": [["unreachable"], (response) => response.destroy()],
  "something that is not HTTP": [["malformed-response"], (response) => response.socket.end("220 smtp.example ESMTP\r\n")],
  "a NUL in a field": [["malformed-response"], (response) => response.socket.end("HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n")],
  "a broken chunk": [["malformed-response"], (response) => response.socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")],
  "a redirect to another origin": [["other-origin"], (response) => response.writeHead(302, { Location: "http://169.254.169.254/latest/meta-data/" }).end()],
  "a redirect to another scheme": [["insecure-redirect"], (response) => response.writeHead(302, { Location: "file:///etc/passwd" }).end()],
  "an endless body": [["too-large"], (response, reply) => {
    response.writeHead(200, { "Content-Type": reply.fields["Content-Type"] });
    const more = () => { while (!response.destroyed && response.write(Buffer.alloc(65536))); };
    response.on("drain", more);
    more();
  }],
  "an endless header section": [["too-large"], (response) => {
    response.socket.write("HTTP/1.1 200 OK\r\n");
    const more = () => { while (response.socket && !response.socket.destroyed && response.socket.write(`X-More: ${"x".repeat(1000)}\r\n`)); };
    response.socket.on("drain", more);
    response.socket.on("error", () => {});
    more();
  }],
  "a bomb": [["head-differs", "too-large"], (response, reply) => {
    response.writeHead(200, { ...reply.fields, "Content-Encoding": "br", "Content-Length": bomb().length });
    response.end(bomb());
  }],
  "a redirect to itself": [["redirect-loop"], (response, reply, request) => response.writeHead(302, { Location: request.url }).end()],
};
let made;
const bomb = () => (made ??= zlib.brotliCompressSync(Buffer.alloc(300 << 20), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }));

suite("wasmpair verify", () => {
  before(() => {
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", site);
  });
  after(() => fs.rmSync(work, { recursive: true, force: true }));

  test("finds no problems on a correct server", async (t) => {
    const server = await correctServer(t, site);
    const run = await verify(server.url);
    await assertFound(run, []);
    assert.equal(run.report.files, 6);
    assert.equal(run.report.requests, server.requests.length);
    // Every relevant field, method and condition was tried on the module.
    const asked = server.requests.filter(({ url }) => url.endsWith(".wasm") && !url.includes("0".repeat(16)));
    const values = new Set(asked.map(({ headers }) => headers["accept-encoding"]));
    assert.deepEqual(values, new Set(["gzip, deflate, br, zstd", "identity", undefined, "br", "gzip", "zstd", "br;q=0", "*;q=0"]));
    assert.deepEqual(new Set(asked.map(({ method }) => method)), new Set(["GET", "HEAD"]));
    assert.ok(asked.some(({ headers }) => headers.range) && asked.some(({ headers }) => headers["if-none-match"]));
  });

  for (const [what, [expected, alter]] of Object.entries(rows)) {
    test(`of ${what} finds ${expected.join(" and ") || "nothing"}`, async (t) => {
      const server = await correctServer(t, site, { alter });
      await assertFound(await verify(server.url), expected);
    });
  }

  for (const [what, [expected, send]] of Object.entries(faults)) {
    test(`of ${what} finds ${expected.join(" and ")}`, async (t) => {
      const server = await correctServer(t, site, {
        send: (response, reply, request) => {
          const isTarget = isModule(reply) && reply.status === 200 && request.method === "GET" && request.headers["accept-encoding"] === "br";
          if (isTarget) send(response, reply, request);
          return isTarget;
        },
      });
      const options = expected[0] === "stalled" ? ["--stall-time", "3"] : [];
      await assertFound(await verify(server.url, ...options), expected);
    });
  }

  test("of a connection that trickles ends it", async (t) => {
    const server = await correctServer(t, site, {
      send: (response, reply) => {
        if (!isModule(reply)) return false;
        response.writeHead(200, reply.fields);
        const timer = setInterval(() => response.write("x"), 100);
        response.on("close", () => clearInterval(timer));
        return true;
      },
    });
    await assertFound(await verify(server.url, "--stall-time", "3", "--total-time", "10"), ["stalled"]);
  });

  test("needs little memory, whatever the server sends", async (t) => {
    const server = await correctServer(t, site, {
      send: (response, reply, request) => {
        if (!isAsset(reply) || request.method !== "GET") return false;
        faults["a bomb"][1](response, reply);
        return true;
      },
    });
    const words = ["--format", "%M", program, "verify", server.url, "--json"];
    const child = spawn("/usr/bin/time", words, { stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.on("data", (data) => { output += data; });
    await new Promise((resolve) => child.on("close", resolve));
    const kilobytes = Number(output.trim().split("\n").at(-1));
    t.diagnostic(`${kilobytes} kB at the peak`);
    assert.ok(kilobytes > 1000 && kilobytes < 200_000, `${kilobytes} kB, with bombs of 300 MB`);
  });

  test("finds a release other than the given one", async (t) => {
    const other = path.join(work, "other.json");
    const manifest = JSON.parse(fs.readFileSync(manifestFile, "utf8"));
    fs.writeFileSync(other, JSON.stringify({ ...manifest, generator: { name: "wasmpair", version: "9.9.9" } }));
    const server = await correctServer(t, site);
    await assertFound(await verify(server.url, "--manifest", manifestFile), []);
    await assertFound(await verify(server.url, "--manifest", other), ["stale-manifest"]);
  });

  test("finds that an earlier release's files are gone", async (t) => {
    const next = path.join(work, "next");
    fs.cpSync(site, next, { recursive: true });
    const source = 'package main\n\nfunc main() { println("next") }\n';
    pack(buildSource("next", source, "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", next);
    const server = await correctServer(t, next, {
      // The scripted server follows the manifest; these files are served directly.
      alter: (reply, request) => {
        const file = `${path.join(next, path.basename(request.url))}.br`;
        const fields = { "Content-Encoding": "br" };
        if (reply.status === 404 && fs.existsSync(file)) Object.assign(reply, { status: 200, fields, body: fs.readFileSync(file) });
      },
    });
    await assertFound(await verify(server.url, "--previous", manifestFile), []);
    fs.rmSync(path.join(next, `${JSON.parse(fs.readFileSync(manifestFile)).bundles.app.wasm.path}.br`));
    await assertFound(await verify(server.url, "--previous", manifestFile), ["previous-release-missing"]);
  });

  test("omits pages on request", async (t) => {
    const server = await correctServer(t, site, { alter: (reply) => { if (isPage(reply)) reply.status = 404; } });
    await assertFound(await verify(server.url), ["not-found"]);
    await assertFound(await verify(server.url, "--no-pages"), []);
  });

  test("requests files of another origin as pages do", async (t) => {
    const assets = await correctServer(t, site);
    const foreign = path.join(work, "foreign");
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", foreign, "--base", assets.url);
    const cors = (reply, request) => { if (request.headers.origin) reply.fields["Access-Control-Allow-Origin"] = "*"; };
    const allowing = await correctServer(t, foreign, { alter: cors });
    const refusing = await correctServer(t, foreign);
    const manifest = fs.readFileSync(path.join(foreign, "wasmpair.json"), "utf8");
    const serveFrom = (url) => fs.writeFileSync(path.join(foreign, "wasmpair.json"), manifest.replaceAll(assets.url, url));
    // Pages and manifest come from a third origin.
    const page = await correctServer(t, foreign);
    serveFrom(allowing.url);
    await assertFound(await verify(page.url, "--no-pages"), []);
    serveFrom(refusing.url);
    await assertFound(await verify(page.url, "--no-pages"), ["missing-cors"]);
  });

  test("follows redirects to allowed hosts", async (t) => {
    const other = await correctServer(t, site);
    const server = await correctServer(t, site, {
      send: (response, reply, request) => {
        if (!isModule(reply)) return false;
        response.writeHead(307, { Location: new URL(request.url, other.url).href }).end();
        return true;
      },
    });
    await assertFound(await verify(server.url), ["other-origin"]);
    assert.equal(other.requests.length, 0);
    const { host } = new URL(other.url);
    await assertFound(await verify(server.url, "--allow-host", "cdn.example", "--allow-host", host), []);
    const run = await verify(server.url, "--allow-host", other.url);
    assert.equal(run.status, 2);
    assert.match(run.stderr, /is not a host that can be allowed/);
  });

  test("requests the very address that it is given", async (t) => {
    const index = fs.readFileSync(path.join(site, "index.html"), "utf8");
    const page = (response, body) => response.writeHead(200, { "Content-Type": "text/html" }).end(body) && true;
    const at = (respond) => correctServer(t, site, {
      alter: (reply, request) => { if (!request.url.startsWith("/app/")) fail(reply, 404); },
      send: (response, reply, request) => request.url === "/app" || request.url === "/app/" ? respond(response, request) : false,
    });
    const correct = await at((response, request) => request.url === "/app"
      ? response.writeHead(301, { Location: "/app/" }).end() && true : page(response, index));
    for (const address of ["app", "app/"]) await assertFound(await verify(correct.url + address), []);
    const withoutSlash = await at((response) => page(response, index));
    await assertFound(await verify(`${withoutSlash.url}app/`), []);
    await assertFound(await verify(`${withoutSlash.url}app`), ["broken-reference"]);
    for (const status of [403, 404, 500]) {
      const refusing = await at((response) => response.writeHead(status).end() && true);
      await assertFound(await verify(`${refusing.url}app/`), ["address-without-page"]);
    }
    for (const body of ["<!doctype html><p>welcome", index.replaceAll(/[.][0-9a-f]{16}[.]/g, `.${"0".repeat(16)}.`)]) {
      const other = await at((response) => page(response, body));
      await assertFound(await verify(`${other.url}app/`), ["other-page"]);
    }
  });

  test("explains why it cannot start", async () => {
    for (const [url, message] of [["ftp://127.0.0.1/", /not a valid http or https URL/], ["nonsense url", /not a valid http or https URL/]]) {
      const run = await verify(url);
      assert.equal(run.status, 2);
      assert.match(run.stderr, message);
    }
    await assertFound(await verify("http://127.0.0.1:1/"), ["unreachable"]);
  });
});
