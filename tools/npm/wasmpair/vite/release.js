// A release in memory, because Vite itself writes and serves the files.
import fs from "node:fs/promises";
import path from "node:path";
import { WasmpairError } from "../error.js";
import { packWith } from "../pack.js";
import { inTemporaryDirectory } from "./temporary.js";
import { startTied } from "./tied.js";

export const manifestName = "wasmpair.json";

/** The directory of the release in Vite's output, and of its URLs below the base: "assets/", or "". */
export function directoryIn(config) {
  const place = path.posix.relative("", config.build.assetsDir);
  return place && `${place}/`;
}

/** The name in a path of a URL. */
export function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // of no file
  }
}

/**
 * Packs into a temporary directory: { manifest, files, warnings }. files has the contents by name, including the
 * manifest's. Calls watch with each file that affects the result, even if packing fails.
 */
export async function packInMemory(options, watch) {
  const input = (file) => watch(path.resolve(options.cwd, file));
  [options.modules, options.template ?? [], options.budgets ?? []].flat().forEach(input);
  try {
    return await inTemporaryDirectory(async (out) => {
      const report = await packWith(startTied, { ...options, noPage: true, out });
      shimsIn(report).forEach(input);
      const manifest = JSON.parse(await fs.readFile(path.join(out, manifestName), "utf8"));
      const files = new Map();
      for (const name of [...manifest.files, manifestName]) files.set(name, await fs.readFile(path.join(out, name)));
      return { manifest, files, warnings: report.warnings };
    });
  } catch (error) {
    if (error.report) shimsIn(error.report).forEach(input);
    if (error instanceof WasmpairError) error.stack = ""; // Vite would show it, but it does not help users
    throw error;
  }
}

function shimsIn({ bundles, refusals }) {
  const shims = [...bundles.map(({ toolchain }) => toolchain.shim), ...refusals.map(({ shim }) => shim)];
  return shims.filter((shim) => shim !== "");
}
