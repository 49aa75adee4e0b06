/** The virtual modules of the Vite plugin, one for each bundle. */
declare module "virtual:wasmpair/*" {
  import type { Bundle, LoadOptions, PrepareOptions, PreparedProgram, Program, PublishedFile } from "wasmpair/loader";

  /** The URL of `wasmpair.json`. */
  export const manifest: string;

  /** The bundle for the loader's load(), with the loader's own file. */
  export const bundle: Bundle & { readonly name: string; readonly loader: PublishedFile };

  /**
   * Fetches the loader, then the program, and starts it. Nothing is fetched before the call. Rejects with the loader's
   * `LoadError`; see `wasmpair/loader`.
   */
  export function load(options?: LoadOptions): Promise<Program>;

  /** Fetches the loader, then a command-line program, to be run again and again. Rejects as load() does. */
  export function prepare(options?: PrepareOptions): Promise<PreparedProgram>;
}
