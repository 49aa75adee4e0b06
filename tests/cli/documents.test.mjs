// The documents fit the tree and the program: links, anchors, folders, commands and options.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { wasmpair } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const documents = [
  "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md", "examples/programs/README.md", "tools/npm/wasmpair/README.md",
  ...fs.readdirSync(path.join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
];

const read = (file) => fs.readFileSync(path.join(root, file), "utf8");

/// Markdown without its blocks of code: a "#" there begins a comment.
const prose = (file) => read(file).replace(/^```[^]*?^```$/gm, "");

/// The anchors of a document's headings, as GitHub makes them.
function anchors(file) {
  const headings = [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-"));
}

/// What is wrong with a link of the document; "" if nothing is.
function problem(file, link) {
  if (/^[a-z]+:/.test(link)) return "";
  const [target, anchor] = link.split("#");
  const linked = target ? path.join(path.dirname(file), target) : file;
  if (!fs.existsSync(path.join(root, linked))) return `${link}: there is no ${linked}`;
  if (anchor !== undefined && !anchors(linked).includes(anchor)) return `${link}: ${linked} has no such heading`;
  return "";
}

suite("links and anchors resolve in", () => {
  for (const file of documents) {
    test(file, () => {
      const links = [...prose(file).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
      assert.deepEqual(links.map((link) => problem(file, link)).filter(Boolean), []);
    });
  }
});

test("README.md has at most 200 lines", () => {
  assert.ok(read("README.md").trimEnd().split("\n").length <= 200);
});

test("README.md links to every document", () => {
  const readme = read("README.md");
  const others = documents.filter((file) => file !== "README.md" && !file.startsWith("tools/npm/"));
  assert.deepEqual(others.filter((file) => !readme.includes(`](${file}`)), []);
});

test("README.md names every command, and every option of pack", () => {
  const readme = read("README.md");
  const commands = [...wasmpair(["--help"]).stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
  assert.ok(commands.length > 10);
  assert.deepEqual(commands.filter((name) => !new RegExp(`\`wasmpair ${name}\\b`).test(readme)), []);
  const options = [...wasmpair(["pack", "--help"]).stdout.matchAll(/^ .*?(--[a-z-]+)/gm)].map(([, name]) => name);
  assert.ok(options.length > 25);
  const listed = [...readme.matchAll(/^\| `--.*$/gm)].flatMap(([row]) => row.match(/--[a-z-]+/g));
  const missing = options.filter((name) => !["--help", "--out"].includes(name) && !listed.includes(name));
  assert.deepEqual(missing, []);
  assert.deepEqual(listed.filter((name) => !options.includes(name)), []);
});

test("docs/design.md names every folder of src/ exactly once in its layout", () => {
  const layout = read("docs/design.md").match(/^## Layout\n\n```\n([^]*?)^```$/m)[1];
  const named = [...layout.matchAll(/^(src\/\S*)\/ /gm)].map(([, folder]) => folder);
  const folders = fs.readdirSync(path.join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
  assert.deepEqual(named.sort(), folders.sort());
});

test("the examples of how to run one test name tests that exist", () => {
  const example = /^(?:# {3})?tools\/test (unit|cli|browser) (\S+)(?: '([^']+)')? +\S/gm;
  const examples = ["CONTRIBUTING.md", "tools/test"].flatMap((file) => [...read(file).matchAll(example)].map(([, ...words]) => words));
  assert.ok(examples.length >= 6);
  for (const [label, filter, name] of examples) assert.ok(exists(label, filter, name), `tools/test ${label} ${filter} ${name ?? ""}`);
});

/// True if a test of the label matches the filter and, in its file, the name.
function exists(label, filter, name) {
  const files = fs.readdirSync(path.join(root, "tests", label), { recursive: true }).map((file) => `tests/${label}/${file}`);
  if (label === "unit") {
    const [suiteName, testName = ""] = filter.split(".");
    const sources = files.filter((file) => file.endsWith(".cpp"));
    return sources.some((file) => new RegExp(`TEST(_F|_P)?\\(${suiteName}, ${testName}`).test(read(file)));
  }
  return files.some((file) => file.includes(filter) && (name === undefined || read(file).includes(`test("${name}`)));
}
