// The module ----------------------------------------------------------------------------------------------------------

async function instantiate(wasm, shim, progress, way, context) {
  const url = resolve(wasm.url);
  const guard = stallGuard({ ...context, url });
  try {
    const cache = way === "asked" ? "default" : "reload";
    const asked = { address: addressOf(url, way), cache, integrity: integrityFor(url, wasm, context) };
    const response = await request(url, asked, guard);
    checkType(response, url, "application/wasm");
    // The response itself is compiled and a clone is counted: browsers cache compiled code of fetched responses only.
    const counted = countBytes(response.clone().body, guard, progress);
    counted.catch(() => {}); // instantiateStreaming fails too
    const go = await shim;
    const imports = await importsOf(go, context.imports);
    const { instance, module } = await WebAssembly.instantiateStreaming(response, imports).catch(async (error) => {
      throw await whyNotInstantiated(error, url, wasm.bytes, counted, guard);
    });
    requireSize(url, await counted, wasm.bytes);
    return { go, instance, module };
  } catch (error) {
    guard.abort(error);
    throw error;
  } finally {
    guard.stop();
  }
}

async function countBytes(body, guard, progress) {
  const reader = body.getReader();
  let loaded = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    loaded += chunk.value.byteLength;
    guard.alive();
    progress(loaded);
  }
  guard.stop(); // compiling takes as long as it takes
  return loaded;
}

/** Also what an engine compiles may be cut off, or another release's. */
function requireSize(url, loaded, bytes, cause) {
  if (loaded === bytes) return;
  throw new LoadError("altered-body", `${shown(url)} has ${loaded} bytes, not ${bytes}.`, { url, cause });
}

async function whyNotInstantiated(cause, url, bytes, counted, guard) {
  const because = (code, message) => new LoadError(code, message, { url, cause });
  if (cause instanceof WebAssembly.CompileError)
    return /unsafe-eval|Content Security Policy/i.test(cause.message)
      ? because("csp-blocks-wasm", "The page's content security policy forbids WebAssembly.")
      : because("altered-body", `${shown(url)} arrived damaged or cut off.`);
  // A broken connection and a missing import both cause a TypeError: the clone tells them apart.
  const loaded = await counted.catch(() => undefined);
  if (loaded === undefined) return guard.failure() ?? brokenOff(url, cause);
  requireSize(url, loaded, bytes, cause);
  if (cause instanceof RangeError) return because("out-of-memory", "There is not enough memory for the program.");
  // "module is not an object or function", "import object field 'env' is not an Object", "env:f must be an object"; the
  // shim's own module is called go or gojs.
  return /(is not|must be) an object/i.test(cause.message) && !/\bgo(js)?\b/.test(cause.message)
    ? because("undeclared-import-module", `Nobody provides a module of imports: ${cause.message}`)
    : because("mixed-pair", `The module and its wasm_exec.js do not fit: ${cause.message}`);
}

function brokenOff(url, cause) {
  return new LoadError("broken-off", `The connection broke while ${shown(url)} was loading.`, { url, cause });
}
