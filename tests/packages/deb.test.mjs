// The Debian package, installed into the root of a clean Debian 12.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { DebianRoot } from "../support/debian_root.mjs";
import { addPair, debianPackage, smokeTest } from "../support/distributed.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

test("satisfies lintian", () => {
  // It was never in Debian, so there is no bug that requests it.
  const options = ["--allow-root", "--fail-on", "error,warning", "--suppress-tags", "initial-upload-closes-no-bugs"];
  const run = spawnSync("lintian", [...options, debianPackage()], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});

test("has the same bytes when it is built again", () => {
  const make = () => {
    execFileSync(path.join(source, "tools/package"), ["deb"], { stdio: "ignore" });
    return fs.readFileSync(debianPackage());
  };
  assert.ok(make().equals(make()));
});

test("has the version of the program", () => {
  const version = (...fields) => execFileSync("dpkg-deb", ["--field", debianPackage(), ...fields], { encoding: "utf8" }).trim();
  const changelog = fs.readFileSync(path.join(source, "tools/debian/changelog"), "utf8");
  assert.equal(version("Version"), /\((.*)\)/.exec(changelog)[1]);
  assert.match(fs.readFileSync(path.join(source, "CMakeLists.txt"), "utf8"), new RegExp(`VERSION ${version("Version").split("-")[0]} `));
});

suite("the Debian package in a clean root", () => {
  let root;
  before(async () => {
    root = new DebianRoot();
    root.add(debianPackage(), "/tmp/wasmpair.deb");
    addPair(root);
    await root.succeed("apt-get", "update", "-q");
    await root.succeed("apt-get", "install", "-q", "-y", "--no-install-recommends", "/tmp/wasmpair.deb", "bash-completion");
  });
  after(() => root.remove());

  test("packs, checks, serves and verifies", async (t) => {
    await smokeTest(t, root);
  });

  test("contains the manual page, completions and the files for build tools", async () => {
    const listed = (await root.succeed("dpkg", "-L", "wasmpair")).split("\n");
    for (const file of [
      "/usr/share/man/man1/wasmpair.1.gz", "/usr/share/fish/vendor_completions.d/wasmpair.fish",
      "/usr/share/zsh/vendor-completions/_wasmpair", "/usr/share/wasmpair/make/wasmpair.mk",
      "/usr/lib/cmake/wasmpair/wasmpairConfig.cmake", "/usr/share/wasmpair/wasmpair.schema.json",
    ]) assert.ok(listed.includes(file), file);
    const page = zlib.gunzipSync(fs.readFileSync(root.path("/usr/share/man/man1/wasmpair.1.gz"))).toString();
    assert.equal(page, await root.succeed("wasmpair", "manual"));
    const load = ". /usr/share/bash-completion/bash_completion; _completion_loader wasmpair; complete -p wasmpair";
    assert.equal((await root.succeed("bash", "-c", load)).trim(), "complete -F _wasmpair wasmpair");
  });

  test("leaves no files when it is removed", async () => {
    await root.succeed("apt-get", "purge", "-q", "-y", "wasmpair");
    const left = await root.succeed("find", "/usr", "/etc", "/var/lib/dpkg/info", "/opt", "-name", "*wasmpair*");
    assert.equal(left, "");
    assert.notEqual((await root.run("wasmpair", "--version")).status, 0);
  });
});
