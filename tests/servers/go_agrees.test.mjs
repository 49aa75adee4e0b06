// The Go package from `wasmpair config go` responds as the preview does, to the same requests over the same release.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { generateAcceptEncodings } from "../support/accept_encodings.mjs";
import { buildApp } from "../support/apps.mjs";
import { dictionaryField, laterLibbrotli } from "../support/deltas.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { preview } from "../support/preview.mjs";
import { packIn, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { exchange, parseResponses, request } from "../support/raw_http.mjs";

const howMany = 120_000;
/// Requests of one connection, sent without waiting for responses.
const atOnce = 1_000;

test("the Go package and the preview", { timeout: 900_000 }, async (t) => {
  const work = temporaryDirectory();
  fs.writeFileSync(path.join(work, "robots.txt"), "User-agent: *\n".repeat(300));
  const release = packTwice(path.join(work, "dist"), "--base", "/a/", "--encodings", "br,gzip,zstd", "--asset", path.join(work, "robots.txt"), "--stable", "robots.txt");
  const dictionaries = [release.earlier, "other", undefined].map((content) => content && dictionaryField(content));
  const { command } = buildGoServer(work, (directory) => fs.cpSync(release.directory, directory, { recursive: true }));
  const server = await startGoServer(t, command, release.directory);
  const ports = [Number(new URL(server.url).port), (await preview(t, release.directory)).port];

  await t.test(`choose the same coding for ${howMany} values of Accept-Encoding`, async () => {
    // A field value has no control characters: neither of the two gets to read those.
    const values = generateAcceptEncodings(Math.ceil(howMany * 1.05), 20261127, ["dcb", "dcz"]).filter((value) => !/[^\t\x20-\x7e\x80-\xff]/.test(value)).slice(0, howMany);
    assert.equal(values.length, howMany);
    const counts = {};
    for (let first = 0; first < howMany; first += atOnce) {
      const some = values.slice(first, first + atOnce);
      const [ours, theirs] = await Promise.all(ports.map((port) => chosen(port, release.wasm, some, dictionaries)));
      some.forEach((value, index) => {
        assert.equal(ours[index], theirs[index], JSON.stringify(value));
        counts[ours[index]] = (counts[ours[index]] ?? 0) + 1;
      });
    }
    assert.deepEqual(Object.keys(counts).sort(), ["br", "dcb", "dcz", "gzip", "identity", "zstd"]);
    for (const [coding, count] of Object.entries(counts)) assert.ok(count > howMany / 50, `${coding}: ${count}`);
  });

  await t.test("send the same fields and bytes", async () => {
    const { bundles } = release.manifest;
    const size = bundles.app.wasm.bytes;
    const [having, other] = dictionaries.map((dictionary) => ({ "Available-Dictionary": dictionary }));
    const tags = await Promise.all(["br", "gzip", "identity", "dcb"].map(async (coding) =>
      (await request(ports[1], release.wasm, { "Accept-Encoding": coding, ...having }, "HEAD")).fields.etag));
    assert.equal(new Set(tags).size, 4);
    const names = ["wasm", "shim", "loader", "runner"].map((kind) => bundles.app[kind].url);
    const [ledger] = fs.readdirSync(release.directory).filter((name) => /^wasmpair[.][0-9a-f]{16}[.]json$/.test(name));
    const paths = [...names, release.earlierWasm, "/a/robots.txt", "/a/wasmpair.json", `/a/${ledger}`, "/a/absent.0123456789abcdef.wasm", `${names[0]}.br`, `${names[0]}?full`,
      `/a/./x/../${path.basename(release.wasm)}`, `/a/${bundles.app.wasm.deltas[0].path}`];
    const fields = [
      ...["br", "gzip", "zstd", "identity", "", "*;q=0", undefined].map((coding) => ({ "Accept-Encoding": coding })),
      ...tags.flatMap((tag) => [{ "If-None-Match": tag }, { "If-Match": tag }, { "If-None-Match": `W/${tag}, "x"`, "Accept-Encoding": "br" },
        { "If-Range": tag, Range: "bytes=5-9" }]),
      ...["*", "\"x\"", "x", ""].flatMap((value) => [{ "If-None-Match": value }, { "If-Match": value }]),
      ...["0-0", "0-", "-1", "-0", "5-4", `${size}-`, `0-${size * 2}`, "0-1,3-4", "x", ",1-2", "18446744073709551616-"].map((range) => ({ Range: `bytes=${range}` })),
      ...["gzip, deflate, br, zstd, dcb, dcz", "dcz, br", "dcb;q=0.1", "dcb;q=0, dcz;q=0, br", "DCB", "*", "xdcb, br", "", undefined].flatMap((coding) =>
        [having, other].map((dictionary) => ({ "Accept-Encoding": coding, ...dictionary }))),
      ...[...tags, "*"].flatMap((tag) => ["If-None-Match", "If-Match"].map((condition) => ({ [condition]: tag, "Accept-Encoding": "br, dcb", ...having }))),
      ...["bytes=0-9", "bytes=99999999-", "x", ""].map((range) => ({ Range: range, "Accept-Encoding": "identity, dcb", ...having })),
      ...["", ":", "::", having["Available-Dictionary"].slice(1, -1), `${having["Available-Dictionary"]};a`, ` ${having["Available-Dictionary"]}\t`,
        `${having["Available-Dictionary"]}, ${having["Available-Dictionary"]}`, having["Available-Dictionary"].toLowerCase(), ":../../secret:"]
        .map((dictionary) => ({ "Accept-Encoding": "br, dcb", "Available-Dictionary": dictionary })),
      { Range: "lines=1-2" }, { Range: "bytes=0-9", "Accept-Encoding": "br" }, { "If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT" },
    ];
    let compared = 0;
    for (const [path, field] of paths.flatMap((name) => fields.map((one) => [name, one]))) {
      for (const method of ["GET", "HEAD"]) {
        const [ours, theirs] = await Promise.all(ports.map((port) => request(port, path, field, method)));
        assert.deepEqual(comparable(ours, theirs), comparable(theirs), `${method} ${path} ${JSON.stringify(field)}`);
        ++compared;
      }
    }
    assert.ok(compared > 500, String(compared));
    const refused = await Promise.all(ports.map((port) => request(port, names[0], {}, "DELETE")));
    assert.equal(refused[0].status, 405);
    assert.deepEqual(comparable(...refused), comparable(refused[1]));
  });
});

/// Packs two releases: { directory, manifest, wasm, earlierWasm, earlier }, the URLs of the second one's module, which
/// has deltas, and of the first one's, and the content of that.
function packTwice(directory, ...options) {
  const packed = ["state", "hello"].map((sample) => {
    packIn(laterLibbrotli, buildApp(sample, "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", directory, "--previous", directory,
      "--deltas", "1", "--deltas-encoding", "dcb,dcz", ...options);
    return readManifest(directory);
  });
  const [first, second] = packed.map(({ bundles }) => bundles.app.wasm);
  assert.deepEqual(second.deltas.map(({ encoding }) => encoding), ["dcb", "dcz"]);
  return { directory, manifest: packed[1], wasm: second.url, earlierWasm: first.url, earlier: fs.readFileSync(path.join(directory, first.path)) };
}

/// What both must send. The preview has Vary only where there are encodings or dictionaries, and not in errors.
function comparable({ status, fields: { date, connection, vary, ...fields }, body }, other = { fields: { vary } }) {
  return { status, fields: { ...fields, vary: other.fields.vary && vary }, body: body.toString("latin1") };
}

/// The codings that a server chooses for values of Accept-Encoding, from clients that have the dictionaries in turn.
async function chosen(port, name, values, dictionaries) {
  const requests = values.map((value, index) => {
    const dictionary = dictionaries[index % dictionaries.length];
    return `HEAD ${name} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: ${value}\r\n` +
      `${dictionary ? `Available-Dictionary: ${dictionary}\r\n` : ""}${index === values.length - 1 ? "Connection: close\r\n" : ""}\r\n`;
  });
  const received = await exchange(port, Buffer.from(requests.join(""), "latin1"));
  return parseResponses(received, values.map(() => "HEAD")).map(({ status, fields }) => {
    assert.equal(status, 200);
    assert.equal(fields.vary, "Accept-Encoding, Available-Dictionary");
    return fields["content-encoding"] ?? "identity";
  });
}
