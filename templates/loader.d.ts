/**
 * The loader that wasmpair publishes beside a program: one ES module, `loader.<hash>.js`.
 *
 * Copy this file to where your compiler finds it. Code that learns the loader's URL only when it runs gives its type so:
 * `const { load }: typeof import("./loader") = await import(url);`
 */

/** A published file, as the manifest lists it. */
export interface PublishedFile {
  /** Absolute, or relative to the page. */
  readonly url: string;
  /** Its decoded size, which progress is counted against. */
  readonly bytes: number;
  /** `sha384-…`, for files of another origin. */
  readonly integrity?: string;
}

/** One of the manifest's `bundles`: a module and the `wasm_exec.js` that fits it. Other keys are ignored. */
export interface Bundle {
  /** The digest over both files, in hex. */
  readonly pair?: string;
  readonly wasm: PublishedFile;
  readonly shim: PublishedFile;
}

/** How much of the module has arrived. From one call to the next it grows; the last one has `fraction` 1. */
export interface Progress {
  /** Decoded bytes so far. */
  readonly loaded: number;
  /** Decoded bytes in all. */
  readonly total: number;
  /** `loaded / total`. */
  readonly fraction: number;
}

/** A program that has started: it waits for something, or has ended with success. */
export interface Program {
  /** What was loaded: the bundle that was asked for, or that of a newer release. */
  readonly bundle: Bundle;
  /** Resolves with the exit status when the program ends; never for one that runs for ever. */
  readonly exited: Promise<number>;
  /** The running instance; none if it runs in a worker. */
  readonly instance?: WebAssembly.Instance;
  /** The worker that the program runs in, for the program's own messages and for `terminate()`. */
  readonly worker?: Worker;
}

/** What happens while a program loads and runs. What a hook throws is reported as an error of the page. */
export interface Hooks {
  /** Its files are about to be fetched, or already were for another call. */
  onStart?(): void;
  onProgress?(progress: Progress): void;
  /** The files of the bundle are gone, and the manifest, read again, lists these: they are loaded instead. */
  onNewRelease?(bundle: Bundle): void;
  /** With `worker: true`: the worker, before the program runs in it, so that no message of the program is missed. */
  onWorker?(worker: Worker): void;
  onReady?(program: Program): void;
  /** Loading failed, or the program ended with a status other than 0, early or late. */
  onError?(error: LoadError): void;
  /** The program ended, with whatever status. */
  onExit?(code: number): void;
}

export interface LoadOptions extends Hooks {
  /** Gives up waiting. The load itself goes on as long as somebody else waits for it. */
  signal?: AbortSignal;
  /** The URL of `wasmpair.json`, which is read again, once, if a file of the bundle is gone. */
  manifest?: string | URL;
  /** The bundle's name in that manifest, not needed if it lists only one; also the program's `os.Args[0]`. */
  name?: string;
  /** When the manifest lists a newer release: load that (the default), or reject with `new-release`. */
  newRelease?: "load" | "reject";
  /** The program's `os.Args[1:]`. */
  args?: readonly string[];
  /** The program's environment. */
  env?: Readonly<Record<string, string>>;
  /** Run in a Web Worker of its own, where there is no document. Default: false. */
  worker?: boolean;
  /** Milliseconds without a byte after which loading fails with `stalled`. Default: 30,000. */
  stallTimeout?: number;
  /** How often a broken connection or a failing server is tried again. Default: 2. */
  retries?: number;
  /** Milliseconds before the first of these; each further pause is twice as long. Default: 500. */
  retryDelay?: number;
  /** Whether browsers check the files' digests. Default: `auto`, for files of another origin. */
  integrity?: "auto" | "always" | "never";
}

/** Which incident it was. Ids are stable; `wasmpair explain ID` tells more about each. */
export type Incident =
  /** No answer: network, name, certificate, CORS. */
  | "unreachable"
  /** Nothing arrived for the time that `stallTimeout` gives. */
  | "stalled"
  /** The connection broke in the middle, or the content coding is damaged. */
  | "broken-off"
  /** 404 or 410, and the manifest lists no other release. */
  | "not-found"
  /** 404 or 410, and the manifest lists another release. */
  | "new-release"
  /** 5xx, 408 or 429. */
  | "server-error"
  /** 401, 403 or another status that a second try does not change. */
  | "refused"
  /** A web page instead of the file. */
  | "html-fallback"
  /** Not `application/wasm`, without parameters, or not a JavaScript type. */
  | "wrong-type"
  /** The module asks for something that its `wasm_exec.js` does not have. */
  | "mixed-pair"
  /** The page's policy lacks `'wasm-unsafe-eval'`. */
  | "csp-blocks-wasm"
  /** The page's policy, or an extension, blocks a file. */
  | "csp-blocks-file"
  | "out-of-memory"
  /** The browser has no WebAssembly, or it is switched off. */
  | "no-webassembly"
  /** The program ended with the status in `exitCode`. */
  | "program-exited"
  /** The program was stopped by a trap, such as a full call stack. */
  | "program-crashed"
  /** The module arrived, but damaged or cut off. */
  | "altered-body"
  /** The file's digest is not the one that was published. */
  | "integrity-mismatch"
  /** The script defines no `Go`. */
  | "not-a-shim"
  /** The worker's script could not be run. */
  | "worker-failed"
  /** The release has no bundle of that name. */
  | "unknown-bundle"
  /** The manifest, or the page's copy of it, cannot be read. */
  | "malformed-manifest"
  /** The page, or the call, is not as it must be. */
  | "page-state";

/** Why a program could not be loaded, or failed. */
export class LoadError extends Error {
  constructor(code: Incident, message: string, details?: { cause?: unknown; url?: string | URL; exitCode?: number });
  readonly name: "LoadError";
  readonly code: Incident;
  /** What to do about it. */
  readonly advice: string;
  /** The file that it is about, if one. */
  readonly url: string | undefined;
  /** The exit status, for `program-exited`. */
  readonly exitCode: number | undefined;
  /** The browser's own error, if there was one. */
  readonly cause: unknown;
}

/**
 * Loads and starts a program. Nothing is fetched before the call. While the program loads or runs, further calls for the
 * same module get that same program (one in a worker is another one than one in the page); `args`, `env` and the options
 * about fetching are the first call's, and every call's hooks are called. After a failure, and after the program's end,
 * a call starts afresh.
 *
 * Rejects with a {@link LoadError}, or with the reason of `signal`.
 */
export function load(bundle: Bundle, options?: LoadOptions): Promise<Program>;

/**
 * Reads a manifest and loads the bundle of that name. Unlike {@link load}'s, relative URLs are relative to the manifest,
 * which need not lie beside the page.
 */
export function loadFromManifest(
  manifest: string | URL, name: string, options?: Omit<LoadOptions, "manifest" | "name">,
): Promise<Program>;

/** Connects an element that has `data-wasmpair-bundle`, such as one that was added after the page had loaded. */
export function mount(region: HTMLElement): void;

/** Connects all such elements below an element, or of the page. The loader does that once by itself. */
export function mountAll(root?: ParentNode): void;

/** The events of a region, each a `CustomEvent` that bubbles, with these as its `detail`. */
export interface RegionEvents {
  "wasmpair:start": { readonly name: string };
  "wasmpair:progress": { readonly name: string } & Progress;
  "wasmpair:newrelease": { readonly name: string; readonly bundle: Bundle };
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
