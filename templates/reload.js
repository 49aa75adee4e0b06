// `wasmpair serve` adds this to the pages that it serves: they load anew when a new release is packed.
const shown = new URL(import.meta.url).searchParams.get("release");
let source;

// Only while the page can be seen: browsers keep few connections to a host, and hidden tabs would use them up.
function follow() {
  source?.close();
  source = undefined;
  if (document.visibilityState !== "visible") return;
  source = new EventSource("/.wasmpair/events");
  // The first event tells what is served now: a release that came while the page was hidden, or the server away.
  source.addEventListener("release", ({ data }) => {
    if (data !== shown) globalThis.location.reload();
  });
}

document.addEventListener("visibilitychange", follow);
follow();
