// One program, in this thread -----------------------------------------------------------------------------------------

/** Runs the program until it first waits. */
async function runHere(bundle, context) {
  const system = hasSystem(context) ? (await runnerOf(bundle, context)).systemOf(context) : {};
  const { go, instance } = await fetchPair(bundle, context, system);
  return Object.assign(await start(go, instance, bundle, context), { files: system.files });
}

/** Whether the program has files and standard input. Few have: their code is a file of its own. */
function hasSystem({ stdin, files }) {
  return files || stdin !== undefined;
}

/** The runner is loaded as a shim is, because it has to arrive in the same ways: a script that defines Go. */
function runnerOf(bundle, context) {
  requireFiles(bundle, "runner");
  if (globalThis.ServiceWorkerGlobalScope) throw new LoadError("page-state", "Service workers run no commands.");
  return loadShim(bundle.runner, context);
}

/** A program to be run again and again, with arguments, files and standard input of each run. */
export async function prepare(bundle, options = {}) {
  requireFiles(bundle, "wasm", "shim");
  const { signal = new AbortController().signal } = options;
  const run = async (bundle, context) =>
    (await runnerOf(bundle, context)).prepare({ bundle, context, ...(await fetchPair(bundle, context)), connect, importsOf, start });
  return loadRelease(bundle, { ...contextOf(options, signal, false, (hook, value) => call(options[hook], value)), run });
}

/** Fetches both files at the same time. */
async function fetchPair(bundle, context, system) {
  if (typeof globalThis.WebAssembly?.instantiateStreaming !== "function")
    throw new LoadError("no-webassembly", "This browser runs no WebAssembly.");
  const both = new AbortController(); // if either fails, the other is given up
  const giveUp = () => both.abort(context.signal.reason);
  context.signal.addEventListener("abort", giveUp);
  const inner = { ...context, signal: both.signal };
  try {
    const shim = loadShim(bundle.shim, inner).then((go) => connect(go, context.tell, system));
    const progress = progressOf(bundle.wasm.bytes, context.tell);
    const module = retrying(inner, (way) => instantiate(bundle.wasm, shim, progress, way, inner));
    return (await Promise.all([shim, module]))[1];
  } catch (error) {
    both.abort(error);
    throw context.signal.aborted ? context.signal.reason : error;
  } finally {
    context.signal.removeEventListener("abort", giveUp);
  }
}

/** Takes the number of decoded bytes so far, and reports it only if it exceeds all earlier ones, retries included. */
function progressOf(total, tell) {
  let furthest = 0;
  return (bytes) => {
    const loaded = Math.min(bytes, total);
    if (loaded <= furthest) return;
    furthest = loaded;
    tell("onProgress", { loaded, total, fraction: loaded / total });
  };
}

async function start(go, instance, bundle, { name, args, env }) {
  if (name || args.length > 0) go.argv = [name ?? "js", ...args];
  go.env = { ...go.env, ...env };
  // run() never reports failure: it resolves when the program ends, however it ends. Only exit() receives the code.
  let code;
  const report = go.exit;
  go.exit = (value) => {
    code = value;
    stopTimers(go);
    report?.call(go, value);
  };
  const ready = readiness();
  let running;
  try {
    running = withSystem(go, () => go.run(instance));
    await Promise.race([running, undefined]); // throws if run() failed before the program first waited
  } catch (cause) {
    throw cause instanceof TypeError
      ? new LoadError("mixed-pair", `The module and its wasm_exec.js do not fit: ${cause.message}`, { cause })
      : new LoadError("program-crashed", `The program crashed: ${cause.message}`, { cause });
  }
  if (code) throw exitError(code);
  const exited = running.then(() => code ?? 0);
  return { bundle, instance, exited, ready: (...names) => ready(names, exited) };
}

/** A goroutine may be asleep when the program ends: its timer would resume the program, and the shim would throw. */
function stopTimers(go) {
  for (const timer of go._scheduledTimeouts?.values() ?? []) clearTimeout(timer);
}

/**
 * ready(names, exited): the global values of these names, once the program has defined all of them; without names, the
 * detail of the event that it dispatches when it likes. In place of the last name, there may be options.
 */
function readiness() {
  const before = new Set(Object.keys(globalThis));
  let announced;
  globalThis.addEventListener("wasmpair:program-ready", ({ detail }) => { announced = detail; }, { once: true });
  return async (names, exited) => {
    const { timeout = 10_000 } = typeof names.at(-1) === "object" ? names.pop() : {};
    let end;
    pause(timeout).then(() => { end ??= `within ${timeout / 1000} s`; });
    exited.finally(() => { end ??= "before it ended"; }).catch(() => {});
    for (;;) {
      const missing = names.filter((name) => globalThis[name] === undefined);
      if (names.length === 0 ? announced !== undefined : missing.length === 0)
        return names.length === 0 ? announced : Object.fromEntries(names.map((name) => [name, globalThis[name]]));
      if (end) {
        const defined = Object.keys(globalThis).filter((name) => !before.has(name));
        throw new LoadError("not-ready", `The program did not define ${missing} ${end}, only ${defined}.`);
      }
      await pause(10);
    }
  };
}

function exitError(exitCode) {
  return new LoadError("program-exited", `The program ended with exit status ${exitCode}.`, { exitCode });
}
