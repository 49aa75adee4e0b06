// Requests ------------------------------------------------------------------------------------------------------------

async function request(url, { address = url, integrity = "", ...options }, guard) {
  let response;
  try {
    response = await fetch(address, { ...options, integrity, signal: guard.signal });
  } catch (cause) {
    throw guard.failure() ?? (await whyNotFetched(cause, url, address, integrity));
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
async function whyNotFetched(cause, url, address, integrity) {
  await pause(0); // the event of a violated policy comes after the failure
  if (blocked.has(address.href)) return blockedError(url, cause);
  // A wrong digest fails like a broken connection. Whether the server responds to HEAD tells them apart.
  const isReachable = integrity && (await fetch(address, { method: "HEAD" }).then(({ ok }) => ok, () => false));
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

/**
 * How a file is asked for: from every cache; past the browser's, which keeps even a damaged answer for a year; under a
 * URL that no other cache has seen either.
 */
const ways = ["asked", "reload", "full"];
/** Failures that may pass. */
const passing = ["unreachable", "server-error", "broken-off"];
/** Answers that only another way can change. */
const damaged = ["altered-body", "integrity-mismatch", "not-a-shim"];

/**
 * Retries after temporary failures, but not after a stall: the visitor has waited long enough. A damaged answer, or
 * half of one, may be a cache's, so the next attempt goes another way. failures: those before the first attempt.
 */
async function retrying({ retries, retryDelay, signal, isFresh, tell }, attempt, failures = []) {
  let way = isFresh || failures.length > 0 ? 1 : 0;
  for (let time = 0; ; ++time) {
    try {
      const result = await attempt(ways[way]);
      if (failures.length > 0) tell("onRecovered", { url: failures[0].url, way: ways[way], failures });
      return result;
    } catch (error) {
      const { code } = error;
      const mayPass = passing.includes(code) || (damaged.includes(code) && way < 2);
      if (!mayPass || time >= retries || signal.aborted) throw error;
      failures.push(failureOf(error, ways[way]));
      way = code === "broken-off" || damaged.includes(code) ? Math.min(way + 1, 2) : Math.max(way, 1);
      tell("onRetry", { ...failures.at(-1), next: ways[way] });
      await pause(retryDelay * 2 ** time * (1 + Math.random() / 4));
      signal.throwIfAborted();
    }
  }
}

function failureOf({ url, code, message }, way) {
  return { url, code, message, way };
}

/** What to fetch that way in place of a file's URL. */
function addressOf(url, way) {
  const address = new URL(url);
  if (way === "full") address.search += address.search ? "&full" : "full";
  return address;
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
  const base = globalThis.document ? fromDocument("baseURI") : globalThis.location?.href;
  if (!base) throw new LoadError("page-state", "The loader needs a page or a worker: Node.js runs a release without it.");
  return new URL(url, base);
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
