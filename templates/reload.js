// `wasmpair serve` adds this script to the pages that it serves: they reload when a new release is packed.
const { searchParams } = new URL(import.meta.url);
const shown = searchParams.get("release");
// What to do with the data of an event, by its type.
const on = {
  release(data) {
    if (data !== shown) globalThis.location.reload();
  },
  // How many differences were sent: for the preview's page that shows them.
  sent(data) {
    if (searchParams.has("sent") && data !== searchParams.get("sent")) globalThis.location.reload();
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
  for (const type of ["release", "problem", "sent"]) source.addEventListener(type, ({ data }) => on[type]?.(data));
}

document.addEventListener("visibilitychange", follow);
follow();
