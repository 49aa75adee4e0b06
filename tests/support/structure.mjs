// The structure of a text in each format that wasmpair writes, without the values in it: what must not depend on a value.
// Each reader is one of the format itself, or follows its grammar, and shares nothing with wasmpair.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { loadFunction, viewerRequest } from "./cloudfront.mjs";
import { fixturesDirectory } from "./fixtures.mjs";

/// What a program says about a text on its standard input; it must accept it.
function readBy(program, words, input, options = {}) {
  const run = spawnSync(program, words, { input, encoding: "utf8", ...options });
  if (run.error) throw run.error;
  assert.equal(run.status, 0, `${program} ${words.join(" ")}: ${run.stderr}\n${input}`);
  return run.stdout;
}

/// The shape of a JSON document: keys, and types instead of values. The order of arrays may depend on names.
export function jsonStructure(text) {
  const shape = (value) => {
    if (Array.isArray(value)) return value.map(shape).sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]));
    return typeof value;
  };
  return shape(JSON.parse(text));
}

/// The tags of a page with the names of their attributes, as Python's parser reads them; texts and values apart:
/// { tags, values }.
export function htmlStructure(text) {
  const reader = `
import html.parser, json, sys
tags, values = [], []
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        tags.append([tag, [name for name, _ in attributes]])
        values.extend([tag, name, value] for name, value in attributes)
    def handle_endtag(self, tag): tags.append(["/" + tag])
    def handle_comment(self, data): tags.append(["!"])
    def handle_decl(self, declaration): tags.append(["!" + declaration])
reader = Reader()
reader.feed(sys.stdin.read()); reader.close()
json.dump({"tags": tags, "values": values}, sys.stdout)
`;
  return JSON.parse(readBy("python3", ["-c", reader], text));
}

/// The elements of a document in GitHub's Markdown, as its reference implementation reads them.
export function markdownStructure(text) {
  const xml = readBy("cmark-gfm", ["--to", "xml", "--extension", "table", "--extension", "autolink", "--extension", "strikethrough"], text);
  return [...xml.matchAll(/<(\/?[a-z_]+)/g)].map(([, name]) => name).filter((name) => name !== "text" && name !== "/text");
}

/// A Content-Security-Policy (CSP3, section 2.2.1): [[directive, [source, …]], …].
export function policyDirectives(text) {
  assert.doesNotMatch(text, /,/, "a comma would begin another policy");
  return text.split(";").map((directive) => directive.trim().split(/[ \t]+/)).map(([name, ...sources]) => [name.toLowerCase(), sources]);
}

/// The rules of a _headers file: names of fields, without their values and the paths.
export const headersStructure = (text) => text.split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line) => line.startsWith("/") ? "/" : /^ {2}([A-Za-z-]+): \S/.exec(line)?.[1] ?? assert.fail(line));

/// nginx: directives with the number of their words, and blocks (ngx_conf_read_token).
export function nginxStructure(text) {
  const structure = [];
  let words = [];
  for (const [token] of text.matchAll(/#.*|[;{}]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s;{}"'#\\])(?:\\.|[^\s;{\\])*/gs)) {
    if (token.startsWith("#")) continue;
    if (!";{}".includes(token)) words.push(token);
    else {
      structure.push([words[0] ?? "", words.length, token]);
      words = [];
    }
  }
  return structure;
}

/// Apache: the first word of each line, and the number of its words (ap_getword_conf).
export const apacheStructure = (text) => text.replaceAll("\\\n", "").split("\n").filter((line) => line.trim() && !line.trim().startsWith("#"))
  .map((line) => line.match(/"(?:\\.|[^"\\])*"|\S+/g)).map((words) => [words[0], words.length]);

/// Caddy: the configuration as JSON, as Caddy itself adapts it; its matchers are values. directory: for a file.
export function caddyStructure(directory, text) {
  const file = path.join(directory, "Caddyfile");
  fs.writeFileSync(file, `http://a.invalid {\n${text}\n}\n`);
  const caddy = path.join(fixturesDirectory(), "servers/usr/bin/caddy");
  return jsonStructure(readBy(caddy, ["adapt", "--adapter", "caddyfile", "--config", file], ""));
}

/// The commands that a script for s3 or gcs runs, by the names of their options. It runs with programs that only note
/// their arguments, in an empty directory, and must leave nothing there.
export function uploadStructure(directory, text) {
  const empty = fs.mkdtempSync(path.join(directory, "upload-"));
  const note = `#!/bin/sh\nprintf '%s\\0' "$0" "$@" >&2\nprintf '\\n\\0' >&2\n`;
  const programs = path.join(directory, "programs");
  fs.mkdirSync(programs, { recursive: true });
  for (const name of ["aws", "gcloud"]) fs.writeFileSync(path.join(programs, name), note, { mode: 0o755 });
  const run = spawnSync("sh", ["-s", "x://bucket", "from"], { input: text, cwd: empty, encoding: "utf8", env: { PATH: `${programs}:${process.env.PATH}` } });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(fs.readdirSync(empty), [], text);
  fs.rmdirSync(empty);
  return run.stderr.split("\0").filter((word) => word === "\n" || word.startsWith("-") || word.includes("://")).map((word) => word.replace(/=.*|:.*/s, ""));
}

/// Of a CloudFront function, which runs: what is outside of its literals.
export function functionStructure(text) {
  assert.equal(loadFunction(text)(viewerRequest("/absent")).uri, "/absent");
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}
