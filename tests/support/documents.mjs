// Code in the documentation, which tests run.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { npmFixture } from "./fixtures.mjs";
import { source } from "./go_command.mjs";

/// The nth example in a language below a heading of the document on pages and the loader.
export function example(heading, language, n = 0) {
  const text = fs.readFileSync(path.join(source, "docs/pages-and-loader.md"), "utf8");
  const section = text.slice(text.indexOf(`## ${heading}\n`));
  return [...section.matchAll(/```(\w+)\n(.*?)```/gs)].filter(([, of]) => of === language)[n][2];
}

/// The same as JavaScript.
export function scriptExample(heading, n = 0) {
  const ts = createRequire(import.meta.url)(npmFixture("typescript-5.9.3", "lib/typescript.js"));
  return ts.transpileModule(example(heading, "ts", n), { compilerOptions: { target: "ES2022", module: "ESNext" } }).outputText;
}
