// In a build, the release goes to Vite's assets: the bundler writes the files, and the manifest is written after all of
// them, so that it never lists a missing file.
import fs from "node:fs/promises";
import path from "node:path";
import { makeRelease } from "./make_release.js";
import { directoryIn, manifestName } from "./release.js";
import { virtualModules } from "./virtual.js";

export function buildPlugin(options) {
  let config;
  let directory; // the release's, below the output directory: "assets/", or ""
  let release;
  const outputs = publishedFiles();

  /** A bundle of Vite's with the files of the release: the page's, or that of a worker, which Vite bundles separately. */
  function publishedFiles() {
    const references = new Map(); // by name, to the files that were passed to the bundler

    /** A file's URL as an expression. With a relative base, it depends on the path of the chunk that contains it. */
    function urlOf(name) {
      if (!isRelative(config.base)) return JSON.stringify(config.base + directory + name);
      if (references.has(name)) return `import.meta.ROLLUP_FILE_URL_${references.get(name)}`;
      const [beside] = references.values();
      return `new URL(${JSON.stringify(name)}, import.meta.ROLLUP_FILE_URL_${beside}).href`;
    }

    function emit(context) {
      references.clear();
      for (const [name, source] of release.files) {
        if (name === manifestName && config.build.write) continue;
        references.set(name, context.emitFile({ type: "asset", fileName: directory + name, source }));
      }
    }

    return { emit, hooks: virtualModules(() => ({ manifest: release.manifest, urlOf })) };
  }

  /** For workers. Vite writes a file of the same name and content once. */
  function workerPlugin() {
    const { emit, hooks } = publishedFiles();
    return {
      name: "wasmpair:worker",
      ...hooks,
      buildStart() {
        emit(this);
      },
      // Rollup asks the document, which a worker does not have.
      resolveFileUrl({ format, relativePath }) {
        return format === "es" ? null : `new URL(${JSON.stringify(relativePath)}, self.location.href).href`;
      },
    };
  }

  return {
    name: "wasmpair:build",
    apply: "build",
    ...outputs.hooks,

    config: () => ({ worker: { plugins: () => [workerPlugin()] } }),

    configResolved(resolved) {
      config = resolved;
      directory = directoryIn(config);
    },

    async buildStart() {
      const base = isRelative(config.base) ? "" : config.base + directory;
      const addFile = (file) => this.addWatchFile(file);
      release = await makeRelease(options, { config, base }, { addFile, setSources: ({ files }) => files.forEach(addFile) });
      for (const { place, problem, advice } of release.warnings) this.warn(`${place}: ${problem}\n  ${advice}`);
      outputs.emit(this);
    },

    async writeBundle({ dir }) {
      if (isForServer(this, config)) return;
      const manifest = path.join(dir, directory, manifestName);
      const temporary = `${manifest}.${process.pid}.tmp`;
      await fs.writeFile(temporary, release.files.get(manifestName));
      await fs.rename(temporary, manifest);
    },
  };
}

const isRelative = (base) => base === "" || base === "./";

/** Code that runs on a server gets only the URLs; the files belong to the client's build. */
function isForServer({ environment }, config) {
  return environment ? environment.config.consumer === "server" : Boolean(config.build.ssr);
}
