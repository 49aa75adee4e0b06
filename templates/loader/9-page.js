// Regions of a page ---------------------------------------------------------------------------------------------------
//
//   <section data-wasmpair-bundle="app" data-wasmpair-load="visible"></section>
//
// loads the bundle of that name from the release described by <script type="application/json" data-wasmpair-release>.
// data-wasmpair-load: "click" (the default; on its button), "visible" (when scrolled into view), "idle" (when the page
// has loaded and the browser is idle). data-wasmpair-worker: in a worker. data-wasmpair-new-release="reject": do not
// load a newer release in place of one that is gone. data-wasmpair-imports: the URL of a module whose exports the
// program imports. data-wasmpair-ui="none": without the default view below.
//
// The region reports by bubbling events: wasmpair:start, progress, retry, recovered, output, ready, error, exit,
// worker, newrelease.

/** Connects a region with its bundle, once. */
export function mount(region) {
  if (mounted.has(region)) return;
  mounted.add(region);
  const { wasmpairBundle: name, wasmpairLoad: trigger = "click", wasmpairUi: view } = region.dataset;
  if (view !== "none") showIn(region, name);
  region.dataset.state = "idle";
  const begin = () => {
    if (["idle", "failed", "ended"].includes(region.dataset.state)) loadRegion(region, name);
  };
  region.addEventListener("click", ({ target }) => {
    const button = region.querySelector("[data-part='button']") ?? region;
    if (button.contains(target)) begin();
  });
  if (!Object.hasOwn(triggers, trigger))
    emit(region, "error", { error: new LoadError("page-state", `data-wasmpair-load="${trigger}" is not a trigger.`) });
  else triggers[trigger](region, begin);
}

const mounted = new WeakSet();

const triggers = {
  click() {},
  visible(region, begin) {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      begin();
    });
    observer.observe(region);
  },
  idle(_, begin) {
    const wait = () => (globalThis.requestIdleCallback ?? setTimeout)(begin);
    if (fromDocument("readyState") === "complete") wait();
    else globalThis.addEventListener("load", wait, { once: true });
  },
};

/** The states of a region, each with the events that lead to it. */
const states = { start: "loading", ready: "running", error: "failed", exit: "ended" };

function emit(region, type, detail) {
  if (Object.hasOwn(states, type)) region.dataset.state = states[type];
  region.dispatchEvent(new CustomEvent(`wasmpair:${type}`, { bubbles: true, detail }));
}

function loadRegion(region, name) {
  const onError = (error) => emit(region, "error", { name, error });
  try {
    const { manifest, bundles } = pageRelease();
    load(bundleNamed(name, bundles), {
      name,
      manifest,
      worker: "wasmpairWorker" in region.dataset,
      newRelease: region.dataset.wasmpairNewRelease,
      onStart: () => emit(region, "start", { name }),
      onProgress: (progress) => emit(region, "progress", { name, ...progress }),
      onWorker: (worker) => emit(region, "worker", { name, worker }),
      imports: region.dataset.wasmpairImports,
      onOutput: (output) => emit(region, "output", { name, ...output }),
      onReady: (program) => emit(region, "ready", { name, program }),
      onRetry: (failure) => emit(region, "retry", { name, ...failure }),
      onRecovered: (recovery) => emit(region, "recovered", { name, ...recovery }),
      onNewRelease: (bundle) => emit(region, "newrelease", { name, bundle }),
      onExit: (code) => emit(region, "exit", { name, code }),
      onError,
    }).catch(() => {}); // onError was told
  } catch (error) {
    onError(error);
  }
}

function pageRelease() {
  const data = fromDocument("querySelector").call(document, "script[type='application/json'][data-wasmpair-release]");
  if (!data) throw new LoadError("page-state", "The page has no JSON script with data-wasmpair-release.");
  try {
    const release = JSON.parse(data.textContent);
    Object.keys(release.bundles);
    return release;
  } catch (cause) {
    throw new LoadError("malformed-manifest", "The page's data-wasmpair-release does not describe a release.", { cause });
  }
}

// The default view ----------------------------------------------------------------------------------------------------
//
// A region's own elements serve as its parts: data-part="button", "start" (hidden while the program runs; default: the
// button), "progress", "status", "failure", "output" (what the program writes), "program" (receives the focus). Missing
// parts are created.

