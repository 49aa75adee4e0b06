import type { Plugin } from "vite";
import type { PackOptions } from "../index.js";

/** What Vite's configuration determines, and assets, which Vite itself publishes. */
type DeterminedByVite = "modules" | "out" | "base" | "asset" | "stable" | "page" | "noPage" | "manifestCopy" | "depfile" | "stamp" | "cwd" | "signal";

interface CommonOptions extends Omit<PackOptions, DeterminedByVite> {
  /** Words for `go build` and `go list`, besides `-trimpath` and `-o`, such as `["-tags=demo"]`. */
  buildFlags?: readonly string[];
}

interface CompilingOptions extends CommonOptions {
  /**
   * The Go programs to compile: directories of packages, such as `./cmd/app`, as the go command takes them in
   * `moduleDir` (default: Vite's root). The option `go` names that command. A bundle has the name of the directory.
   */
  build: string | readonly string[];
  /** Further `.wasm` files, which something else compiles. */
  modules?: string | readonly string[];
}

interface PackingOptions extends CommonOptions {
  build?: undefined;
  /** The `.wasm` files from `go build`. */
  modules: string | readonly string[];
}

/**
 * The options of `pack`, except those that Vite's configuration determines, and `build`. Relative paths are relative to
 * Vite's root. On the development server, the default `level` is `fast`, and budgets are ignored.
 */
export type WasmpairPluginOptions = CompilingOptions | PackingOptions;

/**
 * Compiles and packs Go programs with the site. Code imports `virtual:wasmpair/NAME` for each bundle, where NAME is the
 * directory's name or the file's stem. Its `load()` fetches and starts the program; nothing is fetched before. Types:
 * `"types": ["wasmpair/client"]`.
 */
export default function wasmpair(options: WasmpairPluginOptions): Plugin[];
