// `wasmpair serve` adds this script to the pages that it serves: they reload when a new release is packed.
const shown = new URL(import.meta.url).searchParams.get("release");
let source;

// Only while the page is visible: browsers open few connections to a host, and hidden tabs would use them up.
function follow() {
  source?.close();
  source = undefined;
  if (document.visibilityState !== "visible") return;
  source = new EventSource("/.wasmpair/events");
  // The first event names the current release, which may have come while the page was hidden or the server stopped.
  source.addEventListener("release", ({ data }) => {
    if (data !== shown) globalThis.location.reload();
  });
}

document.addEventListener("visibilitychange", follow);
follow();
