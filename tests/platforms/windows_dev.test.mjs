// `wasmpair dev` on Windows, under Wine, where Go itself does not run: a batch file takes the place of the go command.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { Wine } from "../support/wine.mjs";

/// `go list`, `go env GOVERSION GOWORK` and `go build -o FILE …`.
const go = [
  "@echo off",
  'if "%~1"=="list" type "%~dp0list.json"',
  'if "%~1"=="env" echo go1.24.4',
  'if "%~1"=="env" echo off',
  'if "%~1"=="build" copy /y "%~dp0app.wasm" "%~3" >nul',
].map((line) => `${line}\r\n`).join("");

const directory = "C:\\srv";
const list = {
  Dir: directory, ImportPath: "example.com/app", Name: "main", GoFiles: ["main.go"],
  Module: { Path: "example.com/app", Main: true, Dir: directory, GoMod: `${directory}\\go.mod` },
};

for (const platform of builtPlatforms("windows").filter(({ run }) => run === "Wine")) {
  suite(`dev on ${platform.name} under Wine`, () => {
    let wine;

    before(() => {
      wine = new Wine(platformProgram(platform));
      wine.add(buildApp("hello", "1.24"), "app.wasm");
      wine.add(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "wasm_exec.js");
      fs.writeFileSync(wine.path("go.cmd"), go);
      fs.writeFileSync(wine.path("list.json"), `${JSON.stringify(list, null, "\t")}\n`);
      fs.writeFileSync(wine.path("main.go"), "package main\n");
    });
    after(() => wine.remove());

    test("builds, serves, runs a back end, and notices a change", { timeout: 300_000 }, async (t) => {
      const words = ["dev", ".", "--go", "./go.cmd", "--shim", "wasm_exec.js", "--port", "0", "--run", "echo one& echo two"];
      const child = wine.spawn(words, { stdio: ["ignore", "pipe", "pipe"] });
      t.after(() => child.kill());
      let seen = "";
      const lines = { stdout: readline.createInterface({ input: child.stdout }), stderr: readline.createInterface({ input: child.stderr }) };
      /// Until everything has been printed; the test's own deadline ends it.
      const printed = (...patterns) => new Promise((resolve, reject) => {
        const look = () => { if (patterns.every((pattern) => pattern.test(seen))) resolve(); };
        for (const input of Object.values(lines)) input.on("line", look);
        child.once("exit", (status) => reject(new Error(`dev ended with ${status}\n${seen}`)));
        look();
      });
      for (const input of Object.values(lines)) input.on("line", (line) => { seen += `${line.trimEnd()}\n`; });

      await printed(/^http:.*$/m, /^ready in /m, /^server \| one$/m, /^server \| two$/m);
      const [url] = /^http:\S+/m.exec(seen);
      assert.match(await (await fetch(url)).text(), /<script/);
      fs.appendFileSync(wine.path("main.go"), "// changed\n");
      await printed(/^main\.go changed$/m, /^no change: the same program is served$/m);
    });
  });
}
