// What a right server answers for a release, asked in every way: an independent, table-driven check of a live site.
// Each problem has the id of an incident, so that wrong servers can be told apart, too.
import crypto from "node:crypto";
import { decode, request } from "./requests.mjs";

/// Accept-Encoding as it is sent (undefined: not at all), and the encodings that it accepts besides identity.
const accepts = [
  [undefined, []],
  ["identity", []],
  ["gzip", ["gzip"]],
  ["br", ["br"]],
  ["gzip, br", ["gzip", "br"]],
  ["br;q=0", []],
  ["gzip;q=0, br;q=0.000", []],
  ["br;q=0, gzip;q=0.5", ["gzip"]],
  ["*;q=0", []],
  ["*", ["gzip", "br", "zstd"]],
  ["gzip, deflate, br, zstd", ["gzip", "br", "zstd"]], // Chromium's
];
const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");
const year = 31536000;

/// Every problem of the release at url, a directory: [{ id, place, seen }], empty if all is right. previous: the manifest
/// of the release before it, if its files are to be there, too.
export async function problemsOf(url, manifest, previous = { bundles: {} }) {
  const problems = [];
  const report = (id, place, seen) => problems.push({ id, place, seen });
  for (const file of filesOf(manifest)) await checkAsset(new URL(file.path, url), file, report);
  for (const page of pagesOf(manifest)) await checkPage(new URL(page.path, url), page, report);
  await checkMissing(url, manifest, report);
  for (const { path } of filesOf(previous)) {
    const { status } = await request(new URL(path, url), { method: "HEAD" });
    if (status === 404) report("previous-release-missing", path, status);
  }
  return problems;
}

/// The ids among problems, sorted, each once.
export function idsOf(problems) {
  return [...new Set(problems.map(({ id }) => id))].sort();
}

