// The development server compiles and packs when a page first requests the release, and again after something that it is
// made from has changed; open pages then reload. If that fails, Vite shows the error over the page.
import { Inputs } from "./inputs.js";
import { makeRelease } from "./make_release.js";
import { decoded, manifestName } from "./release.js";
import { Releases } from "./releases.js";
import { isVirtual, virtualModules } from "./virtual.js";

/** Below the server's base: contains only the release. */
const directory = "@wasmpair/";

const pluginName = "wasmpair:serve";

export function servePlugin(options) {
  let base; // the prefix of the release's URLs
  let releases;
  let inputs;
  const close = () => {
    inputs?.close();
    return releases?.close();
  };

  return {
    name: pluginName,
    apply: "serve",
    ...virtualModules(async () => ({
      manifest: (await releases.current()).manifest,
      urlOf: (name) => JSON.stringify(base + name),
    })),

    configureServer(server) {
      const { config } = server;
      base = config.base + directory;
      const development = { level: "fast", ...options, budget: undefined, budgets: undefined };
      inputs = new Inputs(server, () => renew(server, releases));
      releases = new Releases(async (signal) => {
        inputs.start();
        const started = performance.now();
        const release = await makeRelease(development, { config, base, signal }, inputs);
        if (options.build) config.logger.info(`wasmpair: compiled and packed in ${((performance.now() - started) / 1000).toFixed(2)} s`, { timestamp: true });
        return release;
      });
      server.httpServer?.once("close", close); // Vite waits for hooks that run, before it calls closeBundle
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, "http://host");
        if (!pathname.startsWith(base)) return next();
        const release = releases.last ?? releases.current();
        return Promise.resolve(release).then((found) => respond(response, found, decoded(pathname.slice(base.length))), next);
      });
    },

    closeBundle: close,
  };
}

/** Without a page that has requested the release, there is nothing to renew. */
async function renew(server, releases) {
  if (!releases.isStarted) return;
  const outcome = await releases.renew();
  if (!outcome) return;
  for (const [id, module] of server.moduleGraph.idToModuleMap) {
    if (isVirtual(id)) server.moduleGraph.invalidateModule(module);
  }
  if (outcome.error) showError(server, outcome.error);
  else server.ws.send({ type: "full-reload" });
}

/** Over open pages, whose program keeps running, and on the terminal. */
function showError({ config, ws }, error) {
  const { message, id, loc, frame } = error;
  config.logger.error([message, frame].filter(Boolean).join("\n"), { timestamp: true, error });
  ws.send({ type: "error", err: { message, stack: "", plugin: pluginName, id, loc, frame } });
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
