// In a build the release goes where Vite puts assets: the bundler writes the files, and the manifest is written behind
// them all, so that it never lists one that is not there.
import fs from "node:fs/promises";
import path from "node:path";
import { manifestName, packInMemory } from "./release.js";
import { virtualModules } from "./virtual.js";

export function buildPlugin(options) {
  let config;
  let directory; // of the release in the output directory: "assets/", or ""
  let release;
  const references = new Map(); // of the files that were handed to the bundler, by name

  /** A file's URL as an expression. Where the base is relative, it depends on the place of the chunk it stands in. */
  function urlOf(name) {
    if (!isRelative(config.base)) return JSON.stringify(config.base + directory + name);
    if (references.has(name)) return `import.meta.ROLLUP_FILE_URL_${references.get(name)}`;
    const [beside] = references.values();
    return `new URL(${JSON.stringify(name)}, import.meta.ROLLUP_FILE_URL_${beside}).href`;
  }

  return {
    name: "wasmpair:build",
    apply: "build",
    ...virtualModules(() => ({ manifest: release.manifest, urlOf })),

    configResolved(resolved) {
      config = resolved;
      const place = path.posix.relative("", config.build.assetsDir);
      directory = place && `${place}/`;
    },

    async buildStart() {
      const base = isRelative(config.base) ? "" : config.base + directory;
      release = await packInMemory({ ...options, cwd: config.root, base }, (file) => this.addWatchFile(file));
      for (const { place, problem, advice } of release.warnings) this.warn(`${place}: ${problem}\n  ${advice}`);
      references.clear();
      for (const [name, source] of release.files) {
        if (name === manifestName && config.build.write) continue;
        references.set(name, this.emitFile({ type: "asset", fileName: directory + name, source }));
      }
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

/** Code that runs on a server gets the URLs; Vite leaves the files to the client's build. */
function isForServer({ environment }, config) {
  return environment ? environment.config.consumer === "server" : Boolean(config.build.ssr);
}
