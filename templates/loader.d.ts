/**
 * The loader that wasmpair publishes with a program: one ES module, `loader.<hash>.js`.
 *
 * Copy this file to where your compiler finds it. Code that knows the loader's URL only at run time declares its type:
 * `const { load }: typeof import("./loader") = await import(url);`
 */

/** A published file, as the manifest lists it. */
export interface PublishedFile {
  /** Absolute, or relative to the page. */
  readonly url: string;
  /** Its decoded size, the total of the progress. */
  readonly bytes: number;
  /** `sha384-…`, checked for files of another origin. */
  readonly integrity?: string;
}

/** One of the manifest's `bundles`: a module and its matching `wasm_exec.js`. Other keys are ignored. */
export interface Bundle {
  /** The digest over both files, in hex. */
  readonly pair?: string;
  readonly wasm: PublishedFile;
  readonly shim: PublishedFile;
  /** The script that files and standard input need: {@link prepare}, and {@link load} with `files` or `stdin`. */
  readonly runner?: PublishedFile;
}

/** How much of the module has arrived. It grows with every call; in the last one, `fraction` is 1. */
export interface Progress {
  /** Decoded bytes so far. */
  readonly loaded: number;
  /** Decoded bytes in all. */
  readonly total: number;
  /** `loaded / total`. */
  readonly fraction: number;
}

/** A program that has started: it is waiting for something or has exited successfully. */
export interface Program {
  /** The bundle that was loaded: the requested one, or that of a newer release. */
  readonly bundle: Bundle;
  /** Resolves with the exit status when the program ends. */
  readonly exited: Promise<number>;
  /**
   * Resolves with the values of global names, once the program has defined all of them: `program.ready("render")`.
   * Without names, resolves with the `detail` of the event `wasmpair:program-ready`, which a program may dispatch on
   * `globalThis`. Rejects with `not-ready` after `timeout` milliseconds (default: 10,000), or when the program ends; the
   * message names what the program did define. Undefined if the program runs in a worker.
   */
  readonly ready?: ReadyFunction;
  /** With `files` or `stdin`: the files that the program has now. Undefined if the program runs in a worker. */
  readonly files?: () => Record<string, Uint8Array>;
  /** The running instance; undefined if the program runs in a worker. */
  readonly instance?: WebAssembly.Instance;
  /** The worker that runs the program, for the program's own messages and for `terminate()`. */
  readonly worker?: Worker;
}

/**
 * How a file was asked for: like any other (`asked`); past the browser's cache, which may hold a damaged answer
 * (`reload`); and with the query `?full`, which no other cache has seen either (`full`).
 */
export type Way = "asked" | "reload" | "full";

/** A failed attempt to fetch a file. */
export interface FailedAttempt {
  readonly url: string;
  readonly code: Incident;
  readonly message: string;
  readonly way: Way;
}

/** A file that arrived after all. */
export interface Recovery {
  readonly url: string;
  /** How it arrived. */
  readonly way: Way;
  /** The attempts before, in their order. */
  readonly failures: readonly FailedAttempt[];
}

export interface ReadyFunction {
  (...names: string[]): Promise<any>;
  (name: string, ...namesAndOptions: [...string[], { timeout: number }]): Promise<any>;
  (options: { timeout: number }): Promise<any>;
}

