// The loader's type declarations: correct code compiles, wrong code does not, and every export is declared.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { npmFixture } from "../support/fixtures.mjs";

const ts = createRequire(import.meta.url)(npmFixture("typescript-5.9.3", "lib/typescript.js"));
const here = path.dirname(fileURLToPath(import.meta.url));
const templates = path.resolve(here, "../../templates");

suite("the loader's types", () => {
  test("let correct code compile", () => {
    assert.deepEqual(complaints("types/correct.ts"), []);
  });

  test("find each mistake", () => {
    assert.deepEqual(complaints("types/wrong.ts"), []);
    const source = fs.readFileSync(path.join(here, "types/wrong.ts"), "utf8");
    const marks = source.match(/@ts-expect-error/g);
    assert.equal(complaints("types/wrong.ts", source.replaceAll("@ts-expect-error", "")).length, marks.length);
  });

  test("declare every export of the loader and every incident", () => {
    const declared = fs.readFileSync(path.join(templates, "loader.d.ts"), "utf8");
    const parts = fs.readdirSync(path.join(templates, "loader")).map((name) => path.join(templates, "loader", name));
    const loader = parts.map((part) => fs.readFileSync(part, "utf8")).join("");
    const exported = (text) => [...text.matchAll(/^export (?:async )?(?:function|class) (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(exported(declared).sort(), exported(loader).sort());

    const table = /const incidents = \{(.*?)\n\};/s.exec(loader)[1];
    const incidents = [...table.matchAll(/^ {2}"([a-z-]+)": /gm)].map(([, id]) => id);
    const union = /type Incident =(.*?);/s.exec(declared)[1];
    assert.deepEqual([...union.matchAll(/\| "([a-z-]+)"/g)].map(([, id]) => id), incidents);
  });
});

/// The compiler's messages about a file, or about another text in its place.
function complaints(name, text) {
  const file = path.join(here, name);
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (wanted) => (wanted === file && text !== undefined ? text : read(wanted));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file: at, start }) => {
    const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${at?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
