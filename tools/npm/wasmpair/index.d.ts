/** The commands of `wasmpair` as functions. Each runs the program once; options are those of the command line. */

/** What every function takes. */
export interface RunOptions {
  /** The directory that relative paths start from. Default: the process's. */
  cwd?: string;
  /** Ends the program. The function then rejects with the signal's reason, when the program has ended. */
  signal?: AbortSignal;
}

/** A content coding. */
export type Encoding = "br" | "gzip" | "zstd";

export type Level = "fast" | "release" | "smallest";

/** The options of `wasmpair pack`. Relative paths are relative to `cwd`. */
export interface PackOptions extends RunOptions {
  /** The `.wasm` files that `go build` wrote: one release. */
  modules: string | readonly string[];
  /** The output directory; files of earlier releases stay. */
  out: string;
  /** The bundle's name, of a single module. Default: the file's stem. */
  name?: string;
  /** What URLs start with, such as `/assets/`. Default: relative. */
  base?: string;
  /** A `wasm_exec.js`. Default: that of the toolchain that `go env GOROOT` names in the module's directory. */
  shim?: string;
  /** The shim of this Go toolchain. */
  goroot?: string;
  /** The go command that is asked. */
  go?: string;
  /** Where the go command is asked. */
  moduleDir?: string;
  /** Import modules that the page provides itself, for `//go:wasmimport`. */
  allowImport?: readonly string[];
  /** Accept a shim whose content no Go release has. */
  allowUnknownShim?: boolean;
  /** `fast` for development loops. Default: `release`. */
  level?: Level;
  /** Default: br and gzip. */
  encodings?: readonly Encoding[];
  /** The most that a module may weigh, each such as `br=800KB`. */
  budget?: readonly string[];
  /** A JSON file of budgets, by bundle and encoding. */
  budgets?: string;
  /** Keep the `name` section, which debuggers use. */
  keepNames?: boolean;
  /** Publish the module as linked. */
  noSlim?: boolean;
  /** Pages to fill in and publish; an `index.html` or `loader.js` replaces wasmpair's own. */
  template?: readonly string[];
  /** Publish no `index.html` of wasmpair's own. */
  noPage?: boolean;
  /** What the page's server replaces by a nonce. */
  nonce?: string;
  /** Hex digits of the pair digest in names, 8 to 64. Default: 16. */
  hashLength?: number;
  /** Threads. The output does not depend on it. Default: one a core. */
  jobs?: number;
  /** What all runs at the same time may use together, such as `4GB`. Default: half of the machine's memory. */
  memory?: string;
  /**
   * Where encodings are kept between runs: a directory, the URL of a server that machines share, or both. Default: the
   * user's cache directory.
   */
  cache?: string | readonly string[];
  /** Encode everything anew. */
  noCache?: boolean;
  /** The manifest once more, outside of `out`. */
  manifestCopy?: string;
  /** A file to write: what the run read, in make syntax. */
  depfile?: string;
  /** A file that is written last. */
  stamp?: string;
}

/** What `pack` did. */
export interface PackReport {
  /** False if there are refusals; then nothing was written. */
  published: boolean;
  level: Level;
  /** The file of the manifest, below `out`. Empty if nothing was published. */
  manifest: string;
  /** The files of the pages. */
  pages: string[];
  /** Pages that are not wasmpair's and were left as they are. */
  kept: string[];
  /** How many files were written, and how many were there already, byte for byte. */
  written: number;
  unchanged: number;
  /** How many encodings were made, and how many came from the cache directory. */
  encoded: number;
  fromCache: number;
  /** How many encodings a shared cache gave and took; null without one. Its URL has no credentials. */
  sharedCache: { url: string; read: number; stored: number } | null;
  seconds: number;
  /** In the order of `modules`; empty if a pair does not fit. */
  bundles: PackedBundle[];
  refusals: Refusal[];
  /** What went wrong without stopping the run. */
  warnings: { place: string; problem: string; advice: string }[];
}

export interface PackedBundle {
  name: string;
  /** The module's file, as it was given. */
  module: string;
  /** The version of Go that linked it, such as `go1.24.4`; empty if the module does not tell. */
  go: string;
  toolchain: { shim: string; goroot?: string; version?: string };
  /** The digest over module and shim, in hex. */
  pair: string;
  /** The module as linked. */
  source: { bytes: number; sha256: string };
  slimming: {
    segmentsBefore: number;
    segmentsAfter: number;
    nameBytesDropped: number;
    /** What slimming did not touch, and why. */
    leftAlone: string[];
  };
  wasm: PackedFile;
  shim: PackedFile;
  /** The budgets that are for it: what the module weighs, and may. */
  budgets: { encoding: Encoding | "identity"; bytes: number; limit: number }[];
}

export interface PackedFile {
  /** Its name in the output directory. */
  path: string;
  bytes: number;
  encodings: { encoding: Encoding; bytes: number; fromCache: boolean; fromSharedCache: boolean }[];
}

/** A module that is not published. */
export interface Refusal {
  module: string;
  /** Empty if no shim was looked for. */
  shim: string;
  findings: Finding[];
}

/** A check that did not hold. */
export interface Finding {
  /** Stable; `wasmpair explain ID` tells more of those that are incidents. */
  id: string;
  /** What becomes of a page that has the pair. */
  consequence: "refuses-to-load" | "fails-at-run-time" | "unproven" | "over-budget";
  subject: string;
  message: string;
  /** What the browser would say, or empty. */
  browser: string;
  /** What to do. */
  advice: string;
}

/** The options of `wasmpair verify`. */
export interface VerifyOptions extends RunOptions {
  /** The manifest of the release that should be deployed. Default: the deployed one. */
  manifest?: string;
  /** Manifests of earlier releases, whose files must still be there. */
  previous?: readonly string[];
  /** Leave the pages out: the site renders its own. */
  noPages?: boolean;
  /** A file of trusted certificates in PEM. Default: the system's. */
  certificates?: string;
  /** Seconds that a server may send nothing. Default: 20. */
  stallTime?: number;
  /** Seconds that the whole run may take. Default: 600. */
  totalTime?: number;
}

/** What `verify` found at a live site. */
export interface VerifyReport {
  /** Of the manifest. */
  url: string;
  /** Who answered, such as `nginx`; empty if it does not say. */
  server: string;
  files: number;
  requests: number;
  /** Empty if all is as it should be. Each incident at most once. */
  findings: DeliveryFinding[];
}

export interface DeliveryFinding {
  /** Of the incident; `wasmpair explain ID` tells more. */
  id: string;
  message: string;
  /** The requests that it was found at; the first is the one that is shown. */
  subjects: string[];
  /** The lines of that request, and of its answer. */
  request: string[];
  answer: string[];
  cause: string;
  fix: string;
}

/** Why a function did not do its work. The message says what is wrong, and what to do. */
export class WasmpairError extends Error {
  readonly name: "WasmpairError";
  /** The exit status: 1 for findings, 2 if it could not be done. */
  readonly status: 1 | 2;
  /** What was found, if the status is 1. */
  readonly report: PackReport | undefined;
}

/**
 * `wasmpair pack`: one release of all modules. Rejects with a {@link WasmpairError} if it could not be done, and also,
 * with the report in it, if a pair does not fit or a budget is exceeded: a build stops there.
 */
export function pack(options: PackOptions): Promise<PackReport>;

/** `wasmpair verify`: asks a live site for every file of a release. Resolves whatever it found: see `findings`. */
export function verify(url: string | URL, options?: VerifyOptions): Promise<VerifyReport>;