/** What a program wrote: to standard output, or to standard error, such as `println` and panics. */
export interface Output {
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** Called while a program loads and runs. An error thrown by a hook is reported as the page's. */
export interface Hooks {
  /** The files are about to be fetched, or another call has already fetched them. */
  onStart?(): void;
  onProgress?(progress: Progress): void;
  /** An attempt failed, and another follows: `next` is its way. */
  onRetry?(failure: FailedAttempt & { readonly next: Way }): void;
  /** An attempt succeeded after others had failed. */
  onRecovered?(recovery: Recovery): void;
  /** The files of the bundle are gone; this bundle, from the reread manifest, is loaded instead. */
  onNewRelease?(bundle: Bundle): void;
  /** With `worker: true`: called before the program runs in the worker, so that no message of the program is missed. */
  onWorker?(worker: Worker): void;
  /** The program wrote something. It also goes to the console. */
  onOutput?(output: Output): void;
  onReady?(program: Program): void;
  /** Loading failed, or the program exited with a status other than 0, early or late. */
  onError?(error: LoadError): void;
  /** The program exited, with any status. */
  onExit?(code: number): void;
}

export interface LoadOptions extends Hooks {
  /** Stops waiting. The load itself continues while other calls wait for it. */
  signal?: AbortSignal;
  /** The URL of `wasmpair.json`, which is reread once if a file of the bundle is gone. */
  manifest?: string | URL;
  /** The bundle's name in that manifest, optional if it lists only one; also the program's `os.Args[0]`. */
  name?: string;
  /** If the manifest lists a newer release: load it (the default), or reject with `new-release`. */
  newRelease?: "load" | "reject";
  /** The program's `os.Args[1:]`. */
  args?: readonly string[];
  /** The program's environment. */
  env?: Readonly<Record<string, string>>;
  /** As in {@link RunOptions}. The program is then not shared with other calls. */
  stdin?: StandardInput;
  /** As in {@link RunOptions}. The program is then not shared with other calls. */
  files?: Files;
  /**
   * What the program imports beside what its shim provides (`//go:wasmimport env add`): modules of functions, such as
   * `{ env: { add: (a, b) => a + b } }`, or the URL of a JavaScript module that exports them (`export const env = …`):
   * functions cannot be sent to a worker.
   */
  imports?: WebAssembly.Imports | string | URL;
  /** Run in a dedicated Web Worker, which has no document. Default: false. */
  worker?: boolean;
  /** Milliseconds without any data after which loading fails with `stalled`. Default: 30,000. */
  stallTimeout?: number;
  /** How many times to retry after a broken connection, a server error or a damaged answer. Default: 2. */
  retries?: number;
  /** Milliseconds before the first retry; each further delay is twice as long. Default: 500. */
  retryDelay?: number;
  /** Whether browsers check the files' digests. Default: `auto`, for files of another origin. */
  integrity?: "auto" | "always" | "never";
}

/** What a program reads from standard input: text, bytes, or a stream of bytes. */
export type StandardInput = string | ArrayBuffer | ArrayBufferView | Blob | ReadableStream<Uint8Array>;

/**
 * The content of a program's files by name. A name is relative to the root, which is the working directory at the start:
 * `note.txt` and `/note.txt` are the same file. Directories of the names exist, and `/tmp`.
 */
export type Files = Readonly<Record<string, string | ArrayBuffer | Uint8Array>>;

/** How {@link prepare} fetches; see {@link LoadOptions}. */
export type PrepareOptions = Omit<LoadOptions,
  "args" | "env" | "stdin" | "files" | "worker" |
  "onStart" | "onWorker" | "onOutput" | "onReady" | "onError" | "onExit">;

/** What one run of a command-line program gets. */
export interface RunOptions {
  /** The program's `os.Args[1:]`. */
  args?: readonly string[];
  /** The program's environment. */
  env?: Readonly<Record<string, string>>;
  /** Default: empty. */
  stdin?: StandardInput;
  /** Files in memory, which this run alone sees. */
  files?: Files;
  /** The program wrote something. */
  onOutput?(output: Output): void;
}

/** What one run of a command-line program left. */
export interface RunResult {
  /** The exit status; 2 after a panic, whose text is in `stderr`. */
  readonly code: number;
  /** Standard output as UTF-8. */
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as it was written. */
  readonly stdoutBytes: Uint8Array;
  /** All files that there are now, by name without a slash in front: those that were given, changed or written. */
  readonly files: Record<string, Uint8Array>;
}

/** A command-line program: fetched and compiled once. */
export interface PreparedProgram {
  /** The bundle that was fetched: the requested one, or that of a newer release. */
  readonly bundle: Bundle;
  readonly module: WebAssembly.Module;
  /**
   * Runs the program in a new instance. Runs may overlap, and share nothing. Rejects with a {@link LoadError} only if the
   * program crashes; an exit status other than 0 is a result.
   */
  run(options?: RunOptions): Promise<RunResult>;
}

/** The incidents. Ids are stable; `wasmpair explain ID` explains each. */
export type Incident =
  /** No response: network, name, certificate, CORS. */
  | "unreachable"
  /** No data arrived within `stallTimeout`. */
  | "stalled"
  /** The connection broke during the transfer, or the content coding is damaged. */
  | "broken-off"
  /** 404 or 410, and the manifest lists no other release. */
  | "not-found"
  /** 404 or 410, and the manifest lists another release. */
  | "new-release"
  /** 5xx, 408 or 429. */
  | "server-error"
  /** 401, 403 or another status that a retry does not change. */
  | "refused"
  /** A web page instead of the file. */
  | "html-fallback"
  /** Not `application/wasm` without parameters, or not a JavaScript type. */
  | "wrong-type"
  /** The module imports something that its `wasm_exec.js` does not have. */
  | "mixed-pair"
  /** The page's policy lacks `'wasm-unsafe-eval'`. */
  | "csp-blocks-wasm"
  /** The page's policy, or an extension, blocks a file. */
  | "csp-blocks-file"
  | "out-of-memory"
  /** The browser has no WebAssembly, or it is disabled. */
  | "no-webassembly"
  /** The module imports from a module that neither its `wasm_exec.js` nor the page provides. */
  | "undeclared-import-module"
  /** The program exited with the status in `exitCode`. */
  | "program-exited"
  /** A trap, such as a stack overflow, stopped the program. */
  | "program-crashed"
  /** `ready()` waited in vain. */
  | "not-ready"
  /** The module arrived damaged, truncated, or with another size than the manifest's. */
  | "altered-body"
  /** The file's digest differs from the published one. */
  | "integrity-mismatch"
  /** The script does not define `Go`. */
  | "not-a-shim"
  /** The worker's script could not be run. */
  | "worker-failed"
  /** The release has no bundle with that name. */
  | "unknown-bundle"
  /** The manifest, or the page's copy of it, cannot be read. */
  | "malformed-manifest"
  /** Invalid page markup, or an invalid call. */
  | "page-state";

/** Why a program could not be loaded, or why it failed. */
export class LoadError extends Error {
  constructor(
    code: Incident, message: string,
    details?: { cause?: unknown; url?: string | URL; exitCode?: number; output?: string },
  );
  readonly name: "LoadError";
  readonly code: Incident;
  /** What to do about it. */
  readonly advice: string;
  /** The affected file, if any. */
  readonly url: string | undefined;
  /** The exit status, for `program-exited`. */
  readonly exitCode: number | undefined;
  /** The end of what the program wrote, at most 64 KiB; empty if it wrote nothing. */
  readonly output: string;
  /** The browser's own error, if there was one. */
  readonly cause: unknown;
}

/**
 * Loads and starts a program. Nothing is fetched before the call. While the program loads or runs, further calls for
 * the same module with the same `args`, `env` and `worker` share it, unless they have `stdin` or `files`. The first call
 * decides the options for fetching; the hooks of every call are called. After the program fails or exits, the next call
 * loads it again.
 *
 * Rejects with a {@link LoadError}, or with the reason of `signal`.
 */
export function load(bundle: Bundle, options?: LoadOptions): Promise<Program>;

/**
 * Fetches and compiles a command-line program, to be run as often as you like, in this thread: in a worker of your own,
 * the page stays responsive. Each call fetches anew, from the browser's cache. Rejects as {@link load} does.
 */
export function prepare(bundle: Bundle, options?: PrepareOptions): Promise<PreparedProgram>;

/**
 * Reads a manifest and loads the bundle with that name. Unlike in {@link load}, relative URLs are relative to the
 * manifest, which may be in another directory than the page.
 */
export function loadFromManifest(
  manifest: string | URL, name: string, options?: Omit<LoadOptions, "manifest" | "name">,
): Promise<Program>;

/** Connects an element with `data-wasmpair-bundle`, such as one added after the page had loaded. */
export function mount(region: HTMLElement): void;

/** Connects all such elements below an element, or in the page. The loader does this once, when the page has loaded. */
export function mountAll(root?: ParentNode): void;

/** The events of a region. Each is a `CustomEvent` that bubbles and has this `detail`. */
export interface RegionEvents {
  "wasmpair:start": { readonly name: string };
  "wasmpair:progress": { readonly name: string } & Progress;
  "wasmpair:retry": { readonly name: string; readonly next: Way } & FailedAttempt;
  "wasmpair:recovered": { readonly name: string } & Recovery;
  "wasmpair:newrelease": { readonly name: string; readonly bundle: Bundle };
  "wasmpair:output": { readonly name: string } & Output;
  "wasmpair:worker": { readonly name: string; readonly worker: Worker };
  "wasmpair:ready": { readonly name: string; readonly program: Program };
  "wasmpair:error": { readonly name: string; readonly error: LoadError };
  "wasmpair:exit": { readonly name: string; readonly code: number };
}

declare global {
  interface HTMLElementEventMap extends RegionCustomEvents {}
  interface DocumentEventMap extends RegionCustomEvents {}
}

type RegionCustomEvents = { [Type in keyof RegionEvents]: CustomEvent<RegionEvents[Type]> };
