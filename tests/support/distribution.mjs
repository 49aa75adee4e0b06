// Releases as tools/distribution makes them: the program under test for this machine, and scripts that print the same
// version for other platforms.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { program, wasmpair } from "./program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const tool = (name) => path.join(root, "tools/distribution", name);

export const version = wasmpair(["--version"]).stdout.trim().replace("wasmpair ", "");

/// Two of those that are in the program for this machine's own target.
export const debianSources = ["gcc-12=12.2.0-14+deb12u1", "zlib=1:1.2.13.dfsg-1"];

/// Fills a directory as tools/package fills build/packages.
/// contentOf: what a platform's program is, if it is not one of this machine's own target.
export function addPrograms(directory, wanted = readPlatforms(), contentOf = scriptFor) {
  for (const platform of wanted) {
    const { name, target, program: file } = platform;
    const place = target === null ? directory : path.join(directory, name);
    fs.mkdirSync(place, { recursive: true });
    if (target === null) fs.copyFileSync(program, path.join(place, file));
    else fs.writeFileSync(path.join(place, file), contentOf(platform));
    fs.writeFileSync(path.join(place, "wasmpair.copyright"), `notices for ${name}\n`);
    const sources = target === null ? debianSources : [];
    fs.writeFileSync(path.join(place, "wasmpair.cdx.json"), succeed(runTool("sbom", [name, path.join(place, file), ...sources])).stdout);
  }
}

const scriptFor = ({ name }) => `#!/bin/sh\n# ${name}\necho wasmpair ${version}\n`;

/// Runs a tool: { status, stdout, stderr }.
export function runTool(name, args, options) {
  return spawnSync(tool(name), args, { encoding: "utf8", ...options });
}

export function succeed(result) {
  assert.equal(result.status, 0, result.stderr);
  return result;
}

/// The archives of the programs in a directory: the directory that has them and SHA256SUMS.
export function makeArchives(directory, options) {
  succeed(runTool("archives", [directory, program], options));
  return path.join(directory, "archives");
}

/// [{ sha256, file }] of the archives.
export const readSums = (archives) => readAllSums(archives).filter(({ file }) => !file.endsWith(".cdx.json"));

/// The same, with the bills of materials.
export function readAllSums(archives) {
  const lines = fs.readFileSync(path.join(archives, "SHA256SUMS"), "utf8").trim().split("\n");
  return lines.map((line) => ({ sha256: line.slice(0, 64), file: line.slice(66) }));
}

/// A server of a directory; damage: "none", "missing" (404), "truncated" (half of the announced length), "changed"
/// (another last byte), or "moved" (redirected to another path, which is not damaged). It counts the requests.
export async function archiveServer(t, directory) {
  const state = { damage: "none", requests: 0 };
  const server = http.createServer((request, response) => {
    state.requests += 1;
    const file = path.join(directory, path.basename(request.url));
    if (state.damage === "moved" && !request.url.startsWith("/moved/")) {
      return response.writeHead(302, { Location: `/moved/${path.basename(file)}` }).end();
    }
    if (state.damage === "missing" || !fs.existsSync(file)) return response.writeHead(404).end("not found\n");
    const content = fs.readFileSync(file);
    if (state.damage === "changed") content[content.length - 1] ^= 1;
    response.writeHead(200, { "Content-Length": content.length });
    if (state.damage !== "truncated") return response.end(content);
    return response.write(content.subarray(0, content.length / 2), () => response.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${server.address().port}` });
}
