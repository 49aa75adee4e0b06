// The example project for Vite, built and on the development server, with the packages installed as users install them.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { openPage } from "../support/browser.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { project } from "../support/npm_project.mjs";
import { packagesAndBrowser } from "../support/packages_and_browser.mjs";
import { pack } from "../support/program.mjs";
import { assertNoTemporaryFiles, assertComplete, bundleFiles } from "../support/release.mjs";
import { serve } from "../support/site.mjs";
import { contents, develop, edit, runInOwnWorker, runProgram, startVite, succeed } from "../support/vite.mjs";

const shared = packagesAndBrowser();

/// A clean copy with a compiled module and a shim outside the project, like a toolchain's: project()'s result with
/// { compile, build, shim }.
function site(t, { vite = "vite", base } = {}) {
  const place = project(t, shared.tarballs, { example: "vite", vite });
  const shim = path.join(place.directory, "../wasm_exec.js");
  fs.copyFileSync(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), shim);
  edit(place, "vite.config.js", 'modules: "app.wasm"', 'modules: "app.wasm", shim: "../wasm_exec.js", allowUnknownShim: true, level: "fast"');
  if (base !== undefined) edit(place, "vite.config.js", "plugins:", `base: "${base}", plugins:`);
  const compile = () => succeed(place.npm("run", "compile"));
  compile();
  return { ...place, compile, build: (...words) => place.npm("run", "build", "--", ...words), shim };
}

/// Another program that prints "packed with vite, again".
function change(place) {
  edit(place, "cmd/app/main.go", "with vite", "with vite, again");
  place.compile();
}

/// The shim of Go 1.19, which does not match the module.
const misfit = () => fs.readFileSync(path.join(goRoot("1.19"), "misc/wasm/wasm_exec.js"));

