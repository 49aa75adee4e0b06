// Loads Go programs published by wasmpair: each is a module and its shim (wasm_exec.js), both from one release.
//
//   import { load } from "./loader.….js";
//   const program = await load(bundle, { onProgress: ({ fraction }) => … });
//   const code = await program.exited;
//
// Nothing is fetched until load() is called or a region of the page that names a bundle asks for it (see below).
// loader.d.ts describes the types and every option.

// What can go wrong ---------------------------------------------------------------------------------------------------

/** The incidents, each with its remedy. The ids are stable: `wasmpair explain ID` knows them. */
const incidents = {
  "unreachable": "Check the network, then try again.",
  "stalled": "Check the network, then try again.",
  "broken-off": "Check the network, then try again. If it happens again, upload the release again.",
  "not-found": "Upload every file of the release before its manifest and pages, and keep those of the last release.",
  "new-release": "Reload the page.",
  "server-error": "Try again later.",
  "refused": "Sign in and reload the page, or make these files public on the server.",
  "html-fallback": "The server sends a web page for unknown paths: upload the file, or fix the path.",
  "wrong-type": "Set the file's type on the server, without parameters.",
  "mixed-pair": "Publish both files of one release.",
  "csp-blocks-wasm": "Add 'wasm-unsafe-eval' to the policy's script-src.",
  "csp-blocks-file": "Allow the file's origin in the policy's script-src and connect-src, or disable the extension.",
  "out-of-memory": "Close other tabs or programs, then try again.",
  "no-webassembly": "Use a current browser, and enable WebAssembly in it.",
  "program-exited": "See the program's output in the browser's console.",
  "program-crashed": "See the program's output in the browser's console.",
  "altered-body": "Try again. If it happens again, a server or CDN changes files: upload the release again.",
  "integrity-mismatch": "Upload the release again, and let no server or CDN change its files.",
  "not-a-shim": "Publish the release again.",
  "worker-failed": "Allow the loader in the policy's worker-src, or run the program without a worker.",
  "unknown-bundle": "Use a name that the manifest lists.",
  "malformed-manifest": "Publish the release again.",
  "page-state": "Correct the page.",
};

/** The incident (`code`), what to do about it (`advice`) and the file (`url`); `cause` is the browser's error. */
export class LoadError extends Error {
  constructor(code, message, { cause, url, exitCode } = {}) {
    super(message, { cause });
    this.name = "LoadError";
    Object.assign(this, { code, advice: incidents[code], url: url && String(url), exitCode });
  }
}
