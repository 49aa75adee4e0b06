// The option `build` of the Vite plugin: it compiles, watches the sources, and shows what the compiler says.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { project } from "../support/npm_project.mjs";
import { packagesAndBrowser } from "../support/packages_and_browser.mjs";
import { assertLooksLike } from "../support/pictures.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";
import { contents, develop, edit, runInOwnWorker, runProgram, startVite, succeed } from "../support/vite.mjs";

const shared = packagesAndBrowser();

const source = "cmd/app/main.go";

/// A clean copy that the plugin compiles: project()'s result with build().
function site(t, { vite = "vite", options = 'build: "./cmd/app"' } = {}) {
  const place = project(t, shared.tarballs, { example: "vite", vite });
  edit(place, "vite.config.js", 'modules: "app.wasm"', `${options}, level: "fast"`);
  return { ...place, build: (...words) => place.npm("run", "build", "--", ...words) };
}

function write({ directory }, name, text) {
  fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  fs.writeFileSync(path.join(directory, name), text);
}

/// A program that prints the text.
const printing = (text) => `package main\n\nfunc main() { println(${JSON.stringify(text)}) }\n`;

/// Clicks the button even under an overlay, and waits until the program ends.
async function runUnderneath(page) {
  await page.evaluate(() => {
    document.querySelector("output").value = "";
    document.querySelector("button").click();
  });
  await page.getByText("ended with 0").waitFor({ timeout: 10_000 });
}

/// Runs the program in the open page, until it prints the text: again after each reload.
async function assertPrints({ page, lines }, text) {
  for (let tries = 0; lines.at(-1) !== text; ++tries) {
    if (tries === 20) assert.fail(`the program printed ${lines.at(-1)}, not ${text}; ${await page.locator("vite-error-overlay .message-body").allTextContents()}`);
    await runUnderneath(page).catch(() => {}); // the page may be reloaded meanwhile
    if (lines.at(-1) !== text) await page.waitForEvent("load", { timeout: 2000 }).catch(() => {});
  }
}

