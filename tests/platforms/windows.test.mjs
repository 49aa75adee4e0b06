// The programs for Windows of tools/package --platforms: what their headers say, and what they do under Wine.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { readPortableExecutable } from "../support/portable_executable.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertSameFiles, packHere, packing } from "../support/same_release.mjs";
import { Wine } from "../support/wine.mjs";

const flags = { highEntropy: 0x20, movable: 0x40, noExecutableData: 0x100 };
const console_ = 3;

/// What every Windows 10 has.
const system = /^(api-ms-win-crt-[a-z]+-l1-1-0|advapi32|bcrypt|crypt32|dbghelp|iphlpapi|kernel32|mswsock|ntdll|ole32|psapi|secur32|shell32|user32|userenv|ws2_32)\.dll$/i;

for (const platform of builtPlatforms("windows")) {
  suite(platform.name, () => {
    const header = readPortableExecutable(platformProgram(platform));

    test("is a console program for the processor of the table, with a manifest", () => {
      assert.equal(header.processor, platform.processor);
      assert.equal(header.subsystem, console_);
      assert.ok(header.hasResources);
      for (const [name, bit] of Object.entries(flags)) assert.notEqual(header.flags & bit, 0, name);
      assert.ok(header.stack >= 8 << 20, "threads have 8 MiB");
    });

    test("needs nothing but Windows", () => {
      assert.deepEqual(header.libraries.filter((name) => !system.test(name)), []);
    });
  });
}

for (const platform of builtPlatforms("windows").filter(({ run }) => run === "Wine")) {
  suite(`${platform.name} under Wine`, () => {
    let wine;
    const pair = ["app.wasm", "--shim", "wasm_exec.js"];

    before(async () => {
      wine = new Wine(platformProgram(platform));
      wine.add(buildApp("hello", "1.24"), "app.wasm");
      wine.add(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "wasm_exec.js");
      await wine.succeed("pack", ...pair, ...packing, "--out", "dist");
    });
    after(() => wine.remove());

    /// What this machine's program publishes.
    async function here(...words) {
      const directory = path.join(temporaryDirectory(), "dist");
      await packHere(wine.path("app.wasm"), "--shim", wine.path("wasm_exec.js"), ...words, "--out", directory);
      return directory;
    }

    test("checks, inspects, renders and configures", async () => {
      assert.match(await wine.succeed("--version"), /^wasmpair \d/);
      await wine.succeed("check", ...pair);
      assert.match(await wine.succeed("inspect", "app.wasm"), /go1\.24/);
      fs.writeFileSync(wine.path("page.html"), "{{each bundle in bundles}}<p>{{text bundle.name}}</p>{{end}}\n");
      const manifest = ["--manifest", "dist/wasmpair.json"];
      assert.equal(await wine.succeed("render", "page.html", ...manifest), "<p>app</p>\n");
      assert.match(await wine.succeed("config", "nginx", ...manifest), /location/);
    });

    test("publishes the same bytes as the program for this machine", async () => {
      assertSameFiles(wine.path("dist"), await here(...packing));
    });

    test("publishes the same bytes at the release level", async () => {
      const words = ["--level", "release", "--no-cache", "--quiet"];
      await wine.succeed("pack", ...pair, ...words, "--out", "release");
      assertSameFiles(wine.path("release"), await here(...words));
    });

    test("gets the shim from the go command, which may be a batch file", async () => {
      fs.mkdirSync(wine.path("goroot/lib/wasm"), { recursive: true });
      wine.add(wine.path("wasm_exec.js"), "goroot/lib/wasm/wasm_exec.js");
      fs.writeFileSync(wine.path("go.bat"), "@echo off\r\necho %GOTOOLCHAIN% %~1 %~2 1>&2\r\necho C:\\srv\\goroot\r\n");
      await wine.succeed("pack", "app.wasm", "--go", "./go.bat", ...packing, "--out", "found");
      assertSameFiles(wine.path("found"), wine.path("dist"));
      fs.writeFileSync(wine.path("go.bat"), "@echo off\r\necho %GOTOOLCHAIN% %~1 %~2 1>&2\r\nexit 3\r\n");
      const { status, stderr } = await wine.run("pack", "app.wasm", "--go", "./go.bat", ...packing, "--out", "found");
      assert.equal(status, 2);
      assert.match(stderr, /go1\.24\S* env GOROOT/);
    });

    test("serves what verify finds correct", async (t) => {
      const url = await wine.start(t, "serve", "dist", "--port", "0");
      await wine.succeed("verify", url);
    });

    test("reads and publishes names beyond ASCII", async () => {
      wine.add(wine.path("app.wasm"), "größe.wasm");
      await wine.succeed("pack", "größe.wasm", "--shim", "wasm_exec.js", "--name", "app", ...packing, "--out", "öffentlich");
      assert.ok(fs.existsSync(wine.path("öffentlich/wasmpair.json")));
    });
  });
}
