// The files of tools/ci: the action and the workflow are checked by actionlint and run step by step, the pipeline runs
// in gitlab-ci-local. Both deploy to a directory on a web server that already has an earlier release.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { actionlint, fixturesDirectory, goRoot, goVersions, npmFixture } from "../support/fixtures.mjs";
import { GithubRunner, readYaml } from "../support/github_runner.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { program, run, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { assertComplete } from "../support/release.mjs";
import { correctServer } from "../support/correct_server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const files = path.resolve(here, "../../tools/ci");
const cache = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-ci-cache-"));
after(() => fs.rmSync(cache, { recursive: true }));

/// A repository with a Go program, and our files in the places that they document.
function repository(t) {
  const workspace = path.join(temporaryDirectory(t), "my repository");
  fs.cpSync(path.join(here, "make"), workspace, { recursive: true });
  const copy = (name, place) => {
    fs.mkdirSync(path.dirname(path.join(workspace, place)), { recursive: true });
    fs.copyFileSync(path.join(files, name), path.join(workspace, place));
  };
  copy("action.yml", ".github/actions/wasmpair/action.yml");
  copy("github-release.yml", ".github/workflows/release.yml");
  copy("gitlab-ci.yml", ".gitlab-ci.yml");
  fs.writeFileSync(path.join(workspace, "budgets.json"), '{"app": {"br": "800KB"}}\n');
  git(workspace, "init", "--quiet");
  return workspace;
}

function git(workspace, ...words) {
  const identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"];
  const ended = spawnSync("git", [...identity, ...words], { cwd: workspace, encoding: "utf8" });
  assert.equal(ended.status, 0, ended.stderr);
}

/// The environment of a CI job, with Go and the programs of a directory.
function jobEnvironment(t, bin) {
  return {
    PATH: [bin, path.join(goRoot("1.24"), "bin"), path.dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
    HOME: temporaryDirectory(t),
    XDG_CACHE_HOME: cache,
    GOCACHE: path.join(fixturesDirectory(), "go-build"),
    GOTOOLCHAIN: "local",
    GOFLAGS: "-trimpath -buildvcs=false", // the same module everywhere, so that it is encoded once
    LC_ALL: "C.UTF-8",
  };
}

/// Installs a package that runs the program into the repository, so that a lock file pins its archive.
function lockWasmpair(workspace, env) {
  const folder = path.join(env.HOME, "package");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "wasmpair", version: "0.1.0", bin: "wasmpair.sh" }));
  fs.writeFileSync(path.join(folder, "wasmpair.sh"), `#!/bin/sh\nexec '${program}' "$@"\n`);
  fs.writeFileSync(path.join(workspace, "package.json"), JSON.stringify({ private: true }));
  fs.writeFileSync(path.join(workspace, ".gitignore"), "node_modules/\n");
  for (const words of [["pack", folder], ["install", "--save-dev", "./wasmpair-0.1.0.tgz"]]) {
    const ended = spawnSync("npm", words, { cwd: workspace, env, encoding: "utf8" });
    assert.equal(ended.status, 0, ended.stderr);
  }
  fs.rmSync(path.join(workspace, "node_modules"), { recursive: true });
  assert.match(fs.readFileSync(path.join(workspace, "package-lock.json"), "utf8"), /"integrity": "sha512-/);
}

/// A site with an earlier release: { directory, url }.
async function site(t) {
  const { directory } = packedSite(t);
  const { url } = await correctServer(t, directory);
  return { directory, url };
}

function runner(t, workspace, options = {}) {
  const bin = temporaryDirectory(t);
  fs.symlinkSync(program, path.join(bin, "wasmpair"));
  return new GithubRunner({ workspace, temporary: temporaryDirectory(t), env: jobEnvironment(t, bin), ...options });
}

const inWorkspace = (workspace, name) => path.join(workspace, name);

