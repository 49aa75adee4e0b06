// `wasmpair verify` against a scripted server: for each way in which a network, a deployment or a hostile server can be
// wrong, the incident is found under its own id, and nothing else is.
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
import { rightServer } from "../support/right_server.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-verify-"));
const site = path.join(work, "site");
const manifestFile = path.join(site, "wasmpair.json");

const isModule = ({ route }) => route?.type === "application/wasm";
const isAsset = ({ route }) => route?.kind === "asset";
const isPage = ({ route }) => route?.kind === "page";

/// Replaces an answer's body, and what goes with it.
function rebody(answer, body) {
  answer.body = body;
  if ("Content-Length" in answer.fields) answer.fields["Content-Length"] = body.length;
}

function fail(answer, status) {
  answer.status = status;
  rebody(answer, "");
}

/// Answers 304 if the request has the ETag that the answer now has.
function revalidate(answer, request) {
  if (request.headers["if-none-match"] === answer.fields.ETag) Object.assign(answer, { status: 304, body: "" });
}

const everyThird = () => {
  let count = 0;
  return () => ++count % 3 === 0;
};

/// Each row: what is wrong, how the scripted server does it, the ids that must be found.
const rows = {
  "a network that compresses again": [["recompressed"], (answer) => {
    if (isAsset(answer) && answer.encoding === "br" && answer.status === 200)
      rebody(answer, zlib.brotliCompressSync(zlib.brotliDecompressSync(answer.body), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }));
  }],
  "a network that adds an encoding of its own": [["recompressed"], (answer, request) => {
    const adds = request.headers["accept-encoding"]?.includes("zstd") && answer.route?.type === "text/javascript" && !request.headers.range;
    if (!adds || answer.status === 404) return;
    answer.fields["Content-Encoding"] = "zstd";
    answer.fields.ETag = '"zstd"';
    rebody(answer, execFileSync("zstd", ["--stdout", path.join(site, answer.route.path)], { stdio: "pipe" }));
    answer.status = 200;
    revalidate(answer, request);
  }],
  "an optimizer that rewrites scripts": [["altered-body"], (answer) => {
    if (answer.route?.type !== "text/javascript" || answer.encoding || answer.status !== 200) return;
    rebody(answer, Buffer.concat([answer.body, Buffer.from("\n")]));
  }],
  "gzip on top of gzip": [["double-encoding"], (answer) => {
    if (isModule(answer) && answer.encoding === "gzip" && answer.status === 200) rebody(answer, zlib.gzipSync(answer.body));
  }],
  "gzip on top of br, labelled so": [["double-encoding"], (answer) => {
    if (!isModule(answer) || answer.encoding !== "br" || answer.status !== 200) return;
    answer.fields["Content-Encoding"] = "br, gzip";
    rebody(answer, zlib.gzipSync(answer.body));
  }],
  "gzip on top of br, labelled gzip only": [["double-encoding"], (answer) => {
    if (!isModule(answer) || answer.encoding !== "br" || answer.status !== 200) return;
    answer.fields["Content-Encoding"] = "gzip";
    rebody(answer, zlib.gzipSync(answer.body));
  }],
  "compressed bytes without Content-Encoding": [["missing-encoding"], (answer) => {
    if (isModule(answer)) delete answer.fields["Content-Encoding"];
  }],
  "Content-Encoding on bytes that are not": [["undecodable"], (answer, request) => {
    if (isModule(answer) && !answer.encoding && answer.status === 200 && request.headers["accept-encoding"] === undefined)
      answer.fields["Content-Encoding"] = "br";
  }],
  "a decoded body that is cut off": [["undecodable"], (answer) => {
    if (isModule(answer) && answer.encoding === "br" && answer.status === 200) rebody(answer, answer.body.subarray(0, 1000));
  }],
  "Content-Encoding: br for everybody": [["unaccepted-encoding"], (answer, request) => {
    if (!isModule(answer) || answer.encoding || answer.status !== 200 || request.headers.range || !request.headers["accept-encoding"]) return;
    const { encodings } = answer.route;
    answer.fields["Content-Encoding"] = "br";
    answer.fields.ETag = `"${encodings[0].sha256.slice(0, 32)}"`;
    rebody(answer, fs.readFileSync(path.join(site, encodings[0].path)));
    revalidate(answer, request);
  }],
  "no compression at all": [["not-compressed"], (answer, request) => {
    if (!answer.encoding || !isAsset(answer)) return;
    delete answer.fields["Content-Encoding"];
    answer.fields.ETag = `"${answer.route.sha256.slice(0, 32)}"`;
    rebody(answer, fs.readFileSync(path.join(site, answer.route.path)));
    revalidate(answer, request);
  }],
  "application/octet-stream": [["wrong-type"], (answer) => { if (isModule(answer)) answer.fields["Content-Type"] = "application/octet-stream"; }],
  "a charset on the module": [["wrong-type"], (answer) => { if (isModule(answer)) answer.fields["Content-Type"] += "; charset=utf-8"; }],
  "no type": [["wrong-type"], (answer) => { if (isModule(answer)) delete answer.fields["Content-Type"]; }],
  "a page in place of a missing file": [["html-fallback"], (answer) => {
    if (answer.status === 404) Object.assign(answer, { status: 200, fields: { "Content-Type": "text/html" }, body: "<!doctype html>" });
  }],
  "a page in place of the module": [["html-fallback"], (answer) => {
    if (isModule(answer)) Object.assign(answer, { status: 200, fields: { "Content-Type": "text/html" }, body: "<!doctype html>" });
  }],
  "a 404 that is kept": [["cached-error"], (answer) => { if (answer.status === 404) answer.fields["Cache-Control"] = "public, max-age=31536000, immutable"; }],
  "no Vary on identity": [["missing-vary"], (answer) => { if (!answer.encoding) delete answer.fields.Vary; }],
  "no Vary on 304": [["missing-vary"], (answer) => { if (answer.status === 304) delete answer.fields.Vary; }],
  "no Vary on 206": [["missing-vary"], (answer) => { if (answer.status === 206) delete answer.fields.Vary; }],
  "Vary: Content-Encoding": [["wrong-vary"], (answer) => { if (answer.fields.Vary) answer.fields.Vary = "Content-Encoding"; }],
  "Vary: *": [["wrong-vary"], (answer) => { if (answer.fields.Vary) answer.fields.Vary = "*"; }],
  "Vary beside another field": [[], (answer) => { if (answer.fields.Vary) answer.fields.Vary = "Origin, accept-encoding"; }],
  "no ETag": [["missing-etag"], (answer) => { if (isAsset(answer)) delete answer.fields.ETag; }],
  "a weak ETag": [["weak-etag"], (answer, request) => {
    if (!isAsset(answer)) return;
    answer.fields.ETag = `W/${answer.fields.ETag}`;
    revalidate(answer, request);
  }],
  "one ETag for all encodings": [["shared-etag"], (answer, request) => {
    if (!isAsset(answer)) return;
    answer.fields.ETag = `"${answer.route.sha256.slice(0, 32)}"`;
    revalidate(answer, request);
  }],
  "an ETag that changes": [["head-differs", "no-revalidation"], (() => {
    let count = 0;
    return (answer) => { if (isAsset(answer)) answer.fields.ETag = `"${++count}"`; };
  })()],
  "HEAD that is refused": [["head-differs"], (answer, request) => { if (request.method === "HEAD") answer.status = 405; }],
  "HEAD of another encoding": [["head-differs"], (answer, request) => {
    if (request.method === "HEAD") delete answer.fields["Content-Encoding"];
  }],
  "HEAD with another length": [["head-differs"], (answer, request) => { if (request.method === "HEAD") answer.fields["Content-Length"] = 1; }],
  "a range of another encoding": [["wrong-range"], (answer, request) => {
    if (!answer.encoding || !request.headers.range) return;
    const part = answer.body.subarray(0, 100);
    answer.status = 206;
    answer.fields["Content-Range"] = `bytes 0-99/${answer.route.bytes}`;
    rebody(answer, part);
  }],
  "a range of other bytes": [["wrong-range"], (answer) => { if (answer.status === 206) answer.body = Buffer.alloc(100); }],
  "a range of what is sent": [[], (answer, request) => {
    if (!answer.encoding || !request.headers.range) return;
    answer.fields["Content-Range"] = `bytes 0-99/${answer.body.length}`;
    answer.status = 206;
    rebody(answer, answer.body.subarray(0, 100));
  }],
  "hashed names that are not kept": [["short-cache"], (answer) => { if (isAsset(answer)) answer.fields["Cache-Control"] = "public, max-age=3600"; }],
  "hashed names that are not immutable": [["short-cache"], (answer) => { if (isAsset(answer)) answer.fields["Cache-Control"] = "public, max-age=31536000"; }],
  "pages that are kept": [["cached-page"], (answer) => { if (isPage(answer)) delete answer.fields["Cache-Control"]; }],
  "pages kept by shared caches": [["cached-page"], (answer) => { if (isPage(answer)) answer.fields["Cache-Control"] = "max-age=0, s-maxage=600"; }],
  "a manifest that is kept for ever": [["immutable-page"], (answer) => {
    if (answer.route?.kind === "manifest") answer.fields["Cache-Control"] = "public, max-age=31536000, immutable";
  }],
  "a missing file": [["not-found"], (answer) => { if (isModule(answer)) fail(answer, 404); }],
  "a file that is forbidden": [["refused"], (answer) => { if (isModule(answer)) fail(answer, 403); }],
  "a server that fails now and then": [["head-differs", "server-error"], ((fails) => (answer) => {
    if (isAsset(answer) && fails()) fail(answer, 503);
  })(everyThird())],
  "a teapot": [["unexpected-status"], (answer) => { if (isModule(answer)) fail(answer, 418); }],
  "a policy without WebAssembly": [["csp-blocks-wasm"], (answer) => { if (isPage(answer)) answer.fields["Content-Security-Policy"] = "default-src 'self'"; }],
  "two policies, one without WebAssembly": [["csp-blocks-wasm"], (answer) => {
    if (isPage(answer)) answer.fields["Content-Security-Policy"] = "script-src 'self' 'wasm-unsafe-eval', script-src 'self'";
  }],
  "a policy with WebAssembly": [[], (answer) => {
    if (isPage(answer)) answer.fields["Content-Security-Policy"] = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
  }],
  "a manifest that is not JSON": [["malformed-manifest"], (answer) => { if (answer.route?.kind === "manifest") rebody(answer, Buffer.from("{")); }],
  "a manifest whose pair was edited": [["mixed-pair"], (answer) => {
    if (answer.route?.kind !== "manifest" || answer.status !== 200) return;
    const manifest = JSON.parse(answer.body);
    manifest.bundles.app.pair = "0".repeat(64);
    rebody(answer, Buffer.from(JSON.stringify(manifest)));
  }],
};