suite("the development server of Vite, with build", () => {
  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite}: compiles at each save, shows what does not compile over the page, and recovers`, { timeout: 300_000 }, async (t) => {
      const place = site(t, { vite });
      const open = await develop(t, place, shared.browser);
      const { page, lines } = open;
      await runProgram(page);
      assert.equal(lines.at(-1), "packed with vite");

      const reloaded = page.waitForEvent("load");
      write(place, source, printing("saved"));
      await reloaded;
      await runProgram(page);
      assert.equal(lines.at(-1), "saved");

      const overlay = page.locator("vite-error-overlay");
      write(place, source, "package main\n\nfunc main() {\n\tprintln(missing)\n}\n");
      await overlay.locator(".message-body").getByText(/go build \.\/cmd\/app failed\s+cmd\/app\/main\.go:4:10: undefined: missing/).waitFor();
      await overlay.locator(".file").getByText(`${path.join(place.directory, source)}:4:10`).waitFor();
      assert.match(await overlay.locator(".frame").textContent(), /\n3 {2}\| {2}func main\(\) \{\n4 {2}\| {2}\tprintln\(missing\)\n {3}\| {2}\t {8}\^\n/);
      await open.vite.printed(/cmd\/app\/main\.go:4:10: undefined: missing/);

      // The last program still runs underneath.
      const before = lines.length;
      await runUnderneath(page);
      assert.deepEqual(lines.slice(before), ["saved"]);
      assert.equal((await fetch(new URL("@wasmpair/wasmpair.json", open.url))).status, 200);

      // A page that is opened now shows the error, too.
      const again = page.waitForEvent("load");
      await page.reload();
      await again;
      await overlay.getByText(/undefined: missing/).first().waitFor();

      const repaired = page.waitForEvent("load");
      write(place, source, printing("repaired"));
      await repaired;
      await runProgram(page);
      assert.equal(await overlay.count(), 0);
      assert.equal(lines.at(-1), "repaired");
    });
  }

  test("shows an error as in the documents", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    const { page } = await develop(t, place, shared.browser, { viewport: { width: 720, height: 440 }, colorScheme: "light" });
    await runProgram(page);
    write(place, source, 'package main\n\nimport "time"\n\nfunc main() {\n\tprintln(time.Now().Fromat("The year is 2006."))\n}\n');
    const file = page.locator("vite-error-overlay .file");
    await file.getByText(`${place.directory}/cmd/app/main.go:6:21`).waitFor();
    await file.evaluate((element) => { element.querySelector("a").textContent = "/site/cmd/app/main.go:6:21"; });
    await assertLooksLike(page, "vite-error", { folder: "docs/pictures" });
  });

  test("recovers if the first build fails, and shows hostile text as text", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    write(place, source, 'package main\n\nimport "<img src=x onerror=alert(1)>"\n\nfunc main() {}\n');
    const open = await develop(t, place, shared.browser);
    const overlay = open.page.locator("vite-error-overlay");
    await overlay.getByText(/cmd\/app\/main\.go:3:8: .*<img src=x onerror=alert\(1\)>/).first().waitFor();
    assert.equal(await overlay.locator("img").count(), 0);
    write(place, source, printing("right"));
    await assertPrints(open, "right");
  });

  test("watches every source that it compiles, and no other file", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    const open = await develop(t, place, shared.browser);
    const { vite, page } = open;
    await assertPrints(open, "packed with vite");
    await vite.printed(/compiled and packed/);
    const steps = [
      ["another package", "other", () => {
        write(place, "internal/words/words.go", 'package words\n\nconst Text = "other"\n');
        write(place, source, 'package main\n\nimport "example.com/app/internal/words"\n\nfunc main() { println(words.Text) }\n');
      }],
      ["a file of that package", "changed", () => write(place, "internal/words/words.go", 'package words\n\nconst Text = "changed"\n')],
      ["a new file", "added", () => {
        write(place, "cmd/app/more.go", 'package main\n\nfunc init() { println("added") }\n\nconst More = "added"\n');
        write(place, source, "package main\n\nfunc main() { println(More) }\n");
      }],
      ["an embedded file", "embedded", () => {
        write(place, "cmd/app/pages/one.html", "embedded");
        write(place, source, 'package main\n\nimport "embed"\n\n//go:embed pages/*.html\nvar pages embed.FS\n\nfunc main() {\n'
          + '\tfiles, _ := pages.ReadDir("pages")\n\tlast := files[len(files)-1].Name()\n\ttext, _ := pages.ReadFile("pages/" + last)\n\tprintln(string(text))\n}\n');
      }],
      ["its text", "edited", () => write(place, "cmd/app/pages/one.html", "edited")],
      ["another file that is embedded", "two", () => write(place, "cmd/app/pages/two.html", "two")],
      ["one that is gone", "edited", () => fs.rmSync(path.join(place.directory, "cmd/app/pages/two.html"))],
      ["a file written by rename", "renamed", () => {
        write(place, "cmd/app/.main.go.swap", printing("renamed"));
        fs.renameSync(path.join(place.directory, "cmd/app/.main.go.swap"), path.join(place.directory, source));
      }],
    ];
    for (const [what, text, step] of steps) {
      step();
      await assertPrints(open, text).catch((error) => { throw new Error(`${what}: ${error.message}`); });
    }

    const moduleFile = fs.readFileSync(path.join(place.directory, "go.mod"), "utf8");
    write(place, "go.mod", `${moduleFile}\nunknown directive\n`);
    const overlay = page.locator("vite-error-overlay");
    await overlay.getByText(/go\.mod:\d+: unknown directive/).first().waitFor();
    write(place, "go.mod", moduleFile);
    await overlay.waitFor({ state: "detached" });

    fs.rmSync(path.join(place.directory, source));
    await overlay.getByText(/go build \.\/cmd\/app failed/).first().waitFor();
    write(place, source, printing("back"));
    await overlay.waitFor({ state: "detached" });
    await assertPrints(open, "back");

    let builds = 0;
    vite.child.stdout.on("data", (text) => { builds += String(text).split("compiled and packed").length - 1; });
    for (const name of ["cmd/app/main_test.go", "cmd/app/notes.txt", "cmd/other/main.go", "README.md"]) write(place, name, "package main\n");
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    assert.equal(builds, 0);
    write(place, source, printing("last"));
    await assertPrints(open, "last");
  });

  test("ends with the last of many saves", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    const open = await develop(t, place, shared.browser);
    await assertPrints(open, "packed with vite");
    for (let count = 1; count <= 50; ++count) {
      write(place, source, count % 10 === 9 ? "package main\n\nfunc main() { nonsense }\n" : printing(`save ${count}`));
      await new Promise((resolve) => { setTimeout(resolve, count % 7 === 0 ? 150 : 15); }); // some while a build runs
    }
    await assertPrints(open, "save 50");
    assert.equal(await open.page.locator("vite-error-overlay").count(), 0);
  });

  test("compiles programs outside of Vite's root", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    const { directory } = place;
    fs.mkdirSync(path.join(directory, "../module"));
    for (const name of ["cmd", "go.mod"]) fs.renameSync(path.join(directory, name), path.join(directory, "../module", name));
    edit(place, "vite.config.js", 'build: "./cmd/app"', 'build: "./cmd/app", moduleDir: "../module"');
    const open = await develop(t, place, shared.browser);
    await assertPrints(open, "packed with vite");
    write(place, "../module/cmd/app/main.go", printing("outside"));
    await assertPrints(open, "outside");
    write(place, "../module/cmd/app/more.go", 'package main\n\nfunc init() { println("init") }\n');
    write(place, "../module/cmd/app/main.go", printing("more"));
    await assertPrints(open, "more");
    assert.deepEqual(open.lines.slice(-2), ["init", "more"]);
  });

  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite}: runs the program in a worker of the page's own, without another plugin`, { timeout: 300_000 }, async (t) => {
      const place = site(t, { vite });
      runInOwnWorker(place);
      const { page } = await develop(t, place, shared.browser);
      await runProgram(page);
      const reloaded = page.waitForEvent("load");
      write(place, source, printing("again"));
      await reloaded;
      await runProgram(page);

      // A classic worker cannot import anything.
      const refused = page.waitForEvent("load");
      edit(place, "src/main.js", ', { type: "module" }', "");
      await refused;
      await page.locator("vite-error-overlay").getByText(/a classic worker cannot import virtual:wasmpair\/app on the development server\s+Make it a module: new Worker\(/).first().waitFor();
    });
  }
});

