// Completions in their shells.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { openShell, shellNames } from "../support/shells.mjs";

const help = (...words) => wasmpair([...words, "--help"]).stdout;
const commands = [...help().matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
const optionsOf = (command) => [...help(command).matchAll(/^ {2}(?:-[a-z], )?(--[a-z-]+)/gm)].map(([, name]) => name);

/// [what is typed, what must then be offered]
const words = [
  ["wasmpair ", commands],
  ["wasmpair --", ["--help", "--version"]],
  ["wasmpair help c", ["check", "completion", "config"]],
  ["wasmpair completion ", ["bash", "fish", "zsh"]],
  ["wasmpair pack --level ", ["fast", "release", "smallest"]],
  ["wasmpair pack --level=", ["fast", "release", "smallest"]],
  ["wasmpair pack --encodings br,", ["br,gzip", "br,zstd"]],
  ["wasmpair pack --budget ", ["br=", "delta=", "gzip=", "identity=", "zstd="]],
  ["wasmpair config s", ["s3"]],
  ["wasmpair serve . --fault 404", ["404-once"]],
  ["wasmpair explain missing-e", ["missing-encoding", "missing-etag", "missing-export"]],
  ["wasmpair pack --name ", []],
  ["wasmpair verify ", []],
];

for (const name of shellNames) {
  suite(name, () => {
    /// A shell in a directory with files.
    const open = (t) => {
      const directory = temporaryDirectory(t);
      for (const folder of ["dist", "my site"]) fs.mkdirSync(path.join(directory, folder));
      for (const file of ["my app.wasm", "page.html", "wasmpair.json"]) fs.writeFileSync(path.join(directory, file), "");
      return openShell(name, directory);
    };

    test("offers every option of every command", (t) => {
      const shell = open(t);
      assert.ok(commands.length > 10);
      for (const command of commands) {
        const options = optionsOf(command);
        assert.ok(options.includes("--help"), command);
        assert.deepEqual(shell.offered(`wasmpair ${command} --`), options.sort(), command);
      }
    });

    test("offers commands and the values of an option", (t) => {
      const shell = open(t);
      for (const [line, expected] of words) {
        assert.deepEqual(shell.offered(line), expected.sort(), line);
      }
    });

    test("offers directories and files of the correct kind", (t) => {
      const shell = open(t);
      const offered = (line) => shell.offered(line).map((word) => word.replace(/\/$/, ""));
      assert.deepEqual(offered("wasmpair pack --out "), ["dist", "my site"]);
      assert.deepEqual(offered("wasmpair pack --template p"), ["page.html"]);
      assert.deepEqual(offered("wasmpair render p"), ["page.html"]);
      // fish lists the others after those of the correct kind.
      const others = name === "fish" ? ["completions", "page.html", "wasmpair.json"] : [];
      assert.deepEqual(offered("wasmpair pack "), ["dist", "my app.wasm", "my site", ...others].sort());
    });

    // fish only lists what it offers, and quotes words itself.
    if (name !== "fish") {
      test("keeps a name with spaces in one word", (t) => {
        const shell = open(t);
        const completed = (line) => shell.completed(line).map((word) => word.replace(/\/$/, ""));
        assert.deepEqual(completed("wasmpair pack my\\ a"), ["pack", "my app.wasm"]);
        assert.deepEqual(completed("wasmpair pack 'my a"), ["pack", "my app.wasm"]);
        assert.deepEqual(completed("wasmpair pack --out my"), ["pack", "--out", "my site"]);
        assert.deepEqual(completed("wasmpair pack --out=my"), ["pack", "--out=my site"]);
      });
    }
  });
}

test("completion lists the shells that it supports", () => {
  const run = wasmpair(["completion", "tcsh"]);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /there are no completions for 'tcsh'\n {2}Give one of bash, zsh, fish\./);
});
