// `wasmpair dev` adds this script to the pages that it serves: they reload when the program was built again, and show over
// themselves what is wrong with the next one, or that the one they run has failed.
// What stands before this is reload.js.
on.problem = (data) => show("build", JSON.parse(data));

// The overlay ---------------------------------------------------------------------------------------------------------
//
// It shows text that is not ours, by textContent alone. The page's style sheets do not apply in a shadow root, and lose
// against its !important at the element that has it. A style sheet that is constructed needs no permission of the page's
// Content-Security-Policy.

const overlay = Object.assign(document.createElement("wasmpair-problem"), { popover: "manual" });
const root = overlay.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  all: initial !important; color-scheme: light dark !important; position: fixed !important; z-index: 2147483647 !important;
  inset: 0 !important; width: auto !important; height: auto !important; display: block !important;
  overflow: auto !important; box-sizing: border-box !important;
  padding: 1.5rem max(1rem, calc(50% - 28rem)) !important; background: rgb(16 18 22 / 55%) !important;
  font: 1rem/1.5 system-ui, sans-serif !important;
}
:host(:not([data-shown])) { display: none !important; }
.problem {
  --card: #ffffff; --ink: #1b1f24; --quiet: #57606a; --failure: #a40e26; --line: #d5d9df;
  background: var(--card); color: var(--ink); border-radius: .5rem; border-top: .3rem solid var(--failure);
  padding: 1rem 1.25rem; box-shadow: 0 .5rem 2rem rgb(0 0 0 / 35%);
}
@media (prefers-color-scheme: dark) {
  .problem { --card: #1a1f25; --ink: #e8ebef; --quiet: #a3adb8; --failure: #ff9b9b; --line: #343c46; }
}
header { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
h1 { margin: 0; font-size: 1.25rem; line-height: 1.3; color: var(--failure); overflow-wrap: anywhere; }
button {
  font: inherit; font-size: .875rem; padding: .2rem .75rem; border: 1px solid var(--line); border-radius: .4rem;
  background: transparent; color: inherit; cursor: pointer;
}
button:focus-visible { outline: 3px solid #2f8fc0; outline-offset: 2px; }
ol { margin: .75rem 0 0; padding: 0; list-style: none; }
li { padding: .5rem 0; border-top: 1px solid var(--line); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
code { color: var(--quiet); }
pre { margin: .1rem 0 0; white-space: pre-wrap; tab-size: 4; }
p { margin: .5rem 0 0; color: var(--quiet); font-size: .875rem; }
`);
root.adoptedStyleSheets = [sheet];

/** What is wrong, by where it comes from: "build" is the server's, "program" this page's. */
const problems = new Map();
let drawn = "";

function show(origin, problem) {
  if (problem) problems.set(origin, problem);
  else problems.delete(origin);
  const most = problems.get("build") ?? problems.get("program");
  const text = JSON.stringify(most ?? null);
  if (text === drawn) return; // also if it was hidden meanwhile
  drawn = text;
  draw(most);
}

function draw(problem) {
  root.replaceChildren();
  overlay.toggleAttribute("data-shown", Boolean(problem));
  if (!problem) return overlay.remove();
  const hide = element("button", "Hide (Esc)", { type: "button" });
  hide.addEventListener("click", dismiss);
  const heading = element("h1", problem.title);
  const list = element("ol");
  for (const { place, text } of problem.problems) {
    const item = element("li");
    if (place) item.append(element("code", place));
    item.append(element("pre", text));
    list.append(item);
  }
  const box = element("section", "", { className: "problem", role: "alert" });
  const header = element("header");
  header.append(heading, hide);
  box.append(header, list);
  if (problem.advice) box.append(element("p", problem.advice));
  root.append(box);
  // After <body>, because programs replace what is in it.
  document.documentElement.append(overlay);
  // Above the dialogs of the page, where browsers know how.
  try { overlay.showPopover?.(); } catch { /* it is shown already */ }
}

function element(name, text = "", properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, properties);
}

function dismiss() {
  overlay.removeAttribute("data-shown");
  overlay.remove();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !overlay.isConnected) return;
  event.stopImmediatePropagation();
  dismiss();
}, { capture: true });

// The program of this page --------------------------------------------------------------------------------------------

const longest = 4000; // characters of a report, which has to fit into a request
const reported = new WeakSet();

function failed(error, name) {
  if (reported.has(error)) return;
  reported.add(error);
  const title = name ? `The program ${name} failed` : "The program failed";
  const text = [error.message, error.output?.trimEnd()].filter(Boolean).join("\n");
  show("program", { title, problems: [{ place: "", text }], advice: "The page reloads when the program is built again." });
  // A text may be cut within a character, and an escape within its digits.
  const report = encodeURIComponent(text.slice(0, longest).replaceAll(/[\uD800-\uDFFF]/gu, "?")).slice(0, 12_000);
  fetch(`/.wasmpair/failure?text=${report.replace(/%[0-9A-F]?$/, "")}`).catch(() => {}); // the page shows it anyway
}

const onError = ({ detail: { name, error } }) => failed(error, name);
document.addEventListener("wasmpair:error", onError);
document.addEventListener("wasmpair:start", ({ target }) => {
  show("program");
  target.addEventListener("wasmpair:error", onError); // a program may remove its region from the page
});
// A page that calls load() itself, and does not handle the failure.
globalThis.addEventListener("unhandledrejection", ({ reason }) => {
  if (reason?.name === "LoadError") failed(reason);
});
