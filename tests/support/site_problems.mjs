// An independent, table-driven check of a live site: every kind of request, and the correct response to each.
// Each problem has the id of an incident, to tell the faults of misconfigured servers apart.
import crypto from "node:crypto";
import { decode, request } from "./requests.mjs";
import { bundleFiles } from "./release.mjs";

/// Accept-Encoding as sent (undefined: not at all), and the encodings that it accepts besides identity.
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

/// The problems of the release at url, a directory: [{ id, place, observed }]. previous: the manifest of the previous
/// release, if its files must still be there.
export async function problemsOf(url, manifest, previous = { bundles: {} }) {
  const problems = [];
  const report = (id, place, observed) => problems.push({ id, place, observed });
  const files = filesOf(manifest);
  // The loader adds the query to get past caches.
  for (const file of [...files, { ...files[0], path: `${files[0].path}?full` }])
    await checkAsset(new URL(file.path, url), file, report);
  for (const page of pagesOf(manifest)) await checkPage(new URL(page.path, url), page, report);
  await checkMissing(url, manifest, report);
  for (const { path } of filesOf(previous)) {
    const { status } = await request(new URL(path, url), { method: "HEAD" });
    if (status === 404) report("previous-release-missing", path, status);
  }
  return problems;
}

/// The distinct ids of the problems, sorted.
export function idsOf(problems) {
  return [...new Set(problems.map(({ id }) => id))].sort();
}

export function filesOf(manifest) {
  const files = Object.values(manifest.bundles).flatMap(bundleFiles);
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
    const response = await request(url, { headers });
    if (response.status !== 200) {
      report("not-found", place, response.status);
      return;
    }
    if (!checkType(response, file.type, place, report)) return;
    checkCoding(response, file, accept, accepted, place, report);
    checkVary(response, place, report);
    if (!/max-age=(\d+)/.test(response.headers["cache-control"]) || !response.headers["cache-control"].includes("immutable") ||
      Number(/max-age=(\d+)/.exec(response.headers["cache-control"])[1]) < year) {
      report("short-cache", place, response.headers["cache-control"]);
    }
    checkTag(response, tags, place, report);
    await checkOthers(url, headers, response, place, report);
  }
}

function checkType(response, type, place, report) {
  const observed = response.headers["content-type"] ?? "";
  if (observed === type) return true;
  const isPage = observed.startsWith("text/html") && !type.startsWith("text/html");
  report(isPage ? "html-fallback" : "wrong-type", place, observed);
  return !isPage;
}

function checkCoding(response, file, accept, accepted, place, report) {
  const encoding = codingOf(response);
  if (encoding && !accepted.includes(encoding)) report("unaccepted-encoding", place, encoding);
  const offered = file.encodings.some((sibling) => accepted.includes(sibling.encoding));
  const digest = sha256(response.body);
  const sibling = file.encodings.find((candidate) => candidate.sha256 === digest);
  if (!encoding && sibling) return report("missing-encoding", place, sibling.encoding);
  if (!encoding && offered && accept !== "*") report("not-compressed", place, `${response.body.length} bytes`);
  let decoded;
  try {
    decoded = sha256(decode(encoding, response.body));
  } catch (error) {
    return report("altered-body", place, error.message);
  }
  if (file.encodings.some((candidate) => candidate.sha256 === decoded)) return report("double-encoding", place, encoding);
  if (decoded !== file.sha256) return report("altered-body", place, decoded);
  if (encoding && file.encodings.find((candidate) => candidate.encoding === encoding)?.sha256 !== digest) {
    report("recompressed", place, `${encoding}, ${response.body.length} bytes`);
  }
}

function checkVary(response, place, report) {
  const fields = response.all("vary").flatMap((value) => value.toLowerCase().split(",").map((name) => name.trim()));
  if (fields.includes("accept-encoding")) return;
  report(fields.includes("content-encoding") || fields.includes("*") ? "wrong-vary" : "missing-vary", place, fields.join());
}

