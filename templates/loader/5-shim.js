// The shim ------------------------------------------------------------------------------------------------------------

let imports = 0;

/**
 * An instance of the shim's class Go; globalThis.Go is restored. Neither a script element nor import() reports why it
 * failed. Only then is the file fetched to find out, with the usual retries, and run from the cache.
 */
async function loadShim(shim, context) {
  const url = resolve(shim.url);
  if (globalThis.ServiceWorkerGlobalScope) return importedShim(url);
  const integrity = integrityFor(url, shim, context);
  const runFile = globalThis.document ? runScript : runImport;
  const run = (address) => withinStall(url, context, runFile(url, address, integrity));
  const failures = [];
  if (!context.isFresh) {
    try {
      return construct(await run(url), url);
    } catch (error) {
      if (error.code === "stalled" || context.signal.aborted) throw error;
      failures.push(failureOf(error.code === "not-a-shim" ? error : brokenOff(url), "asked"));
    }
  }
  return retrying(context, async (way) => {
    const address = addressOf(url, way);
    await refresh(url, address, integrity, context);
    return construct(await run(address), url);
  }, failures);
}

/** A service worker imports only while it starts, and statically. */
function importedShim(url) {
  if (globalThis.Go) return new Go();
  throw new LoadError("page-state", `A service worker has to import ${shown(url)} itself.`, { url });
}

function construct(Go, url) {
  try {
    return new Go();
  } catch (cause) {
    throw notAShim(url, cause);
  }
}

function notAShim(url, cause) {
  return new LoadError("not-a-shim", `${shown(url)} is not what was published: it defines no Go.`, { url, cause });
}

/** Resolves with the script's Go, if it defines one. The load event fires as soon as the script has run. */
function runScript(url, address, integrity) {
  return new Promise((settle, reject) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "Go");
    const script = createElement("script");
    script.onload = () => settle(takeGo(before));
    script.onerror = () => reject(blockedError(url));
    if (isForeign(url)) script.crossOrigin = "anonymous";
    if (integrity) script.integrity = integrity;
    script.nonce = fromDocument("querySelector").call(document, "script[nonce]")?.nonce ?? "";
    script.src = trusted(address.href);
    fromDocument("head").append(script);
    script.remove(); // it runs all the same
  });
}

/** The same in a worker. import() does not check integrity, so the checked content is imported instead of the file. */
async function runImport(url, address, integrity) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "Go");
  try {
    const body = integrity && (await (await fetch(address, { integrity })).arrayBuffer());
    const blob = new Blob([body], { type: "text/javascript" });
    // The browser never fetches a URL again after importing it or failing to.
    await import(integrity ? URL.createObjectURL(blob) : `${address}#${++imports}`);
  } catch (cause) {
    throw cause instanceof TypeError ? blockedError(url, cause) : notAShim(url, cause); // damaged, it has no syntax
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
async function refresh(url, address, integrity, context) {
  const guard = stallGuard({ ...context, url });
  try {
    const response = await request(url, { address, cache: "reload", integrity }, guard);
    checkType(response, url, "text/javascript");
    await response.arrayBuffer().catch((cause) => { throw guard.failure() ?? brokenOff(url, cause); });
  } finally {
    guard.stop();
  }
}
