// What a program writes, and what it imports --------------------------------------------------------------------------
//
// Go's os package calls globalThis.fs, and takes it when it is initialized, before the program first waits. print and
// panics call the shim's wasmWrite, which looks at globalThis.fs each time. So each program can have an object of its
// own, and globalThis.fs stays as it is for others.

const streams = { 1: "stdout", 2: "stderr" };

const systems = new WeakMap();

/**
 * Tells what the program of a Go will write. To be called before its module is instantiated. system.extend(fs), if there
 * is one, gives fs files, and returns other global values of the program.
 */
function connect(go, tell, system) {
  const { fs } = globalThis; // the shim's, which writes to the console, or the page's own
  const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  const writeSync = (fd, bytes) => {
    if (fd in streams) tell("onOutput", { stream: streams[fd], text: decoders[fd].decode(bytes, { stream: true }) });
    return fs.writeSync(fd, bytes);
  };
  const own = Object.assign(Object.create(fs ?? null), { writeSync }); // fs.write calls this.writeSync
  systems.set(go, { fs: own, ...system?.extend?.(own) });
  for (const imported of Object.values(go.importObject)) {
    const write = imported["runtime.wasmWrite"];
    if (write) imported["runtime.wasmWrite"] = (stack) => withSystem(go, () => write(stack));
  }
  return go;
}

function withSystem(go, run) {
  const { fs, process, path } = globalThis;
  Object.assign(globalThis, systems.get(go));
  try {
    return run();
  } finally {
    Object.assign(globalThis, { fs, process, path });
  }
}

/** The page's imports, or those of a module of the page, beside the shim's, which nothing replaces. */
async function importsOf(go, imports = {}) {
  const isModule = typeof imports === "string" || imports instanceof URL;
  const own = isModule ? await import(resolve(imports).href).catch((cause) => {
    throw new LoadError("page-state", `The page's imports could not be loaded: ${cause.message}`, { cause });
  }) : imports;
  return { ...own, ...go.importObject };
}
