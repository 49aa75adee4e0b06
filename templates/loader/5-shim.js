// The shim ------------------------------------------------------------------------------------------------------------

let imports = 0;

/**
 * An instance of the shim's class Go; globalThis.Go is restored. Neither a script element nor import() reports why it
 * failed. Only then is the file fetched to find out, with the usual retries, and run from the cache.
 */
async function loadShim(shim, context) {
  const url = resolve(shim.url);
  const integrity = integrityFor(url, shim, context);
  const runFile = globalThis.document ? runScript : runImport;
  const run = () => withinStall(url, context, runFile(url, integrity));
  if (!context.isFresh) {
    const Go = await run().catch((error) => { if (error.code === "stalled" || context.signal.aborted) throw error; });
    if (Go) return construct(Go, url);
  }
  await retrying(context, () => refresh(url, integrity, context));
  return construct(await run(), url);
}

function construct(Go, url) {
  try {
    return new Go();
  } catch (cause) {
    throw new LoadError("not-a-shim", `${shown(url)} is not a wasm_exec.js: it defines no Go.`, { url, cause });
  }
}

/** Resolves with the script's Go, if it defines one. The load event fires as soon as the script has run. */
function runScript(url, integrity) {
  return new Promise((settle, reject) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "Go");
    const script = createElement("script");
    script.onload = () => settle(takeGo(before));
    script.onerror = () => reject(blockedError(url));
    if (isForeign(url)) script.crossOrigin = "anonymous";
    if (integrity) script.integrity = integrity;
    script.nonce = fromDocument("querySelector").call(document, "script[nonce]")?.nonce ?? "";
    script.src = trusted(url.href);
    fromDocument("head").append(script);
    script.remove(); // it runs all the same
  });
}

/** The same in a worker. import() does not check integrity, so the checked content is imported instead of the file. */
async function runImport(url, integrity) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "Go");
  try {
    const body = integrity && (await (await fetch(url, { integrity })).arrayBuffer());
    const blob = new Blob([body], { type: "text/javascript" });
    // The browser never fetches a URL again after importing it or failing to.
    await import(integrity ? URL.createObjectURL(blob) : `${url}#${++imports}`);
  } catch (cause) {
    throw blockedError(url, cause);
  }
  return takeGo(before);
}

function takeGo(before) {
  const after = Object.getOwnPropertyDescriptor(globalThis, "Go");
  if (before) Object.defineProperty(globalThis, "Go", before);
  else delete globalThis.Go;
  return after && after.value !== before?.value && typeof after.value === "function" ? after.value : undefined;
}

/** Refetches a script into the HTTP cache, where a script element or import() finds it. */
async function refresh(url, integrity, context) {
  const guard = stallGuard({ ...context, url });
  try {
    const response = await request(url, { cache: "reload", integrity }, guard);
    checkType(response, url, "text/javascript");
    await response.arrayBuffer().catch((cause) => { throw guard.failure() ?? brokenOff(url, cause); });
  } finally {
    guard.stop();
  }
}