function showIn(region, name) {
  const parts = partsOf(region, name);
  const on = (type, react) =>
    region.addEventListener(`wasmpair:${type}`, ({ target, detail }) => { if (target === region) react(detail); });
  on("start", () => showLoading(region, parts, name));
  on("progress", ({ fraction }) => { parts.progress.value = fraction; });
  on("retry", () => { parts.status.textContent = `Loading ${name}: trying again …`; });
  on("ready", () => {
    const hadFocus = parts.button.matches(":focus");
    show(region, parts, "running", `${name} is running.`);
    parts.write("");
    if (hadFocus) (parts.program ?? parts.status).focus({ preventScroll: true });
  });
  on("output", ({ text }) => parts.write(text));
  on("exit", () => {
    show(region, parts, "ended", `${name} has ended.`);
    parts.button.textContent = "Run again";
    parts.write(""); // what it drew after it wrote counts, too
  });
  on("error", ({ error }) => showFailure(region, parts, name, error));
}

function partsOf(region, name) {
  const parts = {};
  for (const element of region.querySelectorAll("[data-part]")) parts[element.dataset.part] ??= element;
  const make = (part, tag, properties) => {
    if (parts[part]) return;
    parts[part] = Object.assign(createElement(tag), properties);
    parts[part].dataset.part = part;
    region.append(parts[part]);
  };
  make("failure", "div", { hidden: true, role: "alert" });
  make("button", "button", { type: "button", textContent: `Load ${name}` });
  make("progress", "progress", { hidden: true, ariaLabel: `Loading ${name}` });
  make("status", "p", { role: "status", ariaLive: "polite", tabIndex: -1 });
  make("output", "pre", { hidden: true, role: "log", tabIndex: 0, ariaLabel: `Output of ${name}` });
  parts.write = outputIn(parts);
  parts.start ??= parts.button;
  parts.failure.hidden = true; // a page may show it until there is a loader
  return parts;
}

function show(region, parts, state, status) {
  region.setAttribute("aria-busy", String(state === "loading"));
  parts.progress.hidden = state !== "loading";
  parts.start.hidden = state === "running";
  if (parts.size) parts.size.hidden = state === "ended"; // it is in the browser's cache
  parts.button.setAttribute("aria-disabled", String(state === "loading")); // disabled, it would lose the focus
  parts.status.textContent = status;
}

function showLoading(region, parts, name) {
  show(region, parts, "loading", `Loading ${name} …`);
  parts.button.textContent = "Loading …";
  parts.failure.hidden = true;
  parts.failure.replaceChildren();
  parts.program?.replaceChildren();
  parts.write();
  parts.progress.removeAttribute("value"); // indeterminate until the first byte
}

/** Control sequences of terminals: ECMA-48, section 5.4, and operating system commands. */
const controls = /\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-_])|[\0-\x08\x0b-\x1f\x7f]/g;

function readable(text = "") {
  return text.replace(controls, "");
}

/** write(text) shows the end of what a program writes; write() clears it. A program that draws has its region alone. */
function outputIn({ output, program }) {
  let text = "";
  let isAsked = false;
  const draw = () => {
    isAsked = false;
    output.textContent = program?.hasChildNodes() ? "" : readable(text);
    output.hidden = !output.textContent;
    output.scrollTop = output.scrollHeight;
  };
  return (more) => {
    text = more === undefined ? "" : (text + more).slice(-mostOutput);
    if (!isAsked) requestAnimationFrame(draw);
    isAsked = true;
  };
}

function showFailure(region, parts, name, error) {
  const [what, id] = [createElement("strong"), createElement("code")];
  what.textContent = error.message;
  id.textContent = error.code;
  show(region, parts, "failed", "");
  const output = Object.assign(createElement("pre"), { textContent: readable(error.output), tabIndex: 0 });
  parts.failure.replaceChildren(what, `${error.advice ?? ""} `, id, ...(error.output ? [output] : []));
  parts.write(); // it is a part of the failure
  parts.failure.hidden = false;
  parts.button.textContent = "Retry";
  console.warn(`${name}:`, error);
}

/** Connects all regions below root that are not yet connected. */
export function mountAll(root = document) {
  const find = root === document ? fromDocument("querySelectorAll") : root.querySelectorAll;
  for (const region of find.call(root, "[data-wasmpair-bundle]")) mount(region);
}

if (globalThis.document) {
  if (fromDocument("readyState") === "loading")
    globalThis.addEventListener("DOMContentLoaded", () => mountAll(), { once: true });
  else mountAll();
}
