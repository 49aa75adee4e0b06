// `wasmpair verify` and deltas (RFC 9842): each fault of a server is found under its own id, and nothing is found with
// servers that are right.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import zlib from "node:zlib";
import { correctServer } from "../support/correct_server.mjs";
import { publishDeltas } from "../support/delta_site.mjs";
import { laterLibbrotli } from "../support/deltas.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { configuredSites } from "../support/site_config.mjs";
import { assertFound, verify, verifyIn } from "../support/verify.mjs";

const isModule = ({ route }) => route?.type === "application/wasm";
const hasDelta = ({ delta, status }) => delta !== undefined && status === 200;
const setBody = (reply, body) => {
  reply.body = body;
  if (reply.fields["Content-Length"] !== undefined) reply.fields["Content-Length"] = body.length;
};
const edited = (body, at) => {
  const copy = Buffer.from(body);
  copy[at] ^= 1;
  return copy;
};

/// A Zstandard frame with the content "other": a raw block.
const otherFrame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 5, 5 << 3 | 1, 0, 0, ...Buffer.from("other")]);

/// A frame that decodes to 2 GB: blocks that repeat one byte 131,072 times.
const bomb = Buffer.concat([
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 13 << 3]),
  ...Array(16_000).fill(Buffer.from([2, 0, 0x10, 0])),
  Buffer.from([1, 0, 0]),
]);

/// Sends bytes until the client has had enough: { bytes }, how many that were.
function sendEndlessly(response, { status, fields }) {
  const sent = { bytes: 0 };
  const piece = Buffer.alloc(1 << 16);
  response.writeHead(status, Object.entries(fields).filter(([name]) => name !== "Content-Length").flat());
  const more = () => {
    while (!response.destroyed && sent.bytes < 1 << 28) {
      sent.bytes += piece.length;
      if (!response.write(piece)) return response.once("drain", more);
    }
    response.end();
  };
  more();
  return sent;
}