/// "" for identity, which a server need not name.
function codingOf(response) {
  const encoding = response.headers["content-encoding"] ?? "";
  return encoding === "identity" ? "" : encoding;
}

function checkTag(response, tags, place, report) {
  const [tag, ...more] = response.all("etag");
  const encoding = codingOf(response);
  if (!tag) report("missing-etag", place, "");
  else if (more.length > 0 || /", *(W\/)?"/.test(tag)) report("duplicate-etag", place, response.all("etag").join());
  else if (tag.startsWith("W/")) report("weak-etag", place, tag);
  if (!tag) return;
  const owner = tags.get(tag) ?? encoding;
  tags.set(tag, owner);
  if (owner !== encoding) report("shared-etag", place, `${tag} for '${owner}' and '${encoding}'`);
}

/// The other requests for the same representation: HEAD, If-None-Match, Range.
async function checkOthers(url, headers, response, place, report) {
  const head = await request(url, { method: "HEAD", headers });
  // The length may be unknown in advance; if it is sent, it must be that of GET (RFC 9110, section 8.6).
  const length = head.headers["content-length"];
  if (length !== undefined && Number(length) !== response.body.length) report("head-differs", place, `content-length: ${length}`);
  for (const name of ["content-type", "content-encoding", "vary", "etag", "cache-control"]) {
    if (response.headers[name] !== head.headers[name]) report("head-differs", place, `${name}: ${head.headers[name]}`);
  }
  if (head.status !== response.status) report("head-differs", place, head.status);

  if (response.headers.etag) {
    const again = await request(url, { headers: { ...headers, "if-none-match": response.headers.etag } });
    if (again.status !== 304) report("no-revalidation", place, again.status);
    else checkVary(again, `${place}, 304`, report);
  }

  const part = await request(url, { headers: { ...headers, range: "bytes=8-15" } });
  if (part.status === 206) {
    checkVary(part, `${place}, 206`, report);
    const same = part.headers["content-encoding"] === response.headers["content-encoding"];
    const range = `bytes 8-15/${response.body.length}`;
    if (!same || !part.body.equals(response.body.subarray(8, 16)) || part.headers["content-range"] !== range) {
      report("wrong-range", place, `${part.headers["content-range"]}, ${part.headers["content-encoding"]}`);
    }
  } else if (part.status !== 200 || !part.body.equals(response.body)) {
    report("wrong-range", place, part.status);
  }
}

async function checkPage(url, page, report) {
  for (const headers of [{}, { "accept-encoding": "gzip, deflate, br, zstd" }]) {
    const response = await request(url, { headers });
    const place = `${page.path} for ${JSON.stringify(headers)}`;
    if (response.status !== 200) return report("not-found", place, response.status);
    checkType(response, page.type, place, report);
    const cache = response.headers["cache-control"] ?? "";
    if (cache.includes("immutable")) report("immutable-page", place, cache);
    else if (!/no-cache|no-store|max-age=0/.test(cache)) report("cached-page", place, cache);
    if (!response.headers.etag) continue;
    const again = await request(url, { headers: { ...headers, "if-none-match": response.headers.etag } });
    if (again.status !== 304) report("no-revalidation", place, again.status);
  }
}

/// Files that are missing, like those of a release that is not deployed yet.
async function checkMissing(url, manifest, report) {
  for (const file of filesOf(manifest)) {
    const name = file.path.replace(/\.[0-9a-f]+\./, ({ length }) => `.${"0".repeat(length - 2)}.`);
    const response = await request(new URL(name, url), { headers: { "accept-encoding": "gzip, br" } });
    if (response.status === 200) report("html-fallback", name, response.headers["content-type"]);
    else if (/immutable|max-age=[1-9]/.test(response.headers["cache-control"])) {
      report("cached-error", name, response.headers["cache-control"]);
    }
  }
}
