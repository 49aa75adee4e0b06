// `wasmpair serve` adds this script to the pages that it serves: they reload when a new release is packed.
const shown = new URL(import.meta.url).searchParams.get("release");
// What to do with the data of an event, by its type.
const on = {
  release(data) {
    if (data !== shown) globalThis.location.reload();
  },
};
let source;

// Only while the page is visible: browsers open few connections to a host, and hidden tabs would use them up.
function follow() {
  source?.close();
  source = undefined;
  if (document.visibilityState !== "visible") return;
  source = new EventSource("/.wasmpair/events");
  // The first events say what is so now; it may have changed while the page was hidden or the server stopped.
  for (const type of ["release", "problem"]) source.addEventListener(type, ({ data }) => on[type]?.(data));
}

document.addEventListener("visibilitychange", follow);
follow();
