// The modules "virtual:wasmpair/NAME", one for each bundle; client.d.ts declares what they export.
import { manifestName } from "./release.js";

const prefix = "virtual:wasmpair/";

/** The hooks that resolve and load them. published(): the manifest and urlOf(), a file's URL as an expression. */
export function virtualModules(published) {
  return {
    resolveId(id, importer) {
      if (!id.startsWith(prefix)) return undefined;
      if (/\?worker_file&type=classic\b/.test(importer ?? "")) throw new Error(classicWorker(id));
      return `\0${id}`;
    },
    async load(id) {
      if (!isVirtual(id)) return undefined;
      const { manifest, urlOf } = await published(this);
      const name = id.slice(1 + prefix.length);
      return codeOf(name, bundleNamed(name, manifest.bundles), urlOf);
    },
  };
}

/** Browsers refuse the import with an error that names neither the worker nor the module. A build bundles such a worker. */
const classicWorker = (id) => `a classic worker cannot import ${id} on the development server\n  Make it a module: new Worker(new URL("./worker.js", import.meta.url), { type: "module" })`;

export const isVirtual = (id) => id.startsWith(`\0${prefix}`);

function bundleNamed(name, bundles) {
  if (Object.hasOwn(bundles, name)) return bundles[name];
  const offered = Object.keys(bundles).map((each) => prefix + each).join(", ");
  throw new Error(`the release has no bundle ${JSON.stringify(name)}\n  Import one of: ${offered}`);
}

/** Small and without side effects: only the first call of load() or prepare() fetches the loader. */
function codeOf(name, { pair, wasm, shim, loader, runner }, urlOf) {
  const file = ({ path, bytes, integrity }) => `{ url: ${urlOf(path)}, bytes: ${bytes}, integrity: "${integrity}" }`;
  return `
export const manifest = ${urlOf(manifestName)};
export const bundle = { name: ${JSON.stringify(name)}, pair: "${pair}", wasm: ${file(wasm)}, shim: ${file(shim)}, loader: ${file(loader)}${runner ? `, runner: ${file(runner)}` : ""} };
export async function load(options) {
  const loader = await import(/* @vite-ignore */ bundle.loader.url);
  return loader.load(bundle, { manifest, name: bundle.name, ...options });
}
export async function prepare(options) {
  const loader = await import(/* @vite-ignore */ bundle.loader.url);
  return loader.prepare(bundle, { manifest, name: bundle.name, ...options });
}
`;
}
