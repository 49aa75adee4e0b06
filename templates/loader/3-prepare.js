// Running a program more than once ------------------------------------------------------------------------------------
//
//   const program = await prepare(bundle);
//   const { code, stdout } = await program.run({ args: ["-h"], stdin: "text" });

/** The compiled programs, by module: a promise of each. */
const prepared = new Map();

/** Fetches and compiles a program, once however often it is asked for. Each run is an instance of its own. */
export async function prepare(bundle, options = {}) {
  const key = keyOf(bundle, {});
  if (!prepared.has(key)) {
    const tell = (hook, value) => call(options[hook], value);
    const context = contextOf(options, options.signal ?? new AbortController().signal, failed.has(key), tell);
    prepared.set(key, fetchBoth(bundle, context, (response) => WebAssembly.compileStreaming(response)));
  }
  try {
    const { go, result } = await prepared.get(key);
    failed.delete(key);
    return { bundle, run: (given = {}) => runOnce(new go.constructor(), result, bundle, { ...options, ...given }) };
  } catch (error) {
    prepared.delete(key);
    failed.add(key);
    throw error;
  }
}

/** Resolves when the program ends, with any exit status. */
async function runOnce(go, module, bundle, { name, args = [], env = {}, stdin = "", files = {}, imports, onOutput }) {
  const written = { stdout: [], stderr: [] };
  const show = tellOutput((_, output) => call(onOutput, output));
  const system = systemOf({ stdin, files }, (stream, bytes) => {
    written[stream].push(bytes.slice());
    show(stream, bytes);
  });
  connect(go, system);
  const instance = await WebAssembly.instantiate(module, await importsOf(go, imports)).catch((cause) => {
    throw whyNotLinked(cause, resolve(bundle.wasm.url));
  });
  const { exited } = await start(go, instance, bundle, { name, args, env, system });
  const code = await exited;
  const join = async (stream) => new Uint8Array(await new Blob(written[stream]).arrayBuffer());
  const [stdout, stderr] = await Promise.all([join("stdout"), join("stderr")]);
  const text = (bytes) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr), stdoutBytes: stdout, files: system.contents() };
}
