// Loads a Go program that wasmpair published: its shim (wasm_exec.js) and its module, both of one release.
//
//   import { load } from "./loader.….js";
//   const program = await load(bundle, { onProgress: ({ loaded, total }) => …, signal });
//   const code = await program.exited;
//
// bundle is one of the manifest's bundles; of it only wasm and shim with their url, bytes and integrity are used.
// A page with <script type="application/json" data-wasmpair-bundles> gets a button for each of its regions.

/** What went wrong, and in `advice` what to do about it. `cause` is the browser's own error, if there was one. */
export class LoadError extends Error {
  constructor(message, advice, cause) {
    super(message, { cause });
    this.name = "LoadError";
    this.advice = advice;
  }
}

/**
 * Loads and starts a program; nothing is fetched before the call. Resolves when the program has started, which is when
 * it first waits for something, or has ended: { instance, exited }. `exited` resolves with the exit code when the
 * program ends, and never for one that runs for ever. Rejects with a LoadError, or with the signal's reason.
 * `onProgress` is told the decoded bytes of the module so far and in all. A call after a failure fetches again.
 */
export async function load(bundle, { onProgress, signal } = {}) {
  signal?.throwIfAborted();
  const abort = new AbortController();
  const forward = () => abort.abort(signal.reason);
  signal?.addEventListener("abort", forward);
  try {
    const [Go, module] = await Promise.all([
      loadShim(bundle.shim, abort.signal),
      compile(bundle.wasm, onProgress, abort.signal),
    ]);
    return await start(new Go(), module);
  } catch (error) {
    abort.abort(error); // whichever of the two is still under way
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", forward);
  }
}

// The shim ------------------------------------------------------------------------------------------------------------

/** URLs that failed. The next time they are fetched past the HTTP cache, which may keep a 404. */
const failed = new Set();

/** The class Go that the shim defines. What globalThis.Go was before, it is again. */
async function loadShim(shim, signal) {
  const url = resolve(shim.url);
  if (failed.has(url.href)) await refresh(url, signal);
  failed.add(url.href);
  const Go = await runShim(url, shim.integrity, signal);
  failed.delete(url.href);
  return Go;
}

function runShim(url, integrity, signal) {
  return new Promise((settle, reject) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "Go");
    const script = fromDocument("createElement").call(document, "script");
    script.src = url.href;
    if (isForeign(url)) Object.assign(script, { crossOrigin: "anonymous", integrity });
    // The load event follows the script's run at once: no other script has run in between.
    script.onload = () => {
      script.remove();
      const Go = takeGo(before);
      if (typeof Go === "function") settle(Go);
      else reject(new LoadError(`${url.href} is not a wasm_exec.js: it defines no Go.`, "Publish the release again."));
    };
    script.onerror = async () => {
      script.remove();
      reject(await whyScriptFailed(url, signal));
    };
    signal.addEventListener("abort", () => reject(signal.reason));
    fromDocument("head").append(script);
  });
}

function takeGo(before) {
  const after = Object.getOwnPropertyDescriptor(globalThis, "Go");
  if (before) Object.defineProperty(globalThis, "Go", before);
  else delete globalThis.Go;
  return after?.value === before?.value ? undefined : after.value;
}

/** A script element does not say why it failed; the same URL fetched does. */
async function whyScriptFailed(url, signal) {
  try {
    await refresh(url, signal);
  } catch (error) {
    return error;
  }
  return new LoadError(`${url.href} was not run.`, "Try again; a content security policy or an extension may block it.");
}

/** Fetches a script anew into the HTTP cache, where a script element finds it. */
async function refresh(url, signal) {
  const response = await request(url, { cache: "reload", signal });
  checkType(response, url, "text/javascript");
  await response.arrayBuffer();
}

// The module ----------------------------------------------------------------------------------------------------------

async function compile(wasm, onProgress, signal) {
  const url = resolve(wasm.url);
  const options = { signal, cache: failed.has(url.href) ? "reload" : "default" };
  if (isForeign(url)) options.integrity = wasm.integrity;
  failed.add(url.href);
  const response = await request(url, options);
  checkType(response, url, "application/wasm");
  // The response itself is compiled, and a clone of it counted: browsers keep compiled code for fetched responses only.
  const count = { loaded: 0, total: wasm.bytes };
  countBytes(response.clone().body, count, onProgress);
  try {
    const module = await WebAssembly.compileStreaming(response);
    failed.delete(url.href);
    return module;
  } catch (error) {
    throw whyCompilationFailed(url, count, error);
  }
}

async function countBytes(body, count, onProgress) {
  const reader = body.getReader();
  const read = () => reader.read().catch(() => ({ done: true })); // compileStreaming reports a broken connection
  for (let chunk = await read(); !chunk.done; chunk = await read()) {
    count.loaded += chunk.value.byteLength;
    onProgress?.({ ...count });
  }
}

function whyCompilationFailed(url, count, error) {
  const progress = `${count.loaded.toLocaleString("en")} of ${count.total.toLocaleString("en")} bytes`;
  if (!(error instanceof WebAssembly.CompileError))
    return new LoadError(`The connection broke after ${progress} of ${url.href}.`, checkNetwork, error);
  if (/unsafe-eval|Content Security Policy/i.test(error.message))
    return new LoadError(
      "The page's content security policy forbids WebAssembly.", "Add 'wasm-unsafe-eval' to its script-src.", error);
  return new LoadError(
    `${url.href} arrived damaged or cut off (${progress}).`, "Try again. If it stays so, publish again.", error);
}

