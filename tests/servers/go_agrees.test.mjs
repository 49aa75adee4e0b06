// The Go package from `wasmpair config go` responds as the preview does, to the same requests over the same release.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { generateAcceptEncodings } from "../support/accept_encodings.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { exchange, parseResponses, request } from "../support/raw_http.mjs";

const howMany = 120_000;
/// Requests of one connection, sent without waiting for responses.
const atOnce = 1_000;

test("the Go package and the preview", { timeout: 900_000 }, async (t) => {
  const work = temporaryDirectory();
  fs.writeFileSync(path.join(work, "robots.txt"), "User-agent: *\n".repeat(300));
  const release = packedSite(t, "--base", "/a/", "--encodings", "br,gzip,zstd", "--asset", path.join(work, "robots.txt"), "--stable", "robots.txt");
  const { command } = buildGoServer(work, (directory) => fs.cpSync(release.directory, directory, { recursive: true }));
  const server = await startGoServer(t, command, release.directory);
  const ports = [Number(new URL(server.url).port), (await preview(t, release.directory)).port];

  await t.test(`choose the same coding for ${howMany} values of Accept-Encoding`, async () => {
    // A field value has no control characters: neither of the two gets to read those.
    const values = generateAcceptEncodings(Math.ceil(howMany * 1.05), 20261127).filter((value) => !/[^\t\x20-\x7e\x80-\xff]/.test(value)).slice(0, howMany);
    assert.equal(values.length, howMany);
    const counts = {};
    for (let first = 0; first < howMany; first += atOnce) {
      const some = values.slice(first, first + atOnce);
      const [ours, theirs] = await Promise.all(ports.map((port) => chosen(port, `/a${release.wasm}`, some)));
      some.forEach((value, index) => {
        assert.equal(ours[index], theirs[index], JSON.stringify(value));
        counts[ours[index]] = (counts[ours[index]] ?? 0) + 1;
      });
    }
    assert.deepEqual(Object.keys(counts).sort(), ["br", "gzip", "identity", "zstd"]);
    for (const [coding, count] of Object.entries(counts)) assert.ok(count > howMany / 50, `${coding}: ${count}`);
  });

  await t.test("send the same fields and bytes", async () => {
    const { bundles } = release.manifest;
    const size = bundles.app.wasm.bytes;
    const tags = await Promise.all(["br", "gzip", "identity"].map(async (coding) =>
      (await request(ports[1], `/a${release.wasm}`, { "Accept-Encoding": coding }, "HEAD")).fields.etag));
    const names = ["wasm", "shim", "loader", "runner"].map((kind) => bundles.app[kind].url);
    const [ledger] = fs.readdirSync(release.directory).filter((name) => /^wasmpair[.][0-9a-f]{16}[.]json$/.test(name));
    const paths = [...names, "/a/robots.txt", "/a/wasmpair.json", `/a/${ledger}`, "/a/absent.0123456789abcdef.wasm", `${names[0]}.br`, `${names[0]}?full`, `/a/./x/..${release.wasm}`];
    const fields = [
      ...["br", "gzip", "zstd", "identity", "", "*;q=0", undefined].map((coding) => ({ "Accept-Encoding": coding })),
      ...tags.flatMap((tag) => [{ "If-None-Match": tag }, { "If-Match": tag }, { "If-None-Match": `W/${tag}, "x"`, "Accept-Encoding": "br" },
        { "If-Range": tag, Range: "bytes=5-9" }]),
      ...["*", "\"x\"", "x", ""].flatMap((value) => [{ "If-None-Match": value }, { "If-Match": value }]),
      ...["0-0", "0-", "-1", "-0", "5-4", `${size}-`, `0-${size * 2}`, "0-1,3-4", "x", ",1-2", "18446744073709551616-"].map((range) => ({ Range: `bytes=${range}` })),
      { Range: "lines=1-2" }, { Range: "bytes=0-9", "Accept-Encoding": "br" }, { "If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT" },
    ];
    let compared = 0;
    for (const [path, field] of paths.flatMap((name) => fields.map((one) => [name, one]))) {
      for (const method of ["GET", "HEAD"]) {
        const [ours, theirs] = await Promise.all(ports.map((port) => request(port, path, field, method)));
        assert.deepEqual(comparable(ours), comparable(theirs), `${method} ${path} ${JSON.stringify(field)}`);
        ++compared;
      }
    }
    assert.ok(compared > 500, String(compared));
    const refused = await Promise.all(ports.map((port) => request(port, names[0], {}, "DELETE")));
    assert.equal(refused[0].status, 405);
    assert.deepEqual(comparable(refused[0]), comparable(refused[1]));
  });
});

/// What both must send. The preview has Vary only where there are encodings.
function comparable({ status, fields: { date, connection, vary, ...fields }, body }) {
  return { status, fields, body: body.toString("latin1") };
}

/// The codings that a server chooses for values of Accept-Encoding.
async function chosen(port, name, values) {
  const requests = values.map((value, index) =>
    `HEAD ${name} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: ${value}\r\n${index === values.length - 1 ? "Connection: close\r\n" : ""}\r\n`);
  const received = await exchange(port, Buffer.from(requests.join(""), "latin1"));
  return parseResponses(received, values.map(() => "HEAD")).map(({ status, fields }) => {
    assert.equal(status, 200);
    assert.match(fields.vary, /^Accept-Encoding$/i);
    return fields["content-encoding"] ?? "identity";
  });
}
