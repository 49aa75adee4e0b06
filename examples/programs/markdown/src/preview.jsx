import { useState } from "react";
import { useRenderer } from "./renderer.js";

const sample = `# Markdown, rendered by Go

| program | where |
|---|---|
| *goldmark* | in this page |

- [x] no server
`;

export function Preview() {
  const { render, fraction, error } = useRenderer();
  const [text, setText] = useState(sample);
  if (error) return <p role="alert">{error.message} {error.advice}</p>;
  if (!render) return <progress value={fraction} aria-label="Loading the renderer" />;
  return (
    <main>
      <textarea aria-label="Markdown" value={text} onChange={({ target }) => setText(target.value)} />
      <article dangerouslySetInnerHTML={{ __html: render(text) }} />
    </main>
  );
}
