// CloudFront as far as its documentation says how it runs a function in front of an S3 bucket: a server on 127.0.0.1. The
// cache is left out, because a function runs before it.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import vm from "node:vm";
import { makeBucket } from "./buckets.mjs";
import { temporaryDirectory, wasmpair } from "./program.mjs";

/// A field of an event: the lines of one name.
const field = (lines) => (lines.length > 1 ? { value: lines[0], multiValue: lines.map((value) => ({ value })) } : { value: lines[0] });

/// The function in a file, as one of events. It gets no object of this realm but the event, as text.
export function loadFunction(code) {
  const context = vm.createContext({});
  vm.runInContext(code, context);
  const run = vm.runInContext("(event) => JSON.stringify(handler(JSON.parse(event)))", context);
  return (event) => JSON.parse(run(JSON.stringify(event)));
}

export function viewerRequest(uri, headers = {}, method = "GET") {
  return { version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip: "192.0.2.1" }, request: { method, uri, querystring: {}, headers, cookies: {} } };
}

/// Uploads the release in a directory with the script of `wasmpair config s3 --cloudfront`: the objects by their keys.
export function uploadForCloudFront(t, directory, prefix = "") {
  const work = temporaryDirectory(t);
  const bucket = makeBucket(work);
  const script = path.join(work, "upload.sh");
  const written = wasmpair(["config", "s3", "--cloudfront", "--manifest", path.join(directory, "wasmpair.json"), "-o", script]);
  assert.deepEqual([written.status, written.stderr], [0, ""]);
  const run = bucket.run(script, [`s3://bucket${prefix}`, directory]);
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  const pattern = /s3:\/\/bucket(\/\S*) --content-type=(.*) --cache-control=(.*?)(?: --content-encoding=(\w+))?$/;
  return new Map(bucket.calls().map((call) => {
    const [, key, type, cacheControl, encoding] = pattern.exec(call);
    return [key, { content: fs.readFileSync(path.join(bucket.directory, key)), type, cacheControl, encoding }];
  }));
}

/// The response of S3: { status, headers, body }.
function ask(objects, { uri, headers }) {
  const object = objects.get(decodeURIComponent(uri));
  if (!object) return { status: 404, headers: { "content-type": "application/xml" }, body: Buffer.from("<Error/>") };
  const fields = {
    "content-type": object.type, "cache-control": object.cacheControl, "accept-ranges": "bytes",
    "etag": `"${crypto.createHash("md5").update(object.content).digest("hex")}"`,
    ...(object.encoding ? { "content-encoding": object.encoding } : {}),
  };
  if (headers["if-none-match"]?.value === fields.etag) return { status: 304, headers: fields, body: Buffer.alloc(0) };
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range?.value ?? "");
  if (!range) return { status: 200, headers: fields, body: object.content };
  const body = object.content.subarray(Number(range[1]), Number(range[2]) + 1);
  return { status: 206, headers: { ...fields, "content-range": `bytes ${range[1]}-${range[2]}/${object.content.length}` }, body };
}

/// Serves the objects with the function in a file: { url, log }.
export async function serveCloudFront(t, objects, file) {
  const run = loadFunction(fs.readFileSync(file, "utf8"));
  const answer = (incoming) => {
    const uri = incoming.url.split("?")[0];
    const fields = Object.fromEntries(Object.entries(incoming.headersDistinct).map(([name, lines]) => [name, field(lines)]));
    const asked = viewerRequest(uri, fields, incoming.method);
    const chosen = run(asked);
    if (chosen.statusCode) {
      const headers = Object.fromEntries(Object.entries(chosen.headers).map(([name, { value }]) => [name, value]));
      return { status: chosen.statusCode, headers, body: Buffer.alloc(0) };
    }
    const { status, headers, body } = ask(objects, chosen);
    if (status >= 400) return { status, headers, body };
    const response = { statusCode: status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])) };
    // Whether the request is the visitor's or the function's, the fields are the same.
    const [described, again] = [asked.request, chosen].map((request) =>
      run({ ...asked, context: { eventType: "viewer-response" }, request, response }));
    assert.deepEqual(described, again);
    return { status, headers: Object.fromEntries(Object.entries(described.headers).map(([name, { value }]) => [name, value])), body };
  };
  const server = http.createServer((incoming, outgoing) => {
    const { status, headers, body } = answer(incoming);
    const length = status === 304 ? {} : { "content-length": body.length };
    outgoing.writeHead(status, { ...headers, ...length }).end(incoming.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}/`, log: () => "" };
}
