// `vite preview` serves the release as a correct server does, and as `wasmpair serve` would: compressed, with the fields
// that the manifest lists. Vite itself serves everything else.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream";
import { chooseCoding, rangeIn, statusByConditions } from "./negotiation.js";
import { decoded, directoryIn, manifestName } from "./release.js";

export function previewPlugin() {
  return {
    name: "wasmpair:preview",
    apply: "serve",

    configurePreviewServer({ config, middlewares }) {
      const prefix = config.base + directoryIn(config);
      const release = new PublishedRelease(path.resolve(config.root, config.build.outDir, directoryIn(config)));
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, "http://host");
        if (!pathname.startsWith(prefix)) return next();
        const name = decoded(pathname.slice(prefix.length));
        for (const [field, value] of Object.entries(config.preview.headers ?? {})) response.setHeader(field, value);
        try {
          const resource = release.find(name);
          if (resource) return respond(request, response, resource);
          if (release.isOthers(name)) return next();
          return fail(response, 404, "No file of the release has this path.");
        } catch (error) {
          return fail(response, 503, `${error.message}: build again.`);
        }
      });
    },
  };
}

/** What is in Vite's output, as its manifest lists it; read again when the manifest has changed. */
class PublishedRelease {
  #directory;
  #state;
  #resources = new Map();
  #siblings = new Set();

  constructor(directory) {
    this.#directory = directory;
  }

  /** The resource of this name: { type, cacheControl, representations }, the last of which is the identity. */
  find(name) {
    this.#refresh();
    return this.#resources.get(name);
  }

  /**
   * True for a file that is not the release's, and for a name that a page may have. Vite would respond to the name of a
   * file that does not exist with its page, which a client would keep as a script.
   */
  isOthers(name) {
    const file = path.join(this.#directory, name);
    if (this.#state === undefined || path.extname(name) === "") return !name.includes("\0");
    return isInside(file, this.#directory) && !this.#siblings.has(name) && Boolean(stateOf(file)?.isFile());
  }

  #refresh() {
    const file = path.join(this.#directory, manifestName);
    const status = stateOf(file);
    const state = status?.isFile() ? `${status.ino} ${status.size} ${status.mtimeMs}` : undefined;
    if (state === this.#state) return;
    this.#resources.clear();
    this.#siblings.clear();
    if (state !== undefined) this.#read(fs.readFileSync(file));
    this.#state = state;
  }

  #read(text) {
    const { bundles, pages, assets = [] } = JSON.parse(text);
    const add = ({ path: name, type, cacheControl }, representations) => this.#resources.set(name, { type, cacheControl, representations });
    const assetsOf = ({ wasm, shim, loader, runner }) => [wasm, shim, loader, runner ?? []].flat();
    for (const file of [...Object.values(bundles).flatMap(assetsOf), ...assets]) {
      for (const encoding of file.encodings ?? []) this.#siblings.add(encoding.path);
      const encoded = [...file.encodings ?? []].sort((a, b) => a.bytes - b.bytes);
      add(file, [...encoded, file].map((each) => this.#representation(each)));
    }
    for (const page of pages) add(page, [inMemory(fs.readFileSync(this.#fileOf(page.path)))]);
    add({ path: manifestName, type: "application/json", cacheControl: "no-cache" }, [inMemory(text)]);
  }

  #representation({ encoding = "identity", path: name, bytes, sha256 }) {
    return { coding: encoding, file: this.#fileOf(name), bytes, tag: tagOf(sha256) };
  }

  #fileOf(name) {
    const file = path.resolve(this.#directory, name);
    if (!isInside(file, this.#directory)) throw new Error(`the manifest lists ${JSON.stringify(name)}, outside of its directory`);
    return file;
  }
}

const tagOf = (sha256) => `"${sha256.slice(0, 32)}"`;
const inMemory = (content) => ({ coding: "identity", content, bytes: content.length, tag: tagOf(crypto.createHash("sha256").update(content).digest("hex")) });
const isInside = (file, directory) => file.startsWith(directory.endsWith(path.sep) ? directory : directory + path.sep);

function stateOf(file) {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined; // no file has such a name
  }
}

function respond({ method, headers }, response, { type, cacheControl, representations }) {
  if (method !== "GET" && method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return fail(response, 405, "Only GET and HEAD are allowed.");
  }
  const offered = representations.slice(0, -1).map(({ coding }) => coding);
  const chosen = representations.find(({ coding }) => coding === chooseCoding(headers["accept-encoding"], offered));
  const isIdentity = chosen.coding === "identity";
  const conditional = statusByConditions(headers, chosen.tag);
  if (conditional === 412) return fail(response, 412, "The ETag has changed.");
  const range = isIdentity && method === "GET" && !conditional ? rangeIn(headers, chosen.bytes, chosen.tag) : undefined;
  if (range === "outside") {
    response.setHeader("Content-Range", `bytes */${chosen.bytes}`);
    return fail(response, 416, "The range is outside the file.");
  }
  expectSize(chosen);

  response.setHeader("Cache-Control", cacheControl);
  response.setHeader("ETag", chosen.tag);
  // Besides Origin, which Vite sends for CORS.
  if (offered.length > 0) response.setHeader("Vary", [response.getHeader("Vary") ?? [], "Accept-Encoding"].flat().join(", "));
  if (conditional === 304) return response.writeHead(304).end();
  response.setHeader("Content-Type", type);
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (isIdentity) response.setHeader("Accept-Ranges", "bytes");
  else response.setHeader("Content-Encoding", chosen.coding);
  return send(response, chosen, range, method);
}

function expectSize({ file, bytes }) {
  if (file && stateOf(file)?.size !== bytes) throw new Error(`${path.basename(file)} is not the file in the manifest`);
}

function send(response, { file, content, bytes }, range, method) {
  const [first, last] = range ? [range.first, range.last] : [0, bytes - 1];
  if (range) response.setHeader("Content-Range", `bytes ${first}-${last}/${bytes}`);
  response.writeHead(range ? 206 : 200, { "Content-Length": last + 1 - first });
  if (method === "HEAD" || bytes === 0) response.end();
  else if (content) response.end(content.subarray(first, last + 1));
  else pipeline(fs.createReadStream(file, { start: first, end: last }), response, () => {}); // a client that goes away is no error
}

/** An error that nothing caches. */
function fail(response, status, text) {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "Content-Length": Buffer.byteLength(text) + 1 });
  response.end(`${text}\n`);
}
