// Serves the files of all releases in a directory, encoded if the client prefers that. Packages that serve siblings on
// Express disregard the client's weights or send weak ETags.
import fs from "node:fs";
import path from "node:path";
import express from "express";
import Negotiator from "negotiator";

/// The encodings that wasmpair publishes, smallest first.
const siblings = { br: ".br", gzip: ".gz" };
const hashed = /\.[0-9a-f]{8,64}\.\w+$/;

export function assets(directory) {
  const root = path.resolve(directory);
  const router = express.Router();

  router.use((request, response, next) => {
    response.vary("Accept-Encoding");
    next();
  });

  router.get("/:name", (request, response, next) => {
    const { name } = request.params;
    const isSibling = Object.values(siblings).includes(path.extname(name));
    if (name !== path.basename(name) || isSibling || !stateOf(root, name)) return next();

    const offered = Object.keys(siblings).filter((coding) => stateOf(root, name + siblings[coding]));
    const coding = new Negotiator(request).encoding([...offered, "identity"], { preferred: offered });
    const extension = siblings[coding] ?? "";
    const { size, mtimeNs } = stateOf(root, name + extension);
    response.type(path.extname(name)).set({
      "Cache-Control": hashed.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      "ETag": `"${mtimeNs.toString(36)}-${size.toString(36)}${extension}"`,
      "X-Content-Type-Options": "nosniff",
    });
    if (extension) response.set("Content-Encoding", coding);
    else response.set("Accept-Ranges", "bytes");
    const acceptRanges = !extension && request.method === "GET";
    response.sendFile(name + extension, { root, cacheControl: false, lastModified: false, acceptRanges });
  });

  router.use((error, request, response, next) => {
    response.set("Cache-Control", "no-store");
    next(error);
  });

  return router;
}

/// The size and the time of a file; undefined if there is no file of this name.
function stateOf(root, name) {
  try {
    const state = fs.statSync(path.join(root, name), { bigint: true });
    return state.isFile() ? state : undefined;
  } catch {
    return undefined; // no file has such a name
  }
}