suite("the action for GitHub", () => {
  const action = ".github/actions/wasmpair";
  const inputs = (more) => ({ modules: "app.wasm", level: "fast", goroot: goRoot("1.24"), ...more });

  function withModule(t, name = "app.wasm") {
    const workspace = repository(t);
    fs.copyFileSync(buildApp("hello", "1.24"), inWorkspace(workspace, name));
    return workspace;
  }

  test("is accepted by actionlint, as is the workflow, and by shellcheck", (t) => {
    const workspace = repository(t);
    const lint = () => spawnSync(actionlint(), ["-no-color"], { cwd: workspace, encoding: "utf8" });
    const linted = lint();
    assert.equal(linted.status, 0, linted.stdout + linted.stderr);

    const workflow = inWorkspace(workspace, ".github/workflows/release.yml");
    fs.writeFileSync(workflow, fs.readFileSync(workflow, "utf8").replace("budgets: budgets.json", "bugdets: budgets.json"));
    assert.match(lint().stdout, /input "bugdets" is not defined in action "wasmpair pack"/);

    const [{ run: script }] = readYaml(path.join(files, "action.yml")).runs.steps;
    assert.doesNotMatch(script, /\$\{\{/, "the script contains no input");
    const shell = spawnSync("shellcheck", ["--shell=bash", "-"], { input: script, encoding: "utf8" });
    assert.equal(shell.status, 0, shell.stdout);
  });

  test("sets outputs and a summary", async (t) => {
    const workspace = withModule(t);
    const { status, outputs, summary, annotations, log } = await runner(t, workspace).runAction(action, inputs({ budgets: "budgets.json" }));
    assert.equal(status, 0, log);
    const { bundles } = assertComplete(inWorkspace(workspace, "dist"));
    const [brotli] = bundles.app.wasm.encodings;
    assert.deepEqual(outputs, { manifest: "dist/wasmpair.json", pair: bundles.app.pair, "br-bytes": String(brotli.bytes) });
    assert.match(summary, /^### app: go1\.24\.\d+, pair [0-9a-f]{16}$/m);
    assert.match(summary, /^\| br \| [0-9,]+ \| [0-9.]+ % \| [0-9.]+ % of 800,000 \|$/m);
    assert.deepEqual(annotations, []);
  });

  test("passes every input on unchanged", async (t) => {
    const names = ["a b.wasm", '"quoted" \'twice\'.wasm', "$(touch run).wasm", "`touch run`;touch run.wasm", "--json.wasm", "%0A::error::.wasm"];
    const workspace = withModule(t);
    for (const name of names) fs.copyFileSync(inWorkspace(workspace, "app.wasm"), inWorkspace(workspace, name));
    const template = inWorkspace(workspace, "$(touch run)/about.html");
    fs.mkdirSync(path.dirname(template));
    fs.writeFileSync(template, "<!doctype html>\n{{text title}}\n");
    const out = "my 'dist' $(touch run)";
    const { status, outputs, log } = await runner(t, workspace).runAction(action, inputs({
      modules: `${names.join("\n")}\n`,
      out,
      base: "/a/$HOME/",
      encodings: "gzip",
      arguments: "--hash-length\n64\n\n--template=$(touch run)/about.html\n",
    }));
    assert.equal(status, 0, log);
    const manifest = assertComplete(inWorkspace(workspace, out));
    assert.equal(outputs.manifest, `${out}/wasmpair.json`);
    assert.equal(Object.keys(manifest.bundles).length, names.length);
    assert.deepEqual(outputs.pair.split("\n"), Object.values(manifest.bundles).map(({ pair }) => pair));
    assert.equal(outputs["br-bytes"].split("\n").length, names.length);
    assert.equal(manifest.base, "/a/$HOME/");
    assert.ok(manifest.files.includes("about.html"));
    assert.ok(!fs.existsSync(inWorkspace(workspace, "run")), "no part of an input was run");
  });

  test("adds one annotation for each class of findings", async (t) => {
    const workspace = withModule(t);
    const hostile = "a,b::c%0A.wasm";
    fs.copyFileSync(inWorkspace(workspace, "app.wasm"), inWorkspace(workspace, hostile));
    const failed = await runner(t, workspace).runAction(action, inputs({ modules: `${hostile}\napp.wasm`, goroot: goRoot("1.19") }));
    assert.equal(failed.status, 1);
    const titles = failed.annotations.map(({ properties }) => properties.title);
    assert.ok(titles.includes("wasmpair: missing-import-module"), failed.log);
    assert.deepEqual(titles, [...new Set(titles)]);
    for (const { command, properties, message } of failed.annotations) {
      assert.match(command, /^(error|warning)$/);
      assert.equal(properties.file, hostile);
      assert.match(message, /\n… and 1 more$/);
    }
    assert.deepEqual(failed.outputs, { manifest: "", pair: "", "br-bytes": "" });
    assert.match(failed.summary, /^- \*\*version-mismatch\*\*: /m);
  });

  test("checks that packages of guests are as they were written", async (t) => {
    const workspace = withModule(t);
    const guest = buildApp("renderer", goVersions().at(-1), { goos: "wasip1", flags: ["-buildmode=c-shared"] });
    const folders = ["internal/one", "internal/$(touch run) two"];
    for (const folder of folders) {
      const written = await run(program, ["guest", guest, "--out", inWorkspace(workspace, folder), "--package", "texts", "--quiet"]);
      assert.equal(written.status, 0, written.stderr);
    }
    const check = () => runner(t, workspace).runAction(action, inputs({ guests: `${folders.join("\n")}\n` }));
    const current = await check();
    assert.equal(current.status, 0, current.log);

    fs.appendFileSync(inWorkspace(workspace, `${folders[1]}/config.go`), "// edited\n");
    fs.rmSync(inWorkspace(workspace, "dist"), { recursive: true });
    const edited = await check();
    assert.equal(edited.status, 1, edited.log);
    assert.ok(edited.annotations.some(({ message }) => message.includes("config.go")), edited.log);
    assert.ok(!fs.existsSync(inWorkspace(workspace, "dist")), "nothing was packed");
    assert.ok(!fs.existsSync(inWorkspace(workspace, "run")), "no part of an input was run");
  });

  test("reports that wasmpair is missing", async (t) => {
    const { status, annotations } = await runner(t, withModule(t)).runAction(action, inputs({ program: "not there" }));
    assert.equal(status, 2);
    assert.match(annotations[0].message, /^wasmpair is not installed/);
  });
});

test("the workflow for GitHub packs, deploys and verifies", async (t) => {
  const workspace = repository(t);
  const { directory, url } = await site(t);
  const { jobs } = readYaml(inWorkspace(workspace, ".github/workflows/release.yml"));
  const elsewhere = ["actions/checkout", "actions/setup-go", "actions/attest-build-provenance", "actions/upload-artifact",
    "actions/download-artifact", "Install wasmpair"];
  const github = runner(t, workspace, { contexts: { vars: { SITE: url, DEPLOY_TO: `${directory}/`, GUESTS: "" } }, elsewhere });

  const packed = await github.runJob(jobs.pack);
  assert.equal(packed.status, 0, packed.log);
  const { bundles } = assertComplete(inWorkspace(workspace, "dist"));
  assert.equal(packed.outputs.pair, bundles.app.pair);
  assert.equal(bundles.app.wasm.deltas.length, 1, "from the deployed release");
  assert.match(packed.summary, /^### app: changed, go1\.24\.\d+$/m);
  const sums = spawnSync("sha256sum", ["--check", "--quiet", "../checksums.txt"], { cwd: inWorkspace(workspace, "dist") });
  assert.equal(sums.status, 0);

  const leftover = ".wasmpair.0123456789abcdef.tmp"; // of a killed run
  fs.writeFileSync(path.join(inWorkspace(workspace, "dist"), leftover), "half a module");
  const deployed = await github.runJob(jobs.deploy);
  assert.equal(deployed.status, 0, deployed.log);
  assert.ok(!fs.existsSync(path.join(directory, leftover)));
  assert.equal(readManifest(directory).bundles.app.pair, bundles.app.pair);
  const verified = await github.runJob(jobs.verify);
  assert.equal(verified.status, 0, verified.log);
  assert.match(verified.summary, /, no problems found$/m);
});

test("no deployment copies temporary files", () => {
  for (const name of ["github-release.yml", "gitlab-ci.yml"]) {
    const commands = fs.readFileSync(path.join(files, name), "utf8").match(/rsync --recursive.*/g);
    assert.equal(commands.length, 2);
    for (const command of commands) assert.ok(command.includes("--exclude='.wasmpair.*.tmp'"), command);
  }
});

test("the pipeline for GitLab packs, deploys and verifies", async (t) => {
  const workspace = repository(t);
  const { directory, url } = await site(t);
  const home = temporaryDirectory(t);
  const npm = { npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false", npm_config_offline: "true" };
  const env = { ...jobEnvironment(t, home), ...npm };
  lockWasmpair(workspace, env);
  git(workspace, "add", ".");
  git(workspace, "commit", "--quiet", "--message=example");

  const variables = { SITE: url, DEPLOY_TO: `${directory}/`, CI_COMMIT_TAG: "v1.0.0" };
  const words = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
  const local = npmFixture("gitlab-ci-local-4.72.0", "dist/index.js");
  const ended = await run(process.execPath, [local, "--force-shell-executor", "--shell-isolation", "--no-color", ...words], { cwd: workspace, env });
  const log = ended.stdout + ended.stderr;
  assert.equal(ended.status, 0, log);
  const { pair, wasm } = readManifest(directory).bundles.app;
  assert.equal(wasm.deltas.length, 1, "from the deployed release");
  assert.match(log, /json schema validated/);
  assert.match(log, new RegExp(`deployed pair ${pair}`), "by a variable of the previous job");
  assert.match(log, /app {2}changed {2}go1\.24/);
  assert.match(log, /no problems found/);
  const metrics = fs.readFileSync(inWorkspace(workspace, "metrics.txt"), "utf8");
  assert.equal(metrics, wasm.encodings.map(({ encoding, bytes }) => `wasm_bytes{encoding="${encoding}"} ${bytes}\n`).join(""));
});