/// What a hostile or broken server sends, past HTTP's own rules.
const faults = {
  "an answer that stops": [["stalled"], (response, answer) => {
    response.writeHead(200, answer.fields);
    response.write(answer.body.subarray(0, 100));
  }],
  "a body that is cut off": [["broken-off"], (response, answer) => {
    response.writeHead(200, answer.fields);
    response.write(answer.body.subarray(0, 100), () => setTimeout(() => response.destroy(), 50));
  }],
  "no answer": [["unreachable"], (response) => response.destroy()],
  "a body without end": [["too-large"], (response, answer) => {
    response.writeHead(200, { "Content-Type": answer.fields["Content-Type"] });
    const more = () => { while (!response.destroyed && response.write(Buffer.alloc(65536))); };
    response.on("drain", more);
    more();
  }],
  "a header section without end": [["too-large"], (response) => {
    response.socket.write("HTTP/1.1 200 OK\r\n");
    const more = () => { while (response.socket && !response.socket.destroyed && response.socket.write(`X-More: ${"x".repeat(1000)}\r\n`)); };
    response.socket.on("drain", more);
    response.socket.on("error", () => {});
    more();
  }],
  "a bomb": [["head-differs", "too-large"], (response, answer) => {
    response.writeHead(200, { ...answer.fields, "Content-Encoding": "br", "Content-Length": bomb().length });
    response.end(bomb());
  }],
  "a redirect to itself": [["redirect-loop"], (response, answer, request) => response.writeHead(302, { Location: request.url }).end()],
};
let made;
const bomb = () => (made ??= zlib.brotliCompressSync(Buffer.alloc(300 << 20), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }));

