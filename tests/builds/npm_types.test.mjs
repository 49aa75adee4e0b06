// The type declarations of the npm package: correct code compiles, wrong code does not, and real reports match.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { goRoot, npmFixture } from "../support/fixtures.mjs";
import { packTarballs, project } from "../support/npm_project.mjs";
import { exampleModules } from "../support/packages.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { preview } from "../support/preview.mjs";
import { wasmpair } from "../support/program.mjs";

const ts = createRequire(import.meta.url)(npmFixture("typescript-5.9.3", "lib/typescript.js"));
const here = path.dirname(fileURLToPath(import.meta.url));
const source = (name) => fs.readFileSync(path.join(here, "types", name), "utf8");

suite("the types of the npm package", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair types "));
  const endings = [() => fs.rmSync(work, { recursive: true })];
  const parsed = new Map(); // the declarations, the same for every text
  let directory;
  before(() => {
    ({ directory } = project({ after: (end) => endings.push(end) }, packTarballs(work), { vite: "vite" }));
    fs.symlinkSync(path.join(exampleModules("vite"), "@types"), path.join(directory, "node_modules/@types"));
  });
  after(() => endings.forEach((end) => end()));

  /// The compiler's messages about a text, as a file of the project; with skipLibCheck: false, also about declarations.
  function complaints(text, { skipLibCheck = true } = {}) {
    const file = path.join(directory, "code.ts");
    const options = {
      skipLibCheck,
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: ["wasmpair/client"],
      typeRoots: [path.join(directory, "node_modules")],
    };
    const host = ts.createCompilerHost(options);
    const [read, parse] = [host.readFile, host.getSourceFile];
    host.readFile = (wanted) => (wanted === file ? text : read(wanted));
    host.fileExists = (wanted) => wanted === file || ts.sys.fileExists(wanted);
    host.getSourceFile = (wanted, ...rest) => {
      if (wanted === file) return parse(wanted, ...rest);
      if (!parsed.has(wanted)) parsed.set(wanted, parse(wanted, ...rest));
      return parsed.get(wanted);
    };
    const compiled = ts.createProgram([file], options, host);
    return ts.getPreEmitDiagnostics(compiled).map(({ messageText, file: at, start }) => {
      const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${at?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  }

  /// Literals of the type: TypeScript refuses undeclared keys, missing keys and other values.
  const typed = (type, values) => `import type { ${type} } from "wasmpair";\n`
    + values.map((value, index) => `export const report${index}: ${type} = ${JSON.stringify(value, null, 2)};\n`).join("");

  test("let correct code compile", () => {
    assert.deepEqual(complaints(source("correct.ts"), { skipLibCheck: false }), []);
  });

  test("find each mistake", () => {
    assert.deepEqual(complaints(source("wrong.ts")), []);
    const marks = source("wrong.ts").match(/@ts-expect-error/g);
    assert.equal(complaints(source("wrong.ts").replaceAll("@ts-expect-error", "")).length, marks.length);
  });

  test("declare the reports of pack", () => {
    const app = buildApp("hello", "1.24");
    const words = ["pack", app, "--name", "app", "--level", "fast", "--cache", path.join(work, "cache"), "--json", "--out", path.join(work, "dist")];
    const reports = [
      [["--goroot", goRoot("1.24")], 0],
      [["--shim", path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "--encodings", "zstd", "--budget", "identity=1GB"], 0],
      [["--goroot", goRoot("1.24"), "--cache", "http://127.0.0.1:1/"], 0],
      [["--goroot", goRoot("1.24"), "--budget", "br=1KB"], 1],
      [["--goroot", goRoot("1.19")], 1],
    ].map(([more, status]) => {
      const run = wasmpair([...words, ...more]);
      assert.equal(run.status, status, run.stderr);
      return JSON.parse(run.stdout);
    });
    assert.deepEqual(complaints(typed("PackReport", reports)), []);
    const [report] = reports;
    const changed = [{ ...report, colour: "red" }, { ...report, pages: undefined }, { ...report, level: "best" }];
    assert.equal(complaints(typed("PackReport", changed)).length, changed.length);
  });

  test("declare the reports of verify", async (t) => {
    const { directory: site } = packedSite(t);
    const reports = [];
    for (const fault of [[], ["--fault", "no-vary"]]) {
      const { url } = await preview(t, site, ...fault);
      reports.push(JSON.parse(wasmpair(["verify", url, "--json"]).stdout));
    }
    assert.deepEqual(reports.map(({ findings }) => findings.length), [0, 1]);
    assert.deepEqual(complaints(typed("VerifyReport", reports)), []);
    assert.equal(complaints(typed("VerifyReport", [{ ...reports[0], colour: "red" }])).length, 1);
  });

  test("declare each option of the command line, and each consequence of a finding", () => {
    const declared = fs.readFileSync(path.join(directory, "node_modules/wasmpair/index.d.ts"), "utf8");
    const camelCase = (option) => option.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
    for (const [command, type, more] of [["pack", "PackOptions", ["modules"]], ["verify", "VerifyOptions", []]]) {
      const options = [...wasmpair([command, "--help"]).stdout.matchAll(/^ {2}(?:-[a-z], )?--([a-z-]+)/gm)].map(([, name]) => camelCase(name));
      const [, body] = new RegExp(`interface ${type} extends RunOptions \\{(.*?)\\n\\}`, "s").exec(declared);
      const keys = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => key);
      assert.deepEqual(keys.sort(), [...options.filter((name) => !["json", "github", "quiet", "help"].includes(name)), ...more].sort());
    }
    const names = fs.readFileSync(path.join(here, "../../src/pair/finding.cpp"), "utf8").matchAll(/case .*\n +return "([a-z-]+)"/g);
    const [, union] = /consequence: (.*);/.exec(declared);
    assert.deepEqual(union.split(" | "), [...names].map(([, name]) => `"${name}"`));
  });
});
