// Loads Go programs that wasmpair published: each a shim (wasm_exec.js) and a module, both of one release.
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
  "broken-off": "Check the network, then try again. If it stays so, upload the release again.",
  "not-found": "Upload every file of the release before its manifest and pages, and keep those of the last release.",
  "new-release": "Reload the page.",
  "server-error": "Try again later.",
  "refused": "Sign in and reload the page, or let the server give these files to everybody.",
  "html-fallback": "The server gives a web page for unknown paths: upload the file, or fix the path.",
  "wrong-type": "Set the file's type on the server, without parameters.",
  "mixed-pair": "Publish both files of one release.",
  "csp-blocks-wasm": "Add 'wasm-unsafe-eval' to the policy's script-src.",
  "csp-blocks-file": "Allow the file's origin in the policy's script-src and connect-src, or switch off the extension.",
  "out-of-memory": "Close other tabs or programs, then try again.",
  "no-webassembly": "Use a current browser, without a mode that switches WebAssembly off.",
  "undeclared-import-module": "Give load() the imports that the page has to bring, as its option imports.",
  "program-exited": "Read what the program wrote.",
  "program-crashed": "Read what the program wrote.",
  "not-ready": "Define these names before the program waits, or wait longer.",
  "altered-body": "Try again. If it stays so, something on the way changes files: upload the release again.",
  "integrity-mismatch": "Upload the release again, and let nothing change its files afterwards.",
  "not-a-shim": "Publish the release again.",
  "worker-failed": "Allow the loader in the policy's worker-src, and send it with the page's Cross-Origin-Embedder-Policy.",
  "unknown-bundle": "Use a name that the manifest lists.",
  "malformed-manifest": "Publish the release again.",
  "page-state": "Correct the page.",
};

/**
 * The incident (`code`), what to do about it (`advice`) and the file (`url`); `cause` is the browser's error, `output`
 * the end of what the program wrote.
 */
export class LoadError extends Error {
  constructor(code, message, { cause, url, exitCode, output = "" } = {}) {
    super(message, { cause });
    this.name = "LoadError";
    Object.assign(this, { code, advice: incidents[code], url: url && String(url), exitCode, output });
  }
}
