import { useEffect, useState } from "react";
import { load } from "virtual:wasmpair/renderer";

/// The Go program as a hook: { fraction } while it loads, then { render } or { error }. load() loads it once, however
/// often it is called.
export function useRenderer() {
  const [state, setState] = useState({});
  useEffect(() => {
    let isShown = true;
    const show = (next) => { if (isShown) setState(next); };
    load({ onProgress: ({ fraction }) => show({ fraction }) })
      .then((program) => program.ready("renderMarkdown"))
      .then(({ renderMarkdown }) => show({ render: renderMarkdown }), (error) => show({ error }));
    return () => { isShown = false; };
  }, []);
  return state;
}
