// Loading once, however many ask --------------------------------------------------------------------------------------

/** The programs that are loading or running, by place and module: { promise, program, callers, abort }. */
const loads = new Map();
/** Those whose last load failed. Their files bypass the HTTP cache, which may hold a 404. */
const failed = new Set();

/**
 * Loads and starts a program. Resolves when the program first waits or exits successfully. While it loads or runs,
 * further calls share it; after it fails or exits, the next call loads it again.
 */
export function load(bundle, options = {}) {
  if (options.signal?.aborted) return Promise.reject(options.signal.reason);
  try {
    return join(keyOf(bundle, options), bundle, options);
  } catch (error) {
    call(options.onError, error);
    return Promise.reject(error);
  }
}

/** Reads the manifest, then loads the bundle with that name. */
export async function loadFromManifest(manifest, name, options = {}) {
  let bundle;
  try {
    bundle = bundleNamed(name, await readManifest(manifest, options.stallTimeout));
  } catch (error) {
    if (!options.signal?.aborted) call(options.onError, error);
    throw options.signal?.aborted ? options.signal.reason : error;
  }
  return load(bundle, { ...options, manifest, name });
}

function join(key, bundle, options) {
  const running = loads.get(key);
  const shared = running ?? { askers: new Set(), abort: new AbortController() };
  shared.askers.add(options);
  call(options.onStart);
  if (!running) {
    loads.set(key, shared);
    shared.promise = begin(key, shared, bundle, options);
  }
  if (shared.program) call(options.onReady, shared.program);
  return options.signal ? untilAborted(key, shared, options) : shared.promise;
}

/** Reports the program's progress and end to every caller's hooks. A failing exit is a failure, however late. */
async function begin(key, shared, bundle, options) {
  let output = ""; // the end of it, for a failure
  const tell = (hook, value) => {
    if (hook === "onOutput") output = (output + value.text).slice(-mostOutput);
    for (const asker of shared.askers) call(asker[hook], value);
  };
  const fail = (error) => {
    if (error instanceof LoadError) error.output = output; // not the reason of a signal
    forget(key, shared); // before anybody hears of the failure and asks again
    if (error.code === "program-exited") tell("onExit", error.exitCode);
    tell("onError", error);
  };
  const end = (code) => {
    if (code !== 0) return fail(exitError(code));
    forget(key, shared);
    tell("onExit", code);
  };
  try {
    shared.program = await loadRelease(bundle, contextOf(options, shared.abort.signal, failed.has(key), tell));
  } catch (error) {
    failed.add(key);
    fail(error);
    throw error;
  }
  failed.delete(key);
  tell("onReady", shared.program);
  shared.program.exited.then(end, fail);
  return shared.program;
}

function forget(key, shared) {
  if (loads.get(key) === shared) loads.delete(key);
}

/** Lets one caller leave. The shared load continues unless that was the last. */
function untilAborted(key, shared, options) {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason);
      shared.askers.delete(options);
      if (shared.askers.size > 0) return;
      forget(key, shared);
      shared.abort.abort(signal.reason);
    };
    signal.addEventListener("abort", leave);
    shared.promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/** An error thrown by a hook is the page's, not the program's. */
function call(hook, value) {
  try {
    hook?.(value);
  } catch (error) {
    globalThis.reportError(error);
  }
}

/** Calls share a program if their keys are equal. Files and standard input are never shared. */
function keyOf(bundle, options) {
  requireFiles(bundle, "wasm", "shim");
  const { worker, args, env } = options;
  return hasSystem(options) ? Symbol() : JSON.stringify([!!worker, resolve(bundle.wasm.url), args, env]);
}

function requireFiles(bundle, ...names) {
  const missing = names.find((name) => typeof bundle?.[name]?.url !== "string" || !(bundle[name].bytes > 0));
  if (missing) throw new LoadError("page-state", `This needs a bundle of the manifest: ${missing} with url and bytes.`);
}

/** What every step below needs: the options with their defaults, and notify() for the hooks. */
function contextOf(options, signal, isFresh, tell) {
  const { name, args = [], env = {}, stdin, files, imports, worker = false, manifest, newRelease = "load" } = options;
  const { integrity = "auto", stallTimeout = defaultStallTimeout, retries = 2, retryDelay = 500 } = options;
  const steps = { stallTimeout, retries, retryDelay, signal, isFresh, tell };
  return { name, args, env, stdin, files, imports, integrity, worker, manifest, newRelease, ...steps };
}

const defaultStallTimeout = 30_000;
const mostOutput = 65_536;
