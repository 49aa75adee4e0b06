// A module that changes while it is packed, as when a build runs again: a message and exit status 2, and the release in
// force stays.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { actAt } from "../support/act_at.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, assertNoTemporaryFiles } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";

suite("a module that changes while it is packed", () => {
  let modules;
  before(() => { modules = smallModules(); });

  // Shell commands; $module is its path, $other that of another program. A second of the past stands for the present
  // one, since the clock of a file system may not have moved since the file was read.
  const changes = {
    "is truncated": ': >"$module"',
    "is cut to half": 'truncate --size=1000 "$module"',
    "gets other content": 'head --bytes=5000 /dev/urandom | dd of="$module" conv=notrunc status=none; touch -d @1 "$module"',
    "is replaced by rename": 'cp "$other" "$module.new"; mv "$module.new" "$module"',
    "grows": 'printf more >>"$module"',
    "is written again": 'cp --remove-destination "$other" "$module"',
    "is removed": 'rm "$module"',
  };
  // The calls at which it changes: the first read of the module; after it; at the end, when the shim was read long ago.
  const moments = {
    "before it is read": { call: "read", path: "changing.wasm", when: "before" },
    "after it was read": { call: "read", path: "changing.wasm", when: "after" },
    "after the shim was read": { call: "read", path: "wasm_exec.js", when: "after" },
  };

  for (const [what, command] of Object.entries(changes)) {
    for (const [moment, at] of Object.entries(moments)) {
      test(`that ${what} ${moment} is reported`, (t) => {
        const work = temporaryDirectory(t);
        const module = path.join(work, "changing.wasm");
        fs.copyFileSync(modules.later.file, module);
        const directory = path.join(work, "site");
        const options = [...modules.later.options, "--name", "app", "--out", directory];
        assert.equal(wasmpair(["pack", modules.earlier.file, ...options]).status, 0);
        const published = assertComplete(directory);

        const shell = `module='${module}' other='${modules.earlier.file}'; ${command}`;
        const run = actAt(["pack", module, ...options], { ...at, command: shell });
        assert.ok(run.count > 0, "the call was reached");
        assert.equal(run.signal, null);
        assert.equal(run.status, 2, run.stderr);
        assert.match(run.stderr, /changing\.wasm: (cannot read: (it changed meanwhile|No such file)|it changed while it was packed)/);
        assert.deepEqual(assertComplete(directory), published);
        assertNoTemporaryFiles(directory);
      });
    }
  }

  for (const what of ["wasm_exec.js", "VERSION", "page.html", "budgets.json"]) {
    test(`and so is a ${what} that shrinks while it is read`, (t) => {
      const work = temporaryDirectory(t);
      const goroot = path.join(work, "goroot");
      fs.cpSync(modules.goroot, goroot, { recursive: true, filter: (file) => !/\/(src|pkg|bin|test|api|doc)$/.test(file) });
      const page = path.join(work, "page.html");
      fs.writeFileSync(page, "<!DOCTYPE html><title>Page</title>{{snippet loader}}");
      const budgets = path.join(work, "budgets.json");
      fs.writeFileSync(budgets, '{"app": {"br": "9MB"}}');
      const [, , ...options] = modules.later.options; // without --goroot
      const run = actAt(
        ["pack", modules.later.file, "--goroot", goroot, "--template", page, "--budgets", budgets, ...options, "--name", "app",
          "--out", path.join(work, "site")],
        { call: "read", path: what, command: `f=$(find '${work}' -name ${what}); : >"$f"` },
      );
      assert.ok(run.count > 0, "the call was reached");
      assert.equal(run.status, 2, run.stderr);
      assert.match(run.stderr, new RegExp(`${what}: cannot read: it changed meanwhile\n  Run again when nothing writes to it`));
      assert.equal(fs.existsSync(path.join(work, "site")), false);
    });
  }
});