suite("no process and no file is left", () => {
  /// A program in the place of go or wasmpair: when it is to work, it starts a process, which waits.
  function slow(t, place, stage) {
    const [program, word, real] = stage === "go" ? ["slow-go", "build", "go"] : ["slow-wasmpair", "pack", "false"];
    const file = path.join(place.directory, program);
    fs.writeFileSync(file, `#!/bin/sh\n[ "$1" = ${word} ] || exec ${real} "$@"\nsleep 1000 &\necho "$!" >"$STARTED"\nwait\n`, { mode: 0o755 });
    place.env.TMPDIR = temporaryDirectory(t);
    place.env.STARTED = path.join(place.directory, "started");
    if (stage === "go") edit(place, "vite.config.js", "build:", `go: ${JSON.stringify(file)}, build:`);
    else place.env.WASMPAIR_BINARY = file;
    return place.env.STARTED;
  }

  const isRunning = (pid) => fs.existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8"));

  async function eventually(holds, message) {
    for (let tries = 0; !holds(); ++tries) {
      assert.ok(tries < 600, message);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  const ends = [["dev", "SIGTERM", "go"], ["dev", "SIGINT", "go"], ["dev", "SIGHUP", "go"], ["dev", "SIGKILL", "go"], ["dev", "SIGTERM", "wasmpair"],
    ["dev", "SIGKILL", "wasmpair"], ["build", "SIGTERM", "go"], ["build", "SIGKILL", "go"], ["build", "SIGINT", "wasmpair"]];
  for (const [command, signal, stage] of ends) {
    test(`when ${signal} ends vite ${command} while ${stage} runs`, { timeout: 300_000 }, async (t) => {
      const place = site(t);
      const started = slow(t, place, stage);
      const { child, printed, ended } = startVite(t, place, ...(command === "dev" ? ["--port", "0", "--host", "127.0.0.1"] : ["build"]));
      if (command === "dev") {
        const [, url] = await printed(/Local: +(http:\S+)/);
        fetch(new URL("@wasmpair/wasmpair.json", url)).catch(() => {});
      }
      await eventually(() => fs.existsSync(started) && fs.readFileSync(started, "utf8").endsWith("\n"), `${stage} was not started`);
      const pid = Number(fs.readFileSync(started, "utf8"));
      assert.ok(isRunning(pid));
      child.kill(signal);
      await assert.rejects(ended);
      await eventually(() => !isRunning(pid), `the process that ${stage} started is left`);
      if (signal === "SIGKILL") return; // nothing can remove the directories
      assert.deepEqual(fs.readdirSync(place.env.TMPDIR), []);
      assertOnlyModules(place);
    });
  }

  function assertOnlyModules({ directory }) {
    const found = fs.readdirSync(path.join(directory, "node_modules/.vite/wasmpair"), { recursive: true });
    assert.deepEqual(found.filter((name) => !/^[0-9a-f]{16}(\/app\.wasm)?$/.test(name)), []);
  }

  test("after a save during a build, and when the server ends", { timeout: 300_000 }, async (t) => {
    const place = site(t);
    place.env.TMPDIR = temporaryDirectory(t);
    const open = await develop(t, place, shared.browser);
    await assertPrints(open, "packed with vite");
    write(place, source, printing("one"));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    write(place, source, printing("two"));
    await assertPrints(open, "two");
    open.vite.child.kill();
    await assert.rejects(open.vite.ended);
    assert.deepEqual(fs.readdirSync(place.env.TMPDIR), []);
    assertOnlyModules(place);
  });
});

suite("a build by Vite, with build", () => {
  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite}: compiles, and fails with the compiler's text if that fails`, (t) => {
      const place = site(t, { vite });
      const dist = path.join(place.directory, "dist");
      succeed(place.build());
      const { bundles } = assertComplete(path.join(dist, "assets"));
      assert.deepEqual(Object.keys(bundles), ["app"]);
      const built = contents(dist);
      write(place, source, "package main\n\nfunc main() {\n\tprintln(missing)\n}\n");
      const failed = place.build();
      assert.equal(failed.status, 1);
      assert.match(failed.stderr, /go build \.\/cmd\/app failed\ncmd\/app\/main\.go:4:10: undefined: missing/);
      assert.deepEqual(contents(dist), built);
      write(place, source, printing("packed with vite"));
      succeed(place.build());
      assert.deepEqual(contents(dist), built);
    });
  }

  test("in watch mode builds again when a source has changed, also after a failure", async (t) => {
    const place = site(t);
    const watching = startVite(t, place, "build", "--watch");
    await watching.printed(/built in/);
    const { pair } = assertComplete(path.join(place.directory, "dist/assets")).bundles.app;
    write(place, source, "package main\n\nfunc main() { missing() }\n");
    await watching.printed(/undefined: missing/);
    write(place, source, printing("again"));
    await watching.printed(/built in/);
    assert.notEqual(assertComplete(path.join(place.directory, "dist/assets")).bundles.app.pair, pair);
  });

  test("packs several programs, some of them compiled by others, with flags for go", (t) => {
    const place = site(t, { options: 'build: ["./cmd/app", "./cmd/tagged"], buildFlags: ["-tags=special"], modules: "other.wasm"' });
    write(place, "cmd/tagged/main.go", `//go:build special\n\n${printing("tagged")}`);
    succeed(place.run("env", "GOOS=js", "GOARCH=wasm", "go", "build", "-buildvcs=false", "-o", "other.wasm", "./cmd/app"));
    succeed(place.build());
    assert.deepEqual(Object.keys(assertComplete(path.join(place.directory, "dist/assets")).bundles).sort(), ["app", "other", "tagged"]);
  });

  const wrong = [
    ['build: "./words"', /words: is package words, not a program\n {2}Name the directory of a package main\./],
    ['build: "./nothing"', /go build \.\/nothing failed\n.*nothing/],
    ['build: "-x"', /build cannot be "-x"\n {2}Name the directory of a Go program/],
    ["build: [{}]", /build cannot be \{\}\n/],
    ['build: ["./cmd/app", "./other/app"]', /build: two programs are named "app"\n/],
    ['build: "./cmd/app", go: "no-such-go"', /the go command is missing: no-such-go\n {2}Install Go/],
    ["level: undefined", /neither modules nor build is given\n {2}Name Go programs/],
  ];
  test("says what is wrong with its options", (t) => {
    const place = site(t);
    write(place, "words/words.go", "package words\n");
    let last = 'build: "./cmd/app"';
    for (const [options, message] of wrong) {
      edit(place, "vite.config.js", last, options);
      last = options;
      const run = place.build();
      assert.equal(run.status, 1, options);
      assert.match(run.stderr, message);
    }
  });
});