/// One fault per row: what it does to the reply of a correct server, and all that verify must find.
const faults = {
  "a rule that does not ask for the coding": {
    choose: (request) => ({ ...request, headers: { ...request.headers, "accept-encoding": `${request.headers["accept-encoding"]}, dcz` } }),
    ids: ["unasked-delta"],
  },
  "a rule that ignores q=0": {
    choose: (request) => ({ ...request, headers: { ...request.headers, "accept-encoding": request.headers["accept-encoding"]?.replace("dcz;q=0", "dcz") } }),
    ids: ["unasked-delta"],
  },
  "a rule that does not ask for the dictionary": {
    choose: (request, { deltas }) => ({ ...request, headers: { ...request.headers, "available-dictionary": request.headers["available-dictionary"] ?? field(deltas[0]) } }),
    ids: ["unasked-delta"],
  },
  "a rule that does not compare the hash": {
    choose: (request, { deltas }) => ({ ...request, headers: { ...request.headers, ...("available-dictionary" in request.headers ? { "available-dictionary": field(deltas[0]) } : {}) } }),
    ids: ["wrong-dictionary"],
  },
  "a delta that was cut off": { alter: (reply) => hasDelta(reply) && setBody(reply, reply.body.subarray(0, -20)), ids: ["undecodable-delta"] },
  "a byte of a delta that was changed": { alter: (reply) => hasDelta(reply) && setBody(reply, edited(reply.body, reply.body.length >> 1)), ids: ["undecodable-delta"] },
  "a delta with another magic number": { alter: (reply) => hasDelta(reply) && setBody(reply, edited(reply.body, 0)), ids: ["undecodable-delta"] },
  "trailing bytes after a delta": { alter: (reply) => hasDelta(reply) && setBody(reply, Buffer.concat([reply.body, Buffer.from("\n")])), ids: ["undecodable-delta"] },
  "an empty delta": { alter: (reply) => hasDelta(reply) && setBody(reply, Buffer.alloc(0)), ids: ["undecodable-delta"] },
  "a delta of the bytes of another module": {
    alter: (reply) => {
      if (hasDelta(reply)) setBody(reply, Buffer.concat([reply.body.subarray(0, 40), otherFrame]));
    },
    ids: ["undecodable-delta"],
  },
  "a delta without Content-Encoding": { alter: (reply) => hasDelta(reply) && delete reply.fields["Content-Encoding"], ids: ["delta-without-encoding"] },
  "a Vary without Available-Dictionary": { alter: (reply) => { if (reply.fields.Vary) reply.fields.Vary = "Accept-Encoding"; }, ids: ["missing-vary"] },
  "complete responses whose Vary lacks Available-Dictionary": { alter: (reply) => { if (isModule(reply) && !reply.delta) reply.fields.Vary = "Accept-Encoding"; }, ids: ["missing-vary"] },
  "a 304 whose Vary lacks Available-Dictionary": { alter: (reply) => { if (isModule(reply) && reply.status === 304) reply.fields.Vary = "Accept-Encoding"; }, ids: ["missing-vary"] },
  "one ETag for a delta and the identity": {
    alter: (reply, request) => shareTag(reply, request, ({ route, delta, encoding }) => (delta || !encoding ? route.sha256.slice(0, 32) : undefined)),
    ids: ["shared-etag"],
  },
  "one ETag for two deltas": {
    alter: (reply, request) => shareTag(reply, request, ({ route, delta }) => (delta ? `${route.sha256.slice(0, 20)}-delta` : undefined)),
    ids: ["shared-etag"],
  },
  "ranges of deltas": {
    alter: (reply, request, { directory, deltas }) => {
      const delta = deltas.find((candidate) => field(candidate) === request.headers["available-dictionary"]);
      if (!isModule(reply) || reply.status !== 206 || !delta) return;
      const content = fs.readFileSync(path.join(directory, delta.path));
      setBody(reply, content.subarray(0, reply.body.length));
      Object.assign(reply.fields, { "Content-Encoding": "dcz", "Content-Range": `bytes 0-${reply.body.length - 1}/${content.length}` });
    },
    ids: ["partial-delta"],
  },
  "deltas that are compressed again": {
    alter: (reply) => {
      if (!hasDelta(reply)) return;
      setBody(reply, zlib.gzipSync(reply.body));
      reply.fields["Content-Encoding"] = "dcz, gzip";
    },
    ids: ["recompressed"],
  },
  "a HEAD that knows no deltas": {
    choose: (request) => (request.method === "HEAD" ? { ...request, headers: { ...request.headers, "available-dictionary": "" } } : request),
    ids: ["head-differs"],
  },
  "deltas that are octet streams": { alter: (reply) => { if (hasDelta(reply)) reply.fields["Content-Type"] = "application/octet-stream"; }, ids: ["wrong-type"] },
  "a pattern that leaves out the next release": { alter: offer((route) => `match="${route.path}?"`), ids: ["dictionary-mismatch"] },
  "a pattern that includes another bundle": { alter: offer(() => 'match="app*.wasm?"'), ids: ["dictionary-mismatch"] },
  "a pattern with a regular expression": { alter: offer((route) => `match="/${route.path.split(".")[0]}.([0-9a-f]+).wasm?"`), ids: ["dictionary-mismatch"] },
  "a pattern that includes queries": { alter: offer((route) => `match="${route.path.split(".")[0]}.*.wasm"`), ids: ["dictionary-mismatch"] },
  "another pattern that is right": { alter: offer((route) => `match="/${route.path.split(".")[0]}.:hash.wasm?", match-dest=("")`), ids: [] },
  "no deltas": { choose: (request) => ({ ...request, headers: { ...request.headers, "available-dictionary": "" } }), ids: [], warnings: ["delta-not-sent"] },
  "no Use-As-Dictionary": { alter: (reply) => delete reply.fields["Use-As-Dictionary"], ids: [], warnings: ["dictionary-not-offered"] },
  "a Use-As-Dictionary that is no dictionary": { alter: offer(() => "app.*.wasm?"), ids: [], warnings: ["dictionary-not-offered"] },
  "a Use-As-Dictionary for scripts": { alter: offer((route) => `match="${route.path.split(".")[0]}.*.wasm?", match-dest=("script")`), ids: [], warnings: ["dictionary-not-kept"] },
  "modules that are not stored": { alter: (reply) => { if (isModule(reply) && reply.status === 200) reply.fields["Cache-Control"] = "no-store"; }, ids: ["short-cache"], warnings: ["dictionary-not-kept"] },
  "deltas by their own names": {
    alter: (reply, request, { directory }) => {
      const file = path.join(directory, path.basename(request.url));
      if (request.url.endsWith(".dcz") && fs.existsSync(file)) Object.assign(reply, { status: 200, body: fs.readFileSync(file), fields: { "Content-Type": "application/octet-stream" } });
    },
    ids: [],
    warnings: ["delta-in-public"],
  },
};

const field = ({ from }) => `:${Buffer.from(from.sha256, "hex").toString("base64")}:`;

/// Gives complete responses and deltas that Use-As-Dictionary.
function offer(value) {
  return (reply) => {
    if (isModule(reply) && reply.status === 200) reply.fields["Use-As-Dictionary"] = value(reply.route);
  };
}

