// One program, in this thread -----------------------------------------------------------------------------------------

/** Runs a program until it first waits. */
async function runHere(bundle, context) {
  const globals = new Set(Object.keys(globalThis));
  let system;
  const { go, result: { instance } } = await fetchBoth(bundle, context, async (response, go) => {
    system = systemOf(context, tellOutput(context.tell));
    connect(go, system);
    return WebAssembly.instantiateStreaming(response, await importsOf(go, context.imports));
  });
  const isReady = readiness(globals);
  const { code, ...program } = await start(go, instance, bundle, { ...context, system });
  if (code()) throw exitError(code());
  return { ...program, files: system.contents, ready: (...names) => isReady(names, program.exited) };
}

/** Fetches both files at the same time: { go, result }, the result that of begin(response, go). */
async function fetchBoth(bundle, context, begin) {
  if (typeof globalThis.WebAssembly?.instantiateStreaming !== "function")
    throw new LoadError("no-webassembly", "This browser runs no WebAssembly.");
  const both = new AbortController(); // if either fails, the other is given up
  const giveUp = () => both.abort(context.signal.reason);
  context.signal.addEventListener("abort", giveUp);
  const inner = { ...context, signal: both.signal };
  try {
    const shim = loadShim(bundle.shim, inner);
    const progress = progressOf(bundle.wasm.bytes, context.tell);
    const module = retrying(inner, (way) => fetchModule(bundle.wasm, progress, way, inner, async (response) => begin(response, await shim)));
    const [go, result] = await Promise.all([shim, module]);
    return { go, result };
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

/** The page's imports, or those of a module of the page, beside the shim's, which nothing replaces. */
async function importsOf(go, imports = {}) {
  const isModule = typeof imports === "string" || imports instanceof URL;
  const own = isModule ? await import(resolve(imports).href).catch((cause) => {
    throw new LoadError("page-state", `The page's imports could not be loaded: ${cause.message}`, { cause });
  }) : imports;
  return { ...own, ...own.default, ...go.importObject };
}

async function start(go, instance, bundle, { name, args, env, system }) {
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
  let running;
  try {
    running = withGlobals(system.globals, () => go.run(instance));
    await Promise.race([running, undefined]); // throws if run() failed before the program first waited
  } catch (cause) {
    throw cause instanceof TypeError
      ? new LoadError("mixed-pair", `The module and its wasm_exec.js do not fit: ${cause.message}`, { cause })
      : new LoadError("program-crashed", `The program crashed: ${cause.message}`, { cause });
  }
  return { bundle, instance, exited: running.then(() => code ?? 0), code: () => code };
}

/** A goroutine may be asleep when the program ends: its timer would resume the program, and the shim would throw. */
function stopTimers(go) {
  for (const timer of go._scheduledTimeouts?.values() ?? []) clearTimeout(timer);
}

/**
 * ready(names, exited): the values of global names, once the program has defined all of them; without names, the detail
 * of the event that a program dispatches when it likes. The last name may be options.
 */
function readiness(globals) {
  const said = new Promise((resolve) =>
    globalThis.addEventListener("wasmpair:program-ready", ({ detail }) => resolve(detail), { once: true }));
  return async (names, exited) => {
    const { timeout = 10_000 } = typeof names.at(-1) === "object" ? names.pop() : {};
    const late = new Promise((_, reject) => setTimeout(reject, timeout, `within ${timeout / 1000} s`));
    const ended = exited.then(() => Promise.reject("before it ended"));
    let isOver = false;
    const came = async () => {
      while (!isOver && names.some((name) => globalThis[name] === undefined)) await pause(10);
      return Object.fromEntries(names.map((name) => [name, globalThis[name]]));
    };
    try {
      return await Promise.race([names.length > 0 ? came() : said, late, ended]);
    } catch (when) {
      const missing = names.filter((name) => globalThis[name] === undefined).join(", ") || "wasmpair:program-ready";
      const found = Object.keys(globalThis).filter((name) => !globals.has(name)).join(", ") || "nothing";
      throw new LoadError("not-ready", `The program did not define ${missing} ${when}; it defined ${found}.`);
    } finally {
      isOver = true;
    }
  };
}

function exitError(exitCode) {
  return new LoadError("program-exited", `The program ended with exit status ${exitCode}.`, { exitCode });
}
