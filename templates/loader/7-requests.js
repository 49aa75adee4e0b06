// Requests ------------------------------------------------------------------------------------------------------------

async function request(url, { integrity = "", ...options }, guard) {
  let response;
  try {
    response = await fetch(url, { ...options, integrity, signal: guard.signal });
  } catch (cause) {
    throw guard.failure() ?? (await whyNotFetched(cause, url, integrity));
  }
  if (response.ok) return response;
  const { status } = response;
  const code =
    status === 404 || status === 410 ? "not-found"
    : status >= 500 || status === 408 || status === 429 ? "server-error"
    : "refused";
  const answer = `${status} ${response.statusText}`.trim();
  throw new LoadError(code, `The server answered ${answer} for ${shown(url)}.`, { url });
}

/** fetch() reports only that it failed. */
async function whyNotFetched(cause, url, integrity) {
  await pause(0); // the event of a violated policy comes after the failure
  if (blocked.has(url.href)) return blockedError(url, cause);
  // A wrong digest fails like a broken connection. Whether the server responds to HEAD tells them apart.
  const isReachable = integrity && (await fetch(url, { method: "HEAD" }).then(({ ok }) => ok, () => false));
  return isReachable
    ? new LoadError("integrity-mismatch", `${shown(url)} does not have the digest that was published.`, { url, cause })
    : new LoadError("unreachable", `${shown(url)} could not be reached.`, { url, cause });
}

const blocked = new Set();
globalThis.addEventListener?.("securitypolicyviolation", ({ blockedURI }) => blocked.add(blockedURI));

function blockedError(url, cause) {
  const message = `A content security policy or a browser extension blocks ${shown(url)}.`;
  return new LoadError("csp-blocks-file", message, { url, cause });
}

function checkType(response, url, needed) {
  const type = response.headers.get("Content-Type")?.trim().toLowerCase() ?? "no type";
  if (isType[needed](type)) return;
  const code = type.startsWith("text/html") ? "html-fallback" : "wrong-type";
  throw new LoadError(code, `The server sends ${shown(url)} as ${type}, not ${needed}.`, { url });
}

const isType = {
  // No parameters: browsers refuse to compile "application/wasm; charset=utf-8".
  "application/wasm": (type) => type === "application/wasm",
  "text/javascript": (type) => /^(text|application)\/(x-)?(java|ecma)script( *;|$)/.test(type),
};

/** Retries after temporary failures, but not after a stall: the visitor has waited long enough. */
async function retrying({ retries, retryDelay, signal, isFresh }, attempt) {
  for (let time = 0; ; ++time) {
    try {
      return await attempt(isFresh || time > 0);
    } catch (error) {
      const mayPass = ["unreachable", "broken-off", "server-error"].includes(error.code);
      if (!mayPass || time >= retries || signal.aborted) throw error;
      await pause(retryDelay * 2 ** time * (1 + Math.random() / 4));
      signal.throwIfAborted();
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A signal that aborts after too long without activity or when the load is abandoned. failure(): why it aborted. */
function stallGuard({ url, stallTimeout, signal }) {
  const controller = new AbortController();
  const abort = (reason) => controller.abort(reason);
  const giveUp = () => abort(signal.reason);
  const stalled = () => abort(new LoadError("stalled",
    `Nothing arrived of ${shown(url)} for ${stallTimeout / 1000} s.`, { url }));
  let timer = setTimeout(stalled, stallTimeout);
  if (signal?.aborted) giveUp();
  signal?.addEventListener("abort", giveUp);
  return {
    abort,
    signal: controller.signal,
    failure: () => (controller.signal.aborted ? controller.signal.reason : undefined),
    alive() {
      clearTimeout(timer);
      timer = setTimeout(stalled, stallTimeout);
    },
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    },
  };
}

/** The same for operations that take no signal. */
async function withinStall(url, context, promise) {
  const guard = stallGuard({ ...context, url });
  const aborted = new Promise((_, reject) => {
    guard.signal.addEventListener("abort", () => reject(guard.failure()));
    if (guard.failure()) reject(guard.failure());
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    guard.stop();
  }
}

/** On the page's origin, a hashed name is enough: an integrity check would delay compiling until the last byte. */
function integrityFor(url, file, { integrity }) {
  const isWanted = integrity === "always" || (integrity === "auto" && isForeign(url));
  return isWanted ? file.integrity : "";
}

function resolve(url) {
  return new URL(url, globalThis.document ? fromDocument("baseURI") : globalThis.location.href);
}

/** A URL for a message; LoadError.url has it in full. */
function shown(url) {
  return isForeign(url) ? url.href : url.pathname;
}

function isForeign(url) {
  return url.origin !== globalThis.origin;
}

// The document --------------------------------------------------------------------------------------------------------

/** A property of the document itself: markup such as <img name="head"> could shadow document.NAME. */
function fromDocument(name) {
  return Reflect.get(Document.prototype, name, document);
}

function createElement(name) {
  return fromDocument("createElement").call(document, name);
}

let policy;

/** For pages that require trusted types: they must allow the policy "wasmpair". */
function trusted(url) {
  if (!Object.hasOwn(globalThis, "trustedTypes")) return url;
  policy ??= globalThis.trustedTypes.createPolicy("wasmpair", { createScriptURL: (text) => text });
  return policy.createScriptURL(url);
}
