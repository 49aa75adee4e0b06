// A registry of npm packages on this machine, for what npm does only with packages of a registry.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

/// Packs the package directories and serves them until close(): { url, close }. work: where the tarballs go.
export async function servePackages(work, directories, env) {
  fs.mkdirSync(work, { recursive: true });
  const words = ["pack", "--json", "--pack-destination", work, ...directories];
  const packed = Object.values(JSON.parse(execFileSync("npm", words, { env, encoding: "utf8" })));
  const manifests = directories.map((directory) => JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8")));
  const resources = new Map();
  const server = http.createServer((request, response) => {
    const resource = resources.get(decodeURIComponent(request.url));
    response.writeHead(resource ? 200 : 404, { "Content-Type": "application/json" }).end(resource);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/`;

  for (const manifest of manifests) {
    const { filename } = packed.find(({ name }) => name === manifest.name);
    const content = fs.readFileSync(path.join(work, filename));
    resources.set(`/${filename}`, content);
    const integrity = `sha512-${crypto.createHash("sha512").update(content).digest("base64")}`;
    const version = { ...manifest, dist: { tarball: url + filename, integrity } };
    resources.set(`/${manifest.name}`, JSON.stringify({ name: manifest.name, "dist-tags": { latest: manifest.version }, versions: { [manifest.version]: version } }));
  }
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, close };
}