const assets = ({ directory }) => path.join(directory, "dist/assets");
suite("a build by Vite", () => {
  /// Opens a page in Chromium and runs the program; returns the names requested before the click and after it.
  async function visit(t, directory, name = "") {
    const { url, requests } = await serve(t, directory, {});
    const { page, console: lines, errors } = await openPage(t, shared.browser, url + name);
    await page.getByRole("button").waitFor();
    const before = requests.splice(0);
    await runProgram(page);
    assert.deepEqual(errors, []);
    return { before, after: requests, lines };
  }

  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite} contains a complete release, which the page loads on a click`, async (t) => {
      const place = site(t, { vite });
      succeed(place.build());
      const manifest = assertComplete(assets(place));
      assertNoTemporaryFiles(assets(place));
      assert.equal(manifest.base, "/assets/");
      assert.deepEqual(manifest.pages, []);
      const { before, after, lines } = await visit(t, path.join(place.directory, "dist"));
      assert.deepEqual(before.filter((name) => /wasm|loader/.test(name)), []);
      const { loader, shim, wasm } = manifest.bundles.app;
      assert.deepEqual(after.sort(), [loader, shim, wasm].map((file) => `assets/${file.path}`).sort());
      assert.deepEqual(lines, ["packed with vite"]);
    });
  }

  test("has its files at the base, even a relative one", async (t) => {
    const place = site(t, { base: "./" });
    const dist = path.join(place.directory, "dist");
    fs.mkdirSync(path.join(place.directory, "nested"));
    fs.copyFileSync(path.join(place.directory, "index.html"), path.join(place.directory, "nested/index.html"));
    edit(place, "vite.config.js", "plugins:", 'build: { rollupOptions: { input: ["index.html", "nested/index.html"] } }, plugins:');
    succeed(place.build());
    assert.equal(assertComplete(assets(place)).base, "");
    const served = path.join(place.directory, "served");
    fs.cpSync(dist, path.join(served, "some/where"), { recursive: true });
    const { after } = await visit(t, served, "some/where/nested/index.html");
    assert.equal(after.filter((name) => name.startsWith("some/where/assets/")).length, 3);

    succeed(place.build("--base", "https://cdn.example/site/", "--assetsDir", "a/b"));
    assert.equal(assertComplete(path.join(dist, "a/b")).base, "https://cdn.example/site/a/b/");
    for (const [assetsDir, name] of [['""', ""], ['"files/"', "files/"]]) {
      edit(place, "vite.config.js", "build: {", `build: { assetsDir: ${assetsDir},`);
      succeed(place.build("--base", "/"));
      assert.equal(assertComplete(path.join(dist, name)).base, `/${name}`);
      edit(place, "vite.config.js", `assetsDir: ${assetsDir},`, "");
    }
  });

  for (const [vite, base, format] of [["vite", "/", "iife"], ["vite", "./", "es"], ["vite-oldest", "./", "iife"]]) {
    test(`by ${vite} runs the program in a worker of the page's own, without another plugin (base ${base}, ${format})`, async (t) => {
      const place = site(t, { vite, base });
      runInOwnWorker(place);
      edit(place, "vite.config.js", "plugins:", `worker: { format: "${format}" }, plugins:`);
      succeed(place.build());
      const dist = path.join(place.directory, "dist");
      assertComplete(assets(place));
      const { url } = await serve(t, dist, {});
      const { page, errors } = await openPage(t, shared.browser, url);
      await runProgram(page);
      assert.deepEqual(errors, []);
      assert.equal(fs.readdirSync(assets(place)).filter((name) => name.endsWith(".wasm")).length, 1);
    });
  }

  test("is the same the second time; another module or shim makes another pair", (t) => {
    const place = site(t);
    succeed(place.build());
    const first = contents(path.join(place.directory, "dist"));
    succeed(place.build());
    assert.deepEqual(contents(path.join(place.directory, "dist")), first);

    const pairs = [assertComplete(assets(place)).bundles.app.pair];
    for (const step of [() => change(place), () => fs.appendFileSync(place.shim, "// edited\n")]) {
      step();
      succeed(place.build());
      pairs.push(assertComplete(assets(place)).bundles.app.pair);
    }
    assert.equal(new Set(pairs).size, 3);
  });

  test("fails for a pair that does not match, leaves what was built, and succeeds after the repair", (t) => {
    const place = site(t);
    succeed(place.build());
    const dist = path.join(place.directory, "dist");
    const [built, matching] = [contents(dist), fs.readFileSync(place.shim)];
    fs.writeFileSync(place.shim, misfit());
    const failed = place.build();
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /app\.wasm, with \.\.\/wasm_exec\.js: nothing was published\n {2}missing-import-module/);
    assert.deepEqual(contents(dist), built);
    fs.writeFileSync(place.shim, matching);
    succeed(place.build());
  });

  test("shows the warnings of the run", (t) => {
    const place = site(t);
    edit(place, "vite.config.js", 'level: "fast"', 'level: "fast", cache: "http://127.0.0.1:1/"');
    const run = place.build();
    succeed(run);
    assert.match(run.stdout + run.stderr, /shared cache http:\/\/127\.0\.0\.1:1: Couldn.t connect to server\n {2}Missing encodings were made locally/);
  });

  test("lists the bundles if code imports an unknown one", (t) => {
    const place = site(t);
    edit(place, "src/main.js", "virtual:wasmpair/app", "virtual:wasmpair/other");
    const failed = place.build();
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /the release has no bundle "other"\n {2}Import one of: virtual:wasmpair\/app/);
  });

  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite} for a server has the URLs, but none of the files`, async (t) => {
      const place = site(t, { vite });
      fs.writeFileSync(path.join(place.directory, "src/server.js"), 'export { bundle, manifest } from "virtual:wasmpair/app";');
      succeed(place.build("--ssr", "src/server.js", "--outDir", "server"));
      assert.deepEqual(fs.readdirSync(path.join(place.directory, "server")), ["server.js"]);
      succeed(place.build());
      const { wasm, loader } = assertComplete(assets(place)).bundles.app;
      const { bundle, manifest } = await place.module('export * from "./server/server.js";');
      assert.deepEqual([manifest, bundle.wasm.url, bundle.loader.url], ["/assets/wasmpair.json", wasm.url, loader.url]);
    });
  }

  test("that writes nothing returns the manifest with the files", (t) => {
    const place = site(t);
    const code = `import { build } from "vite";
      const { output } = await build({ logLevel: "silent", build: { write: false } });
      const { source } = output.find(({ fileName }) => fileName === "assets/wasmpair.json");
      console.log(JSON.stringify({ manifest: JSON.parse(Buffer.from(source)), names: output.map(({ fileName }) => fileName) }));`;
    const { manifest, names } = JSON.parse(succeed(place.run("node", "--input-type=module", "--eval", code)));
    for (const name of manifest.files) assert.ok(names.includes(`assets/${name}`), name);
    assert.ok(!fs.existsSync(path.join(place.directory, "dist")));
  });

  test("in watch mode builds again when the module has changed, also after a failure", async (t) => {
    const place = site(t);
    const watching = startVite(t, place, "build", "--watch");
    await watching.printed(/built in/);
    const { pair } = assertComplete(assets(place)).bundles.app;
    const matching = fs.readFileSync(place.shim);
    fs.writeFileSync(place.shim, misfit());
    await watching.printed(/missing-import-module/);
    assert.equal(assertComplete(assets(place)).bundles.app.pair, pair);
    change(place);
    fs.writeFileSync(place.shim, matching);
    await watching.printed(/built in/);
    assert.notEqual(assertComplete(assets(place)).bundles.app.pair, pair);
  });
});

suite("the development server of Vite", () => {
  for (const vite of ["vite", "vite-oldest"]) {
    test(`by ${vite} runs the program, and the next one when the module changes`, async (t) => {
      const place = site(t, { vite });
      const { page, lines } = await develop(t, place, shared.browser);
      await runProgram(page);
      assert.equal(lines.at(-1), "packed with vite");
      const loaded = page.waitForEvent("load");
      change(place);
      await loaded;
      await runProgram(page);
      assert.equal(lines.at(-1), "packed with vite, again");
    });
  }

  test("shows a mismatch or a missing file over the page, and recovers after the repair", async (t) => {
    const place = site(t);
    const [module, matching] = [path.join(place.directory, "app.wasm"), fs.readFileSync(place.shim)];
    const breakShim = () => fs.writeFileSync(place.shim, misfit());
    const restoreShim = () => fs.writeFileSync(place.shim, matching);
    breakShim(); // from the start
    const { page, lines } = await develop(t, place, shared.browser);
    const overlay = page.locator("vite-error-overlay");
    for (const [harm, message, mend] of [
      [() => {}, /missing-import-module {2}gojs/, restoreShim],
      [() => fs.rmSync(module), /app\.wasm: cannot read/, () => place.compile()],
      [breakShim, /missing-import-module {2}gojs/, restoreShim],
    ]) {
      harm();
      await overlay.getByText(message).first().waitFor();
      const loaded = page.waitForEvent("load");
      mend();
      await loaded;
      await runProgram(page);
      assert.equal(await overlay.count(), 0);
    }
    assert.deepEqual(lines, Array(3).fill("packed with vite"));
  });

  test("serves the files of the release, each with its type, and nothing else", async (t) => {
    const place = site(t, { base: "/sub/" });
    edit(place, "vite.config.js", 'level: "fast"', 'budget: ["br=1KB"], budgets: "budgets.json"');
    fs.writeFileSync(path.join(place.directory, "budgets.json"), '{"app": {"br": "1KB"}}');
    const { url } = await develop(t, place, shared.browser);
    const directory = new URL("@wasmpair/", url);
    assert.equal(directory.pathname, "/sub/@wasmpair/");
    const response = await fetch(new URL("wasmpair.json", directory));
    assert.deepEqual([response.status, response.headers.get("content-type"), response.headers.get("cache-control")], [200, "application/json", "no-cache"]);
    const manifest = await response.json();
    const expected = path.join(place.directory, "expected");
    pack(path.join(place.directory, "app.wasm"), "--shim", place.shim, "--out", expected, "--base", "/sub/@wasmpair/", "--no-page");
    assert.deepEqual(manifest, assertComplete(expected));
    for (const file of bundleFiles(manifest.bundles.app)) {
      for (const method of ["GET", "HEAD"]) {
        const { status, headers } = await fetch(new URL(file.url, url), { method });
        const seen = [status, ...["content-type", "content-length", "cache-control"].map((name) => headers.get(name))];
        assert.deepEqual(seen, [200, file.type, String(file.bytes), file.cacheControl]);
      }
    }
    const missing = await fetch(new URL("app.0000000000000000.wasm", directory));
    assert.deepEqual([missing.status, missing.headers.get("cache-control")], [404, "no-store"]);
  });
});
