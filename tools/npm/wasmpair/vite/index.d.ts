import type { Plugin } from "vite";
import type { PackOptions } from "../index.js";

/**
 * The options of `pack`, except those that Vite's configuration determines and assets, which Vite itself publishes. Relative paths are relative to Vite's root.
 * On the development server, the default `level` is `fast`, and budgets are ignored.
 */
export type WasmpairPluginOptions = Omit<PackOptions, "out" | "base" | "asset" | "stable" | "page" | "noPage" | "manifestCopy" | "depfile" | "stamp" | "cwd" | "signal">;

/**
 * Packs Go programs with the site. Code imports `virtual:wasmpair/NAME` for each bundle, where NAME is the file's stem.
 * Its `load()` fetches and starts the program; nothing is fetched before. Types: `"types": ["wasmpair/client"]`.
 */
export default function wasmpair(options: WasmpairPluginOptions): Plugin[];