/// Gives the module those ETags; undefined: the correct one.
function shareTag(reply, request, tagOf) {
  const tag = isModule(reply) && reply.route.encodings.length > 0 ? tagOf(reply) : undefined;
  if (tag === undefined) return;
  reply.fields.ETag = `"${tag}"`;
  if (request.headers["if-none-match"] === reply.fields.ETag) Object.assign(reply, { status: 304, body: "" });
}

suite("wasmpair verify and deltas", () => {
  let states;
  let directory;
  let goServer;
  before((t) => {
    states = publishDeltas(temporaryDirectory(t), { bundles: ["app2"] });
    ({ directory } = states.at(-1));
    assert.equal(states.at(-1).wasm.deltas.length, 2);
    goServer = buildGoServer(temporaryDirectory(t), (generated) => fs.cpSync(directory, generated, { recursive: true })).command;
  });

  const start = (t, { alter = () => {}, choose = (request) => request } = {}, root = directory) =>
    correctServer(t, root, {
      choose: (request) => choose(request, { deltas: states.at(-1).wasm.deltas }),
      alter: (reply, request) => alter(reply, request, { directory, deltas: states.at(-1).wasm.deltas }),
    });

  test("a correct server has no problems", async (t) => {
    const { url, requests } = await start(t);
    await assertFound(await verify(url, "--strict"), []);
    const asked = requests.filter(({ headers }) => headers["available-dictionary"]);
    assert.ok(asked.length > 0);
    assert.deepEqual(requests.filter(({ url: target }) => target.includes("?")).map(({ url: target }) => target.split("?")[1]), ["full"]);
  });

  for (const [name, { alter, choose, ids, warnings }] of Object.entries(faults)) {
    test(`finds ${name}`, async (t) => {
      const { url } = await start(t, { alter, choose });
      await assertFound(await verify(url), ids, warnings);
    });
  }

  test("checks what can be checked when the earlier modules are gone", async (t) => {
    const root = path.join(temporaryDirectory(t), "site");
    fs.cpSync(directory, root, { recursive: true });
    for (const { from } of states.at(-1).wasm.deltas) fs.rmSync(path.join(root, from.path));
    await assertFound(await verify((await start(t, {}, root)).url, "--strict"), []);
    for (const name of ["a delta that was cut off", "a byte of a delta that was changed", "a delta with another magic number", "an empty delta"])
      await assertFound(await verify((await start(t, faults[name], root)).url), ["undecodable-delta"]);
  });

  // Debian's libbrotli cannot decode dcb: then its bytes are compared with those that were published.
  for (const [name, env] of [["Debian's libbrotli", {}], ["a later libbrotli", laterLibbrotli]]) {
    test(`asks for both codings of a delta, with ${name}`, async (t) => {
      const release = publishDeltas(temporaryDirectory(t), { encodings: states.map(() => "dcb,dcz") }).at(-1);
      const run = async (alter = () => {}) => {
        const { url, requests } = await correctServer(t, release.directory, { alter });
        const found = await verifyIn(env, url, "--strict");
        return { found, accepted: new Set(requests.filter(({ headers }) => headers["available-dictionary"]).map(({ headers }) => headers["accept-encoding"])) };
      };
      const { found, accepted } = await run();
      await assertFound(found, []);
      for (const coding of ["dcb", "dcz", "dcb, dcz"]) assert.ok(accepted.has(`gzip, deflate, br, zstd, ${coding}`), coding);
      for (const coding of ["dcb", "dcz"]) {
        const broken = await run((reply) => hasDelta(reply) && reply.encoding === coding && setBody(reply, reply.body.subarray(0, -1)));
        await assertFound(broken.found, ["undecodable-delta"]);
        const wrong = await run((reply) => hasDelta(reply) && reply.encoding === coding && setBody(reply, edited(reply.body, 20)));
        await assertFound(wrong.found, ["wrong-dictionary"]);
        const unlabeled = await run((reply) => hasDelta(reply) && reply.encoding === coding && delete reply.fields["Content-Encoding"]);
        assert.ok(unlabeled.found.report.findings.some(({ id }) => id === "delta-without-encoding"));
      }
    });
  }

  test("decodes dcb where libbrotli can", async (t) => {
    const { directory: root } = publishDeltas(temporaryDirectory(t), { encodings: states.map(() => "dcb") }).at(-1);
    const manifest = readManifest(root);
    for (const delta of manifest.bundles.app.wasm.deltas) {
      const file = path.join(root, delta.path);
      const damaged = edited(fs.readFileSync(file), delta.bytes - 20);
      fs.writeFileSync(file, damaged);
      delta.sha256 = crypto.createHash("sha256").update(damaged).digest("hex");
    }
    fs.writeFileSync(path.join(root, "wasmpair.json"), JSON.stringify(manifest));
    const { url } = await correctServer(t, root);
    await assertFound(await verifyIn({}, url, "--strict"), []);
    await assertFound(await verifyIn(laterLibbrotli, url, "--strict"), ["undecodable-delta"]);
  });

  test("takes no more than a module's size from hostile servers", async (t) => {
    const last = states.at(-1).wasm;
    const sent = [];
    const endless = (isMeant) => correctServer(t, directory, {
      send: (response, reply, request) => isMeant(reply, request) && request.method === "GET" && Boolean(sent.push(sendEndlessly(response, reply))),
    });
    const oldModules = last.deltas.map(({ from }) => `/${from.path}`);
    await assertFound(await verify((await endless((reply, request) => oldModules.includes(request.url))).url, "--strict"), []);
    assert.equal(sent.length, 2);
    await assertFound(await verify((await endless(hasDelta)).url), ["too-large", "undecodable-delta"]);
    // What is on its way when a connection is closed counts, too.
    for (const { bytes } of sent) assert.ok(bytes < last.bytes + (16 << 20), `${bytes} bytes`);
    const { url } = await start(t, { alter: (reply) => hasDelta(reply) && setBody(reply, Buffer.concat([reply.body.subarray(0, 40), bomb])) });
    await assertFound(await verify(url), ["undecodable-delta"]);
    const odd = await verify((await start(t, { alter: offer(() => "match=\"\u00ff\u0085\u009b2J\"") })).url);
    await assertFound(odd, [], ["dictionary-not-offered"]);
    assert.ok(!JSON.stringify(odd.report).includes("\u009b"));
  });

  test("takes warnings for findings with --strict", async (t) => {
    const { url } = await start(t, faults["no deltas"]);
    await assertFound(await verify(url, "--strict"), ["delta-not-sent"]);
  });

  test("asks nothing about deltas of a release without them", async (t) => {
    const root = path.join(temporaryDirectory(t), "site");
    fs.cpSync(directory, root, { recursive: true });
    const manifest = readManifest(root);
    const run = async () => {
      fs.writeFileSync(path.join(root, "wasmpair.json"), JSON.stringify(manifest));
      const { url, requests } = await start(t, {}, root);
      await assertFound(await verify(url), []);
      return requests.map(({ method, url: target, headers }) => [method, target, ...Object.entries(headers).filter(([name]) => name !== "host").flat()].join(" ").replace(/ if-none-match .*/, " if-none-match")).sort();
    };
    const { app, app2 } = manifest.bundles;
    const withDeltas = await run();
    delete app.wasm.deltas;
    const withDictionary = await run();
    delete app.wasm.dictionary;
    delete app2.wasm.dictionary;
    assert.deepEqual(await run(), withDictionary, "a dictionary alone costs no request");
    assert.ok(withDictionary.every((request) => withDeltas.includes(request)));
    const more = withDeltas.length - withDictionary.length;
    assert.ok(more > 0 && more <= 11 + 3 * 2, `${more} requests about two deltas`);
    assert.ok(!withDictionary.join().includes("available-dictionary"));
  });

  const servers = {
    ...configuredSites,
    "wasmpair serve": (t, root) => preview(t, root),
    "the Go package": (t, root) => startGoServer(t, goServer, root),
    "the Go package, embedded": (t) => startGoServer(t, goServer),
  };
  for (const [server, serve] of Object.entries(servers)) {
    test(`finds nothing with ${server}`, async (t) => {
      const root = path.join(temporaryDirectory(t), "site");
      fs.cpSync(directory, root, { recursive: true });
      const site = await serve(t, root);
      await assertFound(await verify(site.url, "--strict"), []);
    });
  }

  const simulated = {
    "unasked-delta": ["unasked-delta", "wrong-dictionary"],
    "wrong-dictionary": ["wrong-dictionary"],
    "cut-delta": ["undecodable-delta"],
    "no-dictionary-vary": ["missing-vary"],
  };
  for (const [fault, ids] of Object.entries(simulated)) {
    test(`finds the simulated fault ${fault}`, async (t) => {
      const site = await preview(t, directory, "--fault", fault);
      await assertFound(await verify(site.url), ids);
    });
  }

  test("explains each incident", () => {
    for (const id of new Set(Object.values(faults).flatMap(({ ids, warnings = [] }) => [...ids, ...warnings]))) {
      const run = wasmpair(["explain", id]);
      assert.equal(run.status, 0, id);
      for (const line of run.stdout.split("\n")) assert.ok(line.length <= 80, line);
    }
  });
});
