// The development server packs when a page first requests the release, and again after a module or its shim has
// changed; open pages then reload. With a mismatched pair, the import fails, and Vite shows the error over the page.
import path from "node:path";
import { manifestName, packInMemory } from "./release.js";
import { isVirtual, virtualModules } from "./virtual.js";

/** Below the server's base: contains only the release. */
const directory = "@wasmpair/";

/** Milliseconds. The linker's writes cause several events. */
const timeToSettle = 100;

export function servePlugin(options) {
  let base; // the prefix of the release's URLs
  let current; // returns the release, or rejects if there is none

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
        reloadPages(server);
      });
      current = () => (packing ??= packInMemory(development, watch));
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, "http://host");
        if (!pathname.startsWith(base)) return next();
        return current().then((release) => respond(response, release, decoded(pathname.slice(base.length))), next);
      });
    },
  };
}

/** Returns a function that watches another file. Calls changed() a moment after one of them has changed. */
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

function reloadPages(server) {
  for (const [id, module] of server.moduleGraph.idToModuleMap) {
    if (isVirtual(id)) server.moduleGraph.invalidateModule(module);
  }
  server.ws.send({ type: "full-reload" });
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // of no file
  }
}

/** Sends a file unchanged, with the fields that the manifest lists. */
function respond(response, { manifest, files }, name) {
  const listed = [...Object.values(manifest.bundles).flatMap(({ wasm, shim, loader, runner }) => [wasm, shim, loader, runner ?? []].flat()), ...manifest.pages];
  const file = name === manifestName ? { type: "application/json", cacheControl: "no-cache" } : listed.find(({ path }) => path === name);
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain", "Cache-Control": "no-store" }).end(`The release has no ${name}\n`);
    return;
  }
  const content = files.get(name);
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": content.length, "Cache-Control": file.cacheControl });
  response.end(content);
}