export function filesOf(manifest) {
  const files = Object.values(manifest.bundles).flatMap(({ wasm, shim, loader }) => [wasm, shim, loader]);
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

export function pagesOf(manifest) {
  const index = manifest.pages.filter(({ path }) => path === "index.html").map((page) => ({ ...page, path: "./" }));
  return [...manifest.pages, ...index, { path: "wasmpair.json", type: "application/json" }];
}

async function checkAsset(url, file, report) {
  const tags = new Map();
  for (const [accept, accepted] of accepts) {
    const place = `${file.path} for ${accept ?? "no Accept-Encoding"}`;
    const headers = accept === undefined ? {} : { "accept-encoding": accept };
    const answer = await request(url, { headers });
    if (answer.status !== 200) {
      report("not-found", place, answer.status);
      return;
    }
    if (!checkType(answer, file.type, place, report)) return;
    checkCoding(answer, file, accept, accepted, place, report);
    checkVary(answer, place, report);
    if (!/max-age=(\d+)/.test(answer.headers["cache-control"]) || !answer.headers["cache-control"].includes("immutable") ||
      Number(/max-age=(\d+)/.exec(answer.headers["cache-control"])[1]) < year) {
      report("short-cache", place, answer.headers["cache-control"]);
    }
    checkTag(answer, tags, place, report);
    await checkOthers(url, headers, answer, place, report);
  }
}

function checkType(answer, type, place, report) {
  const seen = answer.headers["content-type"] ?? "";
  if (seen === type) return true;
  const isPage = seen.startsWith("text/html") && !type.startsWith("text/html");
  report(isPage ? "html-fallback" : "wrong-type", place, seen);
  return !isPage;
}

function checkCoding(answer, file, accept, accepted, place, report) {
  const encoding = answer.headers["content-encoding"] ?? "";
  if (encoding && encoding !== "identity" && !accepted.includes(encoding)) report("unaccepted-encoding", place, encoding);
  const offered = file.encodings.some((sibling) => accepted.includes(sibling.encoding));
  const digest = sha256(answer.body);
  const sibling = file.encodings.find((candidate) => candidate.sha256 === digest);
  if (!encoding && sibling) return report("missing-encoding", place, sibling.encoding);
  if (!encoding && offered && accept !== "*") report("not-compressed", place, `${answer.body.length} bytes`);
  let decoded;
  try {
    decoded = sha256(decode(encoding, answer.body));
  } catch (error) {
    return report("altered-body", place, error.message);
  }
  if (file.encodings.some((candidate) => candidate.sha256 === decoded)) return report("double-encoding", place, encoding);
  if (decoded !== file.sha256) return report("altered-body", place, decoded);
  if (encoding && file.encodings.find((candidate) => candidate.encoding === encoding)?.sha256 !== digest) {
    report("recompressed", place, `${encoding}, ${answer.body.length} bytes`);
  }
}

function checkVary(answer, place, report) {
  const fields = answer.all("vary").flatMap((value) => value.toLowerCase().split(",").map((name) => name.trim()));
  if (fields.includes("accept-encoding")) return;
  report(fields.includes("content-encoding") || fields.includes("*") ? "wrong-vary" : "missing-vary", place, fields.join());
}

function checkTag(answer, tags, place, report) {
  const [tag, ...more] = answer.all("etag");
  const encoding = answer.headers["content-encoding"] ?? "";
  if (!tag) report("missing-etag", place, "");
  else if (more.length > 0 || /", *(W\/)?"/.test(tag)) report("duplicate-etag", place, answer.all("etag").join());
  else if (tag.startsWith("W/")) report("weak-etag", place, tag);
  if (!tag) return;
  const owner = tags.get(tag) ?? encoding;
  tags.set(tag, owner);
  if (owner !== encoding) report("shared-etag", place, `${tag} for '${owner}' and '${encoding}'`);
}

/// The other requests for what was answered: HEAD, If-None-Match, Range.
async function checkOthers(url, headers, answer, place, report) {
  const head = await request(url, { method: "HEAD", headers });
  // A length may be unknown in advance; one that is told is that of GET (RFC 9110, section 8.6).
  const length = head.headers["content-length"];
  if (length !== undefined && Number(length) !== answer.body.length) report("head-differs", place, `content-length: ${length}`);
  for (const name of ["content-type", "content-encoding", "vary", "etag", "cache-control"]) {
    if (answer.headers[name] !== head.headers[name]) report("head-differs", place, `${name}: ${head.headers[name]}`);
  }
  if (head.status !== answer.status) report("head-differs", place, head.status);

  if (answer.headers.etag) {
    const again = await request(url, { headers: { ...headers, "if-none-match": answer.headers.etag } });
    if (again.status !== 304) report("no-revalidation", place, again.status);
    else checkVary(again, `${place}, 304`, report);
  }

  const part = await request(url, { headers: { ...headers, range: "bytes=8-15" } });
  if (part.status === 206) {
    checkVary(part, `${place}, 206`, report);
    const same = part.headers["content-encoding"] === answer.headers["content-encoding"];
    const range = `bytes 8-15/${answer.body.length}`;
    if (!same || !part.body.equals(answer.body.subarray(8, 16)) || part.headers["content-range"] !== range) {
      report("wrong-range", place, `${part.headers["content-range"]}, ${part.headers["content-encoding"]}`);
    }
  } else if (part.status !== 200 || !part.body.equals(answer.body)) {
    report("wrong-range", place, part.status);
  }
}

async function checkPage(url, page, report) {
  for (const headers of [{}, { "accept-encoding": "gzip, deflate, br, zstd" }]) {
    const answer = await request(url, { headers });
    const place = `${page.path} for ${JSON.stringify(headers)}`;
    if (answer.status !== 200) return report("not-found", place, answer.status);
    checkType(answer, page.type, place, report);
    const cache = answer.headers["cache-control"] ?? "";
    if (cache.includes("immutable")) report("immutable-page", place, cache);
    else if (!/no-cache|no-store|max-age=0/.test(cache)) report("cached-page", place, cache);
    if (!answer.headers.etag) continue;
    const again = await request(url, { headers: { ...headers, "if-none-match": answer.headers.etag } });
    if (again.status !== 304) report("no-revalidation", place, again.status);
  }
}

/// A module that is not there, as that of a release which has not arrived yet.
async function checkMissing(url, manifest, report) {
  for (const file of filesOf(manifest)) {
    const name = file.path.replace(/\.[0-9a-f]+\./, ({ length }) => `.${"0".repeat(length - 2)}.`);
    const answer = await request(new URL(name, url), { headers: { "accept-encoding": "gzip, br" } });
    if (answer.status === 200) report("html-fallback", name, answer.headers["content-type"]);
    else if (/immutable|max-age=[1-9]/.test(answer.headers["cache-control"])) {
      report("cached-error", name, answer.headers["cache-control"]);
    }
  }
}
