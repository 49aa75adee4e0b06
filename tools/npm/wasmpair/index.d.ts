/** The commands of `wasmpair` as functions. Each runs the program once; options are those of the command line. */

/** The options of every function. */
export interface RunOptions {
  /** The base directory of relative paths. Default: the working directory. */
  cwd?: string;
  /** Stops the program. When it has exited, the function rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** A content coding. */
export type Encoding = "br" | "gzip" | "zstd";

export type Level = "fast" | "release" | "smallest";

/** A content coding that needs an earlier release (RFC 9842). */
export type DeltaEncoding = "dcb" | "dcz";

/** The options of `wasmpair pack`. Relative paths are relative to `cwd`. */
export interface PackOptions extends RunOptions {
  /** The `.wasm` files from `go build`, for one release. */
  modules: string | readonly string[];
  /** The output directory; files of earlier releases stay. */
  out: string;
  /** The bundle's name, for a single module. Default: the file's stem. */
  name?: string;
  /** The prefix of URLs, such as `/assets/`. Default: relative. */
  base?: string;
  /** A `wasm_exec.js`. Default: that of the toolchain that `go env GOROOT` names in the module's directory. */
  shim?: string;
  /** The shim of this Go toolchain. */
  goroot?: string;
  /** The go command that finds the toolchain. */
  go?: string;
  /** The directory in which the go command runs. */
  moduleDir?: string;
  /** Import modules that the page provides itself, for `//go:wasmimport`. */
  allowImport?: readonly string[];
  /** Accept a shim that no Go release has. */
  allowUnknownShim?: boolean;
  /** `fast` for development loops. Default: `release`. */
  level?: Level;
  /** Default: br and gzip. */
  encodings?: readonly Encoding[];
  /** Maximum sizes of a module, such as `br=800KB`, and of what returning visitors download: `delta=80KB`. */
  budget?: readonly string[];
  /** A JSON file of budgets, by bundle and encoding. */
  budgets?: string;
  /** Keep the `name` section, which debuggers use. */
  keepNames?: boolean;
  /** Publish the module as linked. */
  noSlim?: boolean;
  /** Pages to fill in and publish; an `index.html` or `loader.js` replaces wasmpair's own. */
  template?: readonly string[];
  /** Further files to publish, and directories of files, under hashed names. */
  asset?: readonly string[];
  /** The names of assets that are published under their own names, such as `robots.txt`. */
  stable?: readonly string[];
  /** Wasmpair's own `index.html`: a button for each bundle, the program alone, or none. Default: `demo`. */
  page?: "demo" | "app" | "none";
  /** The same as `page: "none"`. */
  noPage?: boolean;
  /** The placeholder that the page's server replaces with a nonce. */
  nonce?: string;
  /** Hex digits of the pair digest in names, 8 to 64. Default: 16. */
  hashLength?: number;
  /** The release before this one: its directory, its manifest or its URL. Browsers that have it download the difference. */
  previous?: string;
  /** How many earlier releases the manifest names. Default: 3. */
  keep?: number;
  /** From how many different earlier modules differences are made. Default: 3, and 0 at level `fast`. */
  deltas?: number;
  /** Default: `dcz`. */
  deltasEncoding?: readonly DeltaEncoding[];
  /** Fail if the earlier release cannot be read, instead of a warning. */
  requirePrevious?: boolean;
  /** Threads; the output does not depend on their number. Default: one per core. */
  jobs?: number;
  /** The memory for all concurrent runs together, such as `4GB`. Default: half of the machine's memory. */
  memory?: string;
  /**
   * Where encodings are cached between runs: a directory, the URL of a shared server, or both. Default: the user's cache
   * directory.
   */
  cache?: string | readonly string[];
  /** Encode everything again. */
  noCache?: boolean;
  /** A file for a copy of the manifest, outside `out`. */
  manifestCopy?: string;
  /** A dependency file in make syntax, which lists the files that the run reads. */
  depfile?: string;
  /** A file to write when everything else is done. */
  stamp?: string;
}

/** The report of `pack`. */
export interface PackReport {
  /** False if there are refusals; nothing was written then. */
  published: boolean;
  level: Level;
  /** The file of the manifest, below `out`. Empty if nothing was published. */
  manifest: string;
  /** The files of the pages. */
  pages: string[];
  /** Pages that wasmpair did not write and left unchanged. */
  kept: string[];
  /** How many files were written, and how many already had the same bytes. */
  written: number;
  unchanged: number;
  /** How many encodings were computed, and how many came from the cache directory. */
  encoded: number;
  fromCache: number;
  /** How many encodings a shared cache provided and stored; null without one. Its URL has no credentials. */
  sharedCache: { url: string; read: number; stored: number } | null;
  seconds: number;
  /** In the order of `modules`; empty if a pair does not match. */
  bundles: PackedBundle[];
  /** The further files, by name; absent if there are none. */
  assets?: { name: string; path: string; bytes: number }[];
  refusals: Refusal[];
  /** Problems that did not stop the run. */
  warnings: { place: string; problem: string; advice: string }[];
}

export interface PackedBundle {
  name: string;
  /** The name in templates: `my_app` of `my-app`. */
  identifier: string;
  /** The module's file, as given. */
  module: string;
  /** The version of Go that linked it, such as `go1.24.4`; empty if the module does not name it. */
  go: string;
  /** `knownFor`: the minor releases of Go whose shim it is; `resemblance`: how the file compares with theirs. */
  toolchain: {
    shim: string;
    knownFor: string[];
    resemblance: "same" | "line-ends" | "layout" | "none";
    goroot?: string;
    version?: string;
  };
  /** The digest over module and shim, in hex. */
  pair: string;
  /** The module as linked. */
  source: { bytes: number; sha256: string };
  slimming: {
    segmentsBefore: number;
    segmentsAfter: number;
    nameBytesDropped: number;
    /** What slimming left unchanged, and why. */
    leftAlone: string[];
  };
  wasm: PackedFile;
  /** The module as the difference to earlier ones, which `from` names. */
  deltas: { encoding: DeltaEncoding; from: string; bytes: number; fromCache: boolean; fromSharedCache: boolean }[];
  shim: PackedFile;
  /**
   * The module's budgets: its size and its limit. Of `delta`: what a visitor with the module `from` downloads, and in
   * which coding; `bytes` is null if no earlier release has another module.
   */
  budgets: { encoding: Encoding | "identity" | "delta"; bytes: number | null; limit: number; from?: string; downloaded?: string }[];
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
  /** Empty if no shim was needed. */
  shim: string;
  findings: Finding[];
}

/** A failed check. */
export interface Finding {
  /** Stable; `wasmpair explain ID` explains it if it is an incident. */
  id: string;
  /** What happens in a page with this pair. */
  consequence: "refuses-to-load" | "fails-at-run-time" | "unproven" | "over-budget";
  subject: string;
  message: string;
  /** The browser's error message, or empty. */
  browser: string;
  /** The message of the host of a guest; absent if there is none. */
  host?: string;
  /** What to do. */
  advice: string;
}

/** The options of `wasmpair guest`. Relative paths are relative to `cwd`. */
export interface GuestOptions extends RunOptions {
  /** The `.wasm` file that Go built with `GOOS=wasip1` and `-buildmode=c-shared`, or another WASI reactor. */
  module: string;
  /** The directory of the Go package. */
  out: string;
  /** The package's name. Default: the directory's. */
  package?: string;
  /** The guest's name. Default: the file's stem. */
  name?: string;
  /** Functions that the host calls, as `NAME` or `NAME=Method`. Default: all of a known type. */
  entry?: readonly string[];
  /** How input and output pass. Default: by the type of each entry. */
  convention?: "handle" | "pointer";
  /** The most linear memory. Default: `64MiB`. */
  memory?: string;
  /** Units of work between two looks at the host. Default: 1,000,000. */
  interval?: number;
  /** Nested calls at which the guest ends. Default: 50,000. */
  depth?: number;
  /** Do not count work. */
  noMeter?: boolean;
  /** Do not embed the module in the Go program. */
  noEmbed?: boolean;
  /** Keep the `name` section, so that traps name functions. */
  keepNames?: boolean;
  /** Hex digits of the digest in the module's name, 8 to 64. Default: 16. */
  hashLength?: number;
  /** The directory where verdicts are cached between runs. Default: the user's cache directory. */
  cache?: string;
  noCache?: boolean;
  /** A file for a copy of the manifest, outside `out`. */
  manifestCopy?: string;
  /** A dependency file in make syntax. */
  depfile?: string;
  /** A file to write when everything else is done. */
  stamp?: string;
}

/** The report of `guest`. */
export interface GuestReport {
  /** False if there are findings; nothing was written then. */
  published: boolean;
  /** The module's file, as given. */
  module: string;
  package: string;
  /** The file of the manifest, below `out`. Empty if nothing was published. */
  manifest: string;
  guest: PackedGuest | null;
  /** How many files were written, and how many already had the same bytes. */
  written: number;
  unchanged: number;
  seconds: number;
  findings: Finding[];
  /** Problems that did not stop the run. */
  warnings: { place: string; problem: string; advice: string }[];
}

export interface PackedGuest {
  name: string;
  /** What compiled the module, such as `go-wasip1-reactor`. */
  kind: string;
  /** The version of Go that linked it; empty if the module does not name it. */
  go: string;
  /** The module as linked. */
  source: { bytes: number; sha256: string };
  wasm: { path: string; bytes: number; sha256: string };
  /** In pages of 64 KiB. */
  memory: { minPages: number; maxPages: number };
  /** Units of work between two looks at the host; 0 without a meter. */
  ticks: number;
  depth: number;
  /** Whether memory and globals are all the state of an instance. */
  restorable: boolean;
  /** What else is; empty if `restorable`. */
  otherState: string;
  entries: { name: string; method: string; convention: "handle" | "pointer" }[];
  /** What the guest could do, such as `clock`. */
  capabilities: string[];
}

/** The options of `wasmpair verify`. */
export interface VerifyOptions extends RunOptions {
  /** The manifest of the release that should be deployed. Default: the deployed one. */
  manifest?: string;
  /** Manifests of earlier releases, whose files must still be there. */
  previous?: readonly string[];
  /** Do not check the pages, because the site renders its own. */
  noPages?: boolean;
  /** Count warnings as findings: what is slower or untidier than it should be. */
  strict?: boolean;
  /** Hosts, or HOST:PORT, that URLs and redirects may lead to besides the site and its base. */
  allowHost?: readonly string[];
  /** A file of trusted certificates in PEM. Default: the system's. */
  certificates?: string;
  /** The maximum time without data from a server, in seconds. Default: 20. */
  stallTime?: number;
  /** The maximum time of the run, in seconds. Default: 600. */
  totalTime?: number;
}

/** The report of `verify` on a live site. */
export interface VerifyReport {
  /** The manifest's URL. */
  url: string;
  /** The server, such as `nginx`; empty if it does not identify itself. */
  server: string;
  files: number;
  requests: number;
  /** Each incident at most once; empty if no problems were found. */
  findings: DeliveryFinding[];
  /** The same, of incidents that harm no visitor; empty with `strict`. */
  warnings: DeliveryFinding[];
}

export interface DeliveryFinding {
  /** The incident's id; `wasmpair explain ID` explains it. */
  id: string;
  message: string;
  /** The affected requests; the first one is shown below. */
  subjects: string[];
  /** How many more there are, if the list is not complete. */
  unlisted?: number;
  /** The lines of that request and of its response. */
  request: string[];
  answer: string[];
  cause: string;
  fix: string;
}

/** Why a function failed. The message says what is wrong and what to do. */
export class WasmpairError extends Error {
  readonly name: "WasmpairError";
  /** The exit status: 1 for findings, 2 for any other failure. */
  readonly status: 1 | 2;
  /** The report, if the status is 1. */
  readonly report: PackReport | undefined;
}

/**
 * `wasmpair pack`: packs all modules into one release. Rejects with a {@link WasmpairError} if that fails and also,
 * with the report in it, if a pair does not match or a budget is exceeded, to stop the build.
 */
export function pack(options: PackOptions): Promise<PackReport>;

/** `wasmpair verify`: requests every file of a release from a live site. Resolves even then with problems: see
 * `findings`. */
export function verify(url: string | URL, options?: VerifyOptions): Promise<VerifyReport>;
