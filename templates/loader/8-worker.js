// One program, in a worker --------------------------------------------------------------------------------------------

const workerName = "wasmpair";

/** Runs the program in a worker whose script is this file. It reports by a port: messages belong to the program. */
function runInWorker(bundle, context) {
  const { port1: port, port2 } = new MessageChannel();
  const absolute = (file) => file && { ...file, url: resolve(file.url).href };
  const { signal, tell, worker: _, manifest, newRelease, ...options } = context;
  return new Promise((settle, reject) => {
    const worker = createWorker();
    const fail = (error) => {
      worker.terminate();
      reject(error);
    };
    const giveUp = () => fail(signal.reason);
    const answers = {
      tell: ([hook, value]) => tell(hook, value),
      error: (error) => fail(Object.assign(new LoadError(error.code, error.message), error)),
      ready() {
        worker.onerror = null; // what the program throws from now on is its own
        signal.removeEventListener("abort", giveUp);
        const exited = new Promise((exit, crash) => Object.assign(answers, { exit, error: crash }));
        settle({ bundle, worker, exited });
      },
    };
    signal.addEventListener("abort", giveUp);
    worker.onerror = ({ message }) => fail(workerError(message));
    port.onmessage = ({ data: [kind, value] }) => answers[kind](value);
    if (options.imports) options.imports = resolve(options.imports).href; // functions cannot be sent
    const files = { wasm: absolute(bundle.wasm), shim: absolute(bundle.shim), runner: absolute(bundle.runner) };
    tell("onWorker", worker); // in time for the program's first message
    const streams = options.stdin instanceof ReadableStream ? [options.stdin] : []; // cannot be copied
    worker.postMessage({ bundle: { ...bundle, ...files }, options }, [port2, ...streams]);
  });
}

/** A worker's script must have the page's own origin. A loader of another origin is imported by a script made here. */
function createWorker() {
  const source = new URL(import.meta.url);
  const trampoline = () => new Blob([`import ${JSON.stringify(source.href)};`], { type: "text/javascript" });
  try {
    const url = isForeign(source) ? URL.createObjectURL(trampoline()) : source.href;
    return new Worker(trusted(url), { type: "module", name: workerName });
  } catch (cause) {
    throw workerError(cause.message, cause);
  }
}

function workerError(message, cause) {
  const what = `The program's worker could not be started${message ? `: ${message}` : "."}`;
  return new LoadError("worker-failed", what, { url: import.meta.url, cause });
}

/** The worker's side. */
async function serveWorker({ data: { bundle, options }, ports: [port] }) {
  const say = (kind, value) => port.postMessage([kind, value]);
  const tell = (hook, value) => say("tell", [hook, value]); // of progress and retries: plain data
  try {
    const program = await runHere(bundle, { ...options, signal: new AbortController().signal, tell });
    say("ready");
    say("exit", await program.exited);
  } catch ({ code, message, url, exitCode, cause }) {
    say("error", { code, message, url, exitCode, cause: cause && new Error(String(cause)) });
  }
  globalThis.close();
}

if (!globalThis.document && globalThis.name === workerName)
  globalThis.addEventListener("message", serveWorker, { once: true });