suite("wasmpair verify", () => {
  before(() => {
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", site);
  });
  after(() => fs.rmSync(work, { recursive: true, force: true }));

  test("finds nothing wrong with a right server", async (t) => {
    const server = await rightServer(t, site);
    const run = await verify(server.url);
    await assertFound(run, []);
    assert.equal(run.report.files, 5);
    assert.equal(run.report.requests, server.requests.length);
    // Every field, method and condition that matters was tried on the module.
    const asked = server.requests.filter(({ url }) => url.endsWith(".wasm") && !url.includes("0".repeat(16)));
    const values = new Set(asked.map(({ headers }) => headers["accept-encoding"]));
    assert.deepEqual(values, new Set(["gzip, deflate, br, zstd", "identity", undefined, "br", "gzip", "zstd", "br;q=0", "*;q=0"]));
    assert.deepEqual(new Set(asked.map(({ method }) => method)), new Set(["GET", "HEAD"]));
    assert.ok(asked.some(({ headers }) => headers.range) && asked.some(({ headers }) => headers["if-none-match"]));
  });

  for (const [what, [expected, alter]] of Object.entries(rows)) {
    test(`of ${what} finds ${expected.join(" and ") || "nothing"}`, async (t) => {
      const server = await rightServer(t, site, { alter });
      await assertFound(await verify(server.url), expected);
    });
  }

  for (const [what, [expected, send]] of Object.entries(faults)) {
    test(`of ${what} finds ${expected.join(" and ")}`, async (t) => {
      const server = await rightServer(t, site, {
        send: (response, answer, request) => {
          const isTarget = isModule(answer) && answer.status === 200 && request.method === "GET" && request.headers["accept-encoding"] === "br";
          if (isTarget) send(response, answer, request);
          return isTarget;
        },
      });
      const options = expected[0] === "stalled" ? ["--stall-time", "3"] : [];
      await assertFound(await verify(server.url, ...options), expected);
    });
  }

  test("of a connection that yields a byte now and then ends it", async (t) => {
    const server = await rightServer(t, site, {
      send: (response, answer) => {
        if (!isModule(answer)) return false;
        response.writeHead(200, answer.fields);
        const timer = setInterval(() => response.write("x"), 100);
        response.on("close", () => clearInterval(timer));
        return true;
      },
    });
    await assertFound(await verify(server.url, "--stall-time", "3", "--total-time", "10"), ["stalled"]);
  });

  test("needs little memory, whatever the server sends", async (t) => {
    const server = await rightServer(t, site, {
      send: (response, answer, request) => {
        if (!isAsset(answer) || request.method !== "GET") return false;
        faults["a bomb"][1](response, answer);
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

  test("finds another release than the one that was given", async (t) => {
    const other = path.join(work, "other.json");
    const manifest = JSON.parse(fs.readFileSync(manifestFile, "utf8"));
    fs.writeFileSync(other, JSON.stringify({ ...manifest, generator: { name: "wasmpair", version: "9.9.9" } }));
    const server = await rightServer(t, site);
    await assertFound(await verify(server.url, "--manifest", manifestFile), []);
    await assertFound(await verify(server.url, "--manifest", other), ["stale-manifest"]);
  });

  test("finds that an earlier release's files are gone", async (t) => {
    const next = path.join(work, "next");
    fs.cpSync(site, next, { recursive: true });
    const source = 'package main\n\nfunc main() { println("next") }\n';
    pack(buildSource("next", source, "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", next);
    const server = await rightServer(t, next, {
      // The scripted server goes by the manifest; these are served as they are.
      alter: (answer, request) => {
        const file = `${path.join(next, path.basename(request.url))}.br`;
        const fields = { "Content-Encoding": "br" };
        if (answer.status === 404 && fs.existsSync(file)) Object.assign(answer, { status: 200, fields, body: fs.readFileSync(file) });
      },
    });
    await assertFound(await verify(server.url, "--previous", manifestFile), []);
    fs.rmSync(path.join(next, `${JSON.parse(fs.readFileSync(manifestFile)).bundles.app.wasm.path}.br`));
    await assertFound(await verify(server.url, "--previous", manifestFile), ["previous-release-missing"]);
  });

  test("leaves pages out when it is told so", async (t) => {
    const server = await rightServer(t, site, { alter: (answer) => { if (isPage(answer)) answer.status = 404; } });
    await assertFound(await verify(server.url), ["not-found"]);
    await assertFound(await verify(server.url, "--no-pages"), []);
  });

  test("asks another origin as pages do", async (t) => {
    const assets = await rightServer(t, site);
    const foreign = path.join(work, "foreign");
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", foreign, "--base", assets.url);
    const cors = (answer, request) => { if (request.headers.origin) answer.fields["Access-Control-Allow-Origin"] = "*"; };
    const allowing = await rightServer(t, foreign, { alter: cors });
    const refusing = await rightServer(t, foreign);
    const manifest = fs.readFileSync(path.join(foreign, "wasmpair.json"), "utf8");
    const serveFrom = (url) => fs.writeFileSync(path.join(foreign, "wasmpair.json"), manifest.replaceAll(assets.url, url));
    // Pages and manifest come from a third origin.
    const page = await rightServer(t, foreign);
    serveFrom(allowing.url);
    await assertFound(await verify(page.url, "--no-pages"), []);
    serveFrom(refusing.url);
    await assertFound(await verify(page.url, "--no-pages"), ["missing-cors"]);
  });

  test("says why it cannot begin", async () => {
    for (const [url, message] of [["ftp://127.0.0.1/", /not a valid http or https URL/], ["nonsense url", /not a valid http or https URL/]]) {
      const run = await verify(url);
      assert.equal(run.status, 2);
      assert.match(run.stderr, message);
    }
    await assertFound(await verify("http://127.0.0.1:1/"), ["unreachable"]);
  });
});
