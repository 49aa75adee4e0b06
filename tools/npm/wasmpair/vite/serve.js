// The development server packs when a page asks, and again when a module or its shim has changed; open pages then load
// anew. A pair that does not fit fails the import, which Vite shows over the page.
import path from "node:path";
import { manifestName, packInMemory } from "./release.js";
import { isVirtual, virtualModules } from "./virtual.js";

/** Below the server's base: what the server has of the release, and nothing else. */
const directory = "@wasmpair/";

/** Milliseconds. The linker's writing is several events. */
const timeToSettle = 100;

export function servePlugin(options) {
  let base; // of the release's URLs
  let current; // the release, or why there is none

  return {
    name: "wasmpair:serve",
    apply: "serve",
    ...virtualModules(async () => ({
      manifest: (await current()).manifest,
      urlOf: (name) => JSON.stringify(base + name),
    })),

    configureServer(server) {
      base = server.config.base + directory;
      const development = { level: "fast", ...options, budget: undefined, budgets: undefined, cwd: server.config.root, base };
      let packing;
      const watch = watchInputs(server, () => {
        packing = undefined;
        loadPagesAnew(server);
      });
      current = () => (packing ??= packInMemory(development, watch));
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, "http://host");
        if (!pathname.startsWith(base)) return next();
        return current().then((release) => answer(response, release, pathname.slice(base.length)), next);
      });
    },
  };
}

/** Returns a function that watches one more file. Calls changed() when one of them has changed, and time has passed. */
function watchInputs(server, changed) {
  const inputs = new Set();
  let timer;
  server.watcher.on("all", (_event, file) => {
    if (!inputs.has(path.resolve(file))) return;
    clearTimeout(timer);
    timer = setTimeout(changed, timeToSettle);
  });
  return (file) => {
    if (inputs.has(file)) return;
    inputs.add(file);
    server.watcher.add(file);
  };
}

function loadPagesAnew(server) {
  for (const [id, module] of server.moduleGraph.idToModuleMap) {
    if (isVirtual(id)) server.moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: "full-reload" });
}

/** A file as it is, with what the manifest says of it. */
function answer(response, { manifest, files }, name) {
  const listed = [...Object.values(manifest.bundles).flatMap(({ wasm, shim, loader }) => [wasm, shim, loader]), ...manifest.pages];
  const file = name === manifestName ? { type: "application/json", cacheControl: "no-cache" } : listed.find(({ path }) => path === name);
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain", "Cache-Control": "no-store" }).end(`The release has no ${name}\n`);
    return;
  }
  const content = files.get(name);
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": content.length, "Cache-Control": file.cacheControl });
  response.end(content);
}
