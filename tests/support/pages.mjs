// A test's own pages beside a packed release, and what a test does in them.
import fs from "node:fs";
import path from "node:path";
import { readManifest } from "./release.mjs";

/// Writes a page with the release's data and the loader, like those of wasmpair's own page; body is its markup.
/// release: other data, or null for none.
export function writePage(directory, name, body, { release = releaseOf(directory), nonce = "" } = {}) {
  const data = release === null ? "" : `<script type="application/json" data-wasmpair-release>${JSON.stringify(release)}</script>`;
  const module = `<script type="module" nonce="${nonce}" src="${loaderOf(directory)}"></script>`;
  const head = `<meta charset="utf-8"><title>Test</title>${data}${module}`;
  fs.writeFileSync(path.join(directory, name), `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`);
}

/// Merges the only bundles of these releases into one release, under the names bundle0, bundle1, ….
export function mergeReleases(directory, releases) {
  const bundles = {};
  for (const [index, release] of releases.entries()) {
    fs.cpSync(release, directory, { recursive: true });
    [bundles[`bundle${index}`]] = Object.values(readManifest(release).bundles);
  }
  fs.writeFileSync(path.join(directory, "wasmpair.json"), JSON.stringify({ ...readManifest(releases[0]), bundles }));
}

/// A page's data of a release.
export function releaseOf(directory) {
  const bundles = {};
  for (const [name, { pair, wasm, shim }] of Object.entries(readManifest(directory).bundles)) {
    bundles[name] = { pair, wasm: loadable(wasm), shim: loadable(shim) };
  }
  return { manifest: "wasmpair.json", bundles };
}

function loadable({ url, bytes, integrity }) {
  return { url, bytes, integrity };
}

function loaderOf(directory) {
  return Object.values(readManifest(directory).bundles)[0].loader.url;
}

/// Calls load() in the page and waits for its outcome: { events, error } or { events, code }, both with what onRetry and
/// onRecovered were told: { retries, recovered }. With { stays: true }, it does not wait for a started program to end. bundle: a name, or a bundle of a manifest. loader: another loader's URL.
export function loadIn(page, directory, bundle, { stays = false, loader = loaderOf(directory), ...options } = {}) {
  const task = { loader, bundle: releaseOf(directory).bundles[bundle] ?? bundle, options, stays };
  return page.evaluate(async ({ loader, bundle, options, stays }) => {
    const { load, LoadError } = await import(new URL(loader, location.href).href);
    const [events, retries, recovered] = [[], [], []];
    const hooks = {
      onStart: () => events.push("start"),
      onProgress: ({ loaded, total, fraction }) => events.push({ loaded, total, fraction }),
      onNewRelease: ({ pair }) => events.push({ newRelease: pair }),
      onRetry: ({ code, way, next }) => retries.push({ code, way, next }),
      onRecovered: ({ url, way, failures }) => recovered.push({ file: url.replace(/^.*\//, ""), way, failures: failures.length }),
      onReady: (program) => events.push(program.worker ? "ready in a worker" : "ready"),
      onExit: (code) => events.push(`exit ${code}`),
      onError: (error) => events.push(`error ${error.code}`),
    };
    try {
      const program = await load(bundle, { ...options, ...hooks });
      if (stays) return { events, retries, recovered, pair: program.bundle.pair };
      const code = await program.exited;
      await new Promise((resolve) => setTimeout(resolve)); // by then, the hooks have been called
      return { events, retries, recovered, code, pair: program.bundle.pair };
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      const { code, message, advice, url, exitCode, cause } = error;
      return { events, retries, recovered, error: { code, message, advice, url, exitCode, cause: cause && String(cause) } };
    }
  }, task);
}

/// What loadIn() collected, apart from the progress.
export const stepsOf = ({ events }) => events.filter((event) => event.fraction === undefined);
/// The progress alone.
export const progressOf = ({ events }) => events.filter((event) => event.fraction !== undefined);

/// The names of the files that a page requests from now on, whatever the server: ["app.wasm", …].
export function countRequests(page) {
  const names = [];
  page.on("request", (request) => names.push(path.basename(new URL(request.url()).pathname)));
  return names;
}
