// One program, in this thread -----------------------------------------------------------------------------------------

/** Fetches both files at the same time and runs the program until it first waits. */
async function runHere(bundle, context) {
  if (typeof globalThis.WebAssembly?.instantiateStreaming !== "function")
    throw new LoadError("no-webassembly", "This browser runs no WebAssembly.");
  const both = new AbortController(); // if either fails, the other is given up
  const giveUp = () => both.abort(context.signal.reason);
  context.signal.addEventListener("abort", giveUp);
  const inner = { ...context, signal: both.signal };
  try {
    const shim = loadShim(bundle.shim, inner);
    const progress = progressOf(bundle.wasm.bytes, context.tell);
    const module = retrying(inner, (way) => instantiate(bundle.wasm, shim, progress, way, inner));
    const [, { go, instance }] = await Promise.all([shim, module]);
    return await start(go, instance, bundle, context);
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
  let running;
  try {
    running = go.run(instance);
    await Promise.race([running, undefined]); // throws if run() failed before the program first waited
  } catch (cause) {
    throw cause instanceof TypeError
      ? new LoadError("mixed-pair", `The module and its wasm_exec.js do not fit: ${cause.message}`, { cause })
      : new LoadError("program-crashed", `The program crashed: ${cause.message}`, { cause });
  }
  if (code) throw exitError(code);
  return { bundle, instance, exited: running.then(() => code ?? 0) };
}

/** A goroutine may be asleep when the program ends: its timer would resume the program, and the shim would throw. */
function stopTimers(go) {
  for (const timer of go._scheduledTimeouts?.values() ?? []) clearTimeout(timer);
}

function exitError(exitCode) {
  return new LoadError("program-exited", `The program ended with exit status ${exitCode}.`, { exitCode });
}
