/** What the Vite plugin offers to code: one module for each bundle. */
declare module "virtual:wasmpair/*" {
  import type { Bundle, LoadOptions, Program, PublishedFile } from "wasmpair/loader";

  /** The URL of `wasmpair.json`. */
  export const manifest: string;

  /** The bundle as the loader takes it, with the loader's own file. */
  export const bundle: Bundle & { readonly name: string; readonly loader: PublishedFile };

  /**
   * Fetches the loader, then the program, and starts it. Nothing is fetched before the call. Rejects with the loader's
   * `LoadError`; see `wasmpair/loader`.
   */
  export function load(options?: LoadOptions): Promise<Program>;
}
