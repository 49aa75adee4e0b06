// The Go file from `wasmpair config go`, as a user's tools see it: formatted, compiled by the oldest and by the newest
// Go, and without a finding of vet and staticcheck.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { goVersions, goRoot, oldestGoRoot, staticcheck } from "../support/fixtures.mjs";
import { goEnvironment } from "../support/go_command.mjs";
import { writePackage } from "../support/go_server.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";

const roots = { "the oldest Go": oldestGoRoot(), "the newest Go": goRoot(goVersions().at(-1)) };

suite("the Go file", () => {
  let work;
  const run = (goroot, command, ...args) =>
    execFileSync(command, args, { cwd: work, env: goEnvironment(undefined, goroot), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  before((t) => {
    work = temporaryDirectory(t);
    fs.writeFileSync(path.join(work, "go.mod"), "module example.com/site\n\ngo 1.22\n");
    writePackage(path.join(work, "assets"));
    writePackage(path.join(work, "web-files"), "--embed");
    writePackage(path.join(work, "other"), "--package", "release2", "--embed");
  });

  for (const [name, goroot] of Object.entries(roots)) {
    test(`is formatted, compiled and vetted by ${name}`, () => {
      assert.equal(run(goroot, "gofmt", "-l", "."), "");
      run(goroot, "go", "build", "./...");
      run(goroot, "go", "vet", "./...");
    });
  }

  test("compiles for other systems", () => {
    for (const [GOOS, GOARCH] of [["windows", "amd64"], ["darwin", "arm64"], ["linux", "386"]]) {
      const env = { ...goEnvironment(), GOOS, GOARCH, CGO_ENABLED: "0" };
      execFileSync("go", ["build", "./..."], { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] });
    }
  });

  test("has no finding of staticcheck", () => {
    assert.equal(run(roots["the newest Go"], staticcheck(), "-checks", "all", "./..."), "");
  });

  test("is documented under its own name", () => {
    const text = run(roots["the newest Go"], "go", "doc", "./other");
    assert.match(text, /^Package release2 serves a release of wasmpair/m);
    assert.match(text, /release2\.Open\(os\.DirFS\("dist"\)\)/);
  });

  test("differs by its package and what embeds only", () => {
    const [plain, embedding] = ["assets", "web-files"].map((folder) => fs.readFileSync(path.join(work, folder, "wasmpair.go"), "utf8"));
    const lines = (text) => text.split("\n").filter((line) => !line.startsWith("package ")).map((line) => line.replaceAll("webfiles", "assets"));
    const added = lines(embedding).filter((line) => !lines(plain).includes(line)).join("\n");
    assert.match(added, /^\t"embed"$/m);
    assert.match(added, /^\/\/go:embed \[\^\._\]\*$/m);
    assert.deepEqual(lines(plain).filter((line) => !lines(embedding).includes(line)), []);
  });

  test("is replaced while nobody has edited it", () => {
    const file = path.join(work, "assets/wasmpair.go");
    const text = fs.readFileSync(file, "utf8");
    writePackage(path.join(work, "assets"), "--embed");
    assert.notEqual(fs.readFileSync(file, "utf8"), text);
    fs.writeFileSync(file, text.replace("Open", "open"));
    const refused = wasmpair(["config", "go", "-o", path.join(work, "assets")]);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /wasmpair did not write this file, or it was edited/);
    fs.writeFileSync(file, text);
    writePackage(path.join(work, "assets"));
  });
});