/** Instantiates and runs the module up to the point where it first waits. */
async function start(go, module) {
  let instance;
  try {
    instance = await WebAssembly.instantiate(module, go.importObject);
  } catch (error) {
    throw new LoadError(
      `The module and its wasm_exec.js do not fit: ${error.message}`, "Publish both files of one release.", error);
  }
  // run() never tells of a failure: it resolves when the program ends, however it ends. Only exit() sees the code.
  let code = 0;
  const report = go.exit;
  go.exit = (value) => {
    code = value;
    report?.call(go, value);
  };
  return { instance, exited: go.run(instance).then(() => code) };
}

// Requests ------------------------------------------------------------------------------------------------------------

const checkNetwork = "Check the network, then try again.";

async function request(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    throw new LoadError(`${url.href} could not be reached.`, checkNetwork, error);
  }
  if (response.ok) return response;
  const status = `${response.status} ${response.statusText}`.trim();
  const isMissing = response.status === 404 || response.status === 410;
  throw new LoadError(
    `The server answered ${status} for ${url.href}.`,
    isMissing ? "The page may be of another release than the server's files: reload it." : "Try again later.",
  );
}

function checkType(response, url, needed) {
  const type = response.headers.get("Content-Type") ?? "no type";
  if (isType[needed](type.trim().toLowerCase())) return;
  const advice = type.startsWith("text/html")
    ? "It answers with a web page, perhaps for every unknown path: upload the file, or fix the path."
    : "Set the type on the server.";
  throw new LoadError(`The server sends ${url.href} as ${type}, not ${needed}.`, advice);
}

const isType = {
  // No parameters: browsers refuse to compile "application/wasm; charset=utf-8".
  "application/wasm": (type) => type === "application/wasm",
  "text/javascript": (type) => /^(text|application)\/(x-)?(java|ecma)script( *;|$)/.test(type),
};

function resolve(url) {
  return new URL(url, fromDocument("baseURI"));
}

function isForeign(url) {
  return url.origin !== globalThis.location.origin;
}

/** A property of the document itself. Read as document.NAME, markup such as <img name="head"> could stand in for it. */
function fromDocument(name) {
  return Reflect.get(Document.prototype, name, document);
}

// The page ------------------------------------------------------------------------------------------------------------

/** Connects a region of the default page with its bundle. */
function mount(region, bundle) {
  const name = region.dataset.wasmpairBundle;
  const parts = {};
  for (const element of region.querySelectorAll("[data-part]")) parts[element.dataset.part] = element;
  parts.button.addEventListener("click", async () => {
    if (region.dataset.state === "loading") return;
    showLoading(region, parts, name);
    try {
      const program = await load(bundle, { onProgress: (progress) => showProgress(parts.progress, progress) });
      showRunning(region, parts, name);
      const code = await program.exited;
      if (code !== 0)
        throw new LoadError(`${name} ended with exit status ${code}.`, "What it wrote is in the browser's console.");
      show(region, parts, "ended", `${name} has ended.`);
    } catch (error) {
      showFailure(region, parts, name, error);
    }
  });
}

function show(region, parts, state, status) {
  region.dataset.state = state;
  region.setAttribute("aria-busy", String(state === "loading"));
  parts.progress.hidden = state !== "loading";
  parts.start.hidden = state === "running" || state === "ended";
  parts.button.setAttribute("aria-disabled", String(state === "loading"));
  parts.status.textContent = status;
}

function showLoading(region, parts, name) {
  show(region, parts, "loading", `Loading ${name} …`);
  parts.button.textContent = "Loading …";
  parts.failure.hidden = true;
  parts.failure.replaceChildren();
  parts.program.replaceChildren();
  parts.progress.removeAttribute("value"); // indeterminate until the first byte
}

function showProgress(progress, { loaded, total }) {
  progress.max = total;
  progress.value = loaded;
}

function showRunning(region, parts, name) {
  const hadFocus = parts.button.matches(":focus");
  show(region, parts, "running", `${name} is running.`);
  if (hadFocus) parts.program.focus({ preventScroll: true });
}

function showFailure(region, parts, name, error) {
  show(region, parts, "failed", "");
  const what = fromDocument("createElement").call(document, "strong");
  what.textContent = error.message;
  parts.failure.replaceChildren(what, error.advice ?? "");
  parts.failure.hidden = false;
  parts.button.textContent = "Retry";
  console.warn(`${name}:`, error);
}

function mountAll() {
  const data = fromDocument("querySelector").call(document, "script[type='application/json'][data-wasmpair-bundles]");
  if (!data) return;
  const bundles = JSON.parse(data.textContent);
  for (const region of fromDocument("querySelectorAll").call(document, "section[data-wasmpair-bundle]")) {
    const name = region.dataset.wasmpairBundle;
    if (Object.hasOwn(bundles, name)) mount(region, bundles[name]);
  }
}

mountAll();
