import type { Plugin } from "vite";
import type { PackOptions } from "../index.js";

/**
 * The options of `pack`, except those that Vite's configuration decides. Relative paths are relative to Vite's root. On
 * the development server `level` is `fast` unless it is given, and budgets do not hold.
 */
export type WasmpairPluginOptions = Omit<PackOptions, "out" | "base" | "noPage" | "manifestCopy" | "depfile" | "stamp" | "cwd" | "signal">;

/**
 * Packs Go programs with the site. Code imports `virtual:wasmpair/NAME` for each bundle, NAME being the file's stem; its
 * `load()` fetches and starts the program, and nothing is fetched before. Types: `"types": ["wasmpair/client"]`.
 */
export default function wasmpair(options: WasmpairPluginOptions): Plugin[];
