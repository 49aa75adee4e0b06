// The project's own workflows, in .github/workflows: linted, pinned, with few permissions; and the steps that publish, run with
// commands that record how they are called.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { actionlint } from "../support/fixtures.mjs";
import { GithubRunner, readYaml } from "../support/github_runner.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const directory = path.join(root, ".github/workflows");
const names = fs.readdirSync(directory).sort();
const read = (name) => readYaml(path.join(directory, name));
const jobs = names.flatMap((name) => Object.entries(read(name).jobs).map(([id, job]) => ({ id: `${name}: ${id}`, job })));
const steps = jobs.flatMap(({ id, job }) => (job.steps ?? []).map((step) => ({ id, step })));

suite("the workflows", () => {
  test("are accepted by actionlint and shellcheck", (t) => {
    const workspace = temporaryDirectory(t);
    fs.cpSync(path.join(root, ".github"), path.join(workspace, ".github"), { recursive: true });
    spawnSync("git", ["init", "--quiet"], { cwd: workspace });
    const lint = () => spawnSync(actionlint(), ["-no-color"], { cwd: workspace, encoding: "utf8" });
    const linted = lint();
    assert.equal(linted.status, 0, linted.stdout + linted.stderr);
    const release = path.join(workspace, ".github/workflows/release.yml");
    fs.writeFileSync(release, fs.readFileSync(release, "utf8").replace("needs: platforms", "needs: platform").replace('"./$file"', "$file"));
    assert.match(lint().stdout, /"platform"[^]*SC2086/, "and notices what is wrong");
  });

  test("pin every action by its commit, and each in one version, as the examples for users do", () => {
    const files = [...names.map((name) => path.join(directory, name)), path.join(root, "tools/ci/github-release.yml")];
    const pins = new Map();
    for (const file of files) {
      for (const [line, action, rest] of fs.readFileSync(file, "utf8").matchAll(/uses: ([^@\s]+)(.*)/g)) {
        if (action.startsWith("./")) continue;
        assert.match(rest, /^@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, line);
        assert.equal(pins.get(action) ?? rest, rest, action);
        pins.set(action, rest);
      }
    }
    assert.ok(pins.size >= 6);
  });

  test("pin their images by the digest of the Dockerfile's", () => {
    const [, base] = /^ARG BUILD_BASE=(.*)$/m.exec(fs.readFileSync(path.join(root, "Dockerfile"), "utf8"));
    for (const { job: { container } } of jobs) if (container) assert.equal(container.image, base);
  });

  test("may only read, except where they publish", () => {
    for (const name of names) assert.deepEqual(read(name).permissions, { contents: "read" }, name);
    const more = Object.fromEntries(jobs.filter(({ job }) => job.permissions).map(({ id, job }) => [id, job.permissions]));
    assert.deepEqual(more, {
      "release.yml: publish": { contents: "write", "id-token": "write", attestations: "write" },
      "release.yml: npm": { "id-token": "write" },
    });
    for (const id of Object.keys(more)) {
      const { job } = jobs.find((each) => each.id === id);
      assert.ok(!job.steps.some(({ uses }) => uses?.startsWith("actions/checkout")), `${id} runs no code of the repository`);
    }
    const { publish, npm } = read("release.yml").jobs;
    assert.equal(publish.if, "github.ref_type == 'tag'");
    assert.equal(npm.needs, "publish");
  });

  test("keep no credentials, execute no expressions, and end", () => {
    for (const { id, step } of steps) {
      if (step.uses?.startsWith("actions/checkout")) assert.equal(step.with["persist-credentials"], false, id);
      assert.doesNotMatch(step.run ?? "", /\$\{\{/, id);
    }
    for (const { id, job } of jobs) assert.ok(job.uses || job["timeout-minutes"] > 0, id);
  });

  test("run the program of every platform on a machine of its own", () => {
    const { suite: all, native } = read("platforms.yml").jobs;
    const runners = { "ubuntu-24.04-arm": ["linux", "arm64"], "macos-15": ["darwin", "arm64"], "macos-15-intel": ["darwin", "x64"],
      "windows-2025": ["windows", "x64"], "windows-11-arm": ["windows", "arm64"] };
    for (const { platform, runner } of native.strategy.matrix.include) assert.ok(platform.startsWith(runners[runner].join("-")), platform);
    const elsewhere = readPlatforms().filter(({ run }) => run !== "native").map(({ name }) => name);
    assert.deepEqual(native.strategy.matrix.include.map(({ platform }) => platform).sort(), elsewhere.sort());
    assert.deepEqual(all.strategy.matrix.include.map(({ runner }) => runner), ["ubuntu-24.04", "ubuntu-24.04-arm"]);
    for (const { run } of [...native.steps, ...all.steps]) {
      for (const [file] of (run ?? "").matchAll(/(?<![\w/])(?:tests|tools|\.ci)\/[\w./]+/g)) assert.ok(fs.existsSync(path.join(root, file)), file);
    }
  });
});

/// Commands that append their names and arguments to the file calls, then do what the script says.
function recorded(t, commands) {
  const place = temporaryDirectory(t);
  for (const [name, script] of Object.entries(commands)) {
    fs.writeFileSync(path.join(place, name), `#!/bin/sh\necho "${name} $*" >>"${place}/calls"\n${script}\n`, { mode: 0o755 });
  }
  const calls = () => {
    const text = fs.existsSync(path.join(place, "calls")) ? fs.readFileSync(path.join(place, "calls"), "utf8") : "";
    fs.rmSync(path.join(place, "calls"), { force: true });
    return text.trim().split("\n");
  };
  return { place, calls };
}

suite("the release workflow", () => {
  const elsewhere = ["actions/download-artifact", "actions/attest-build-provenance", "actions/setup-node"];

  /// Runs a job in a workspace with a release of two npm packages.
  function runner(t, id, commands, { secrets = {}, env = {} } = {}) {
    const workspace = temporaryDirectory(t);
    const release = path.join(workspace, "release");
    fs.mkdirSync(release);
    for (const [stem, name] of [["wasmpair", "wasmpair"], ["wasmpair-linux-x64", "@wasmpair/linux-x64"], ["wasmpair-windows-x64", "@wasmpair/windows-x64"]]) {
      fs.mkdirSync(path.join(workspace, "package"), { recursive: true });
      fs.writeFileSync(path.join(workspace, "package/package.json"), JSON.stringify({ name }));
      spawnSync("tar", ["-czf", path.join(release, `${stem}-1.2.3.tgz`), "package"], { cwd: workspace });
    }
    const sums = spawnSync("sha256sum", fs.readdirSync(release), { cwd: release, encoding: "utf8" }).stdout;
    fs.writeFileSync(path.join(release, "SHA256SUMS"), sums);
    const { place, calls } = recorded(t, commands);
    const github = new GithubRunner({
      workspace, temporary: temporaryDirectory(t), elsewhere,
      env: { PATH: `${place}:/usr/bin:/bin`, HOME: place, GITHUB_REF_NAME: "v1.2.3", ...env },
      contexts: { github: { token: "token", repository: "owner/wasmpair" }, secrets },
    });
    return { run: () => github.runJob(read("release.yml").jobs[id]), calls, release, place };
  }

  test("uploads all files to a draft, then publishes it", async (t) => {
    const { run, calls, release } = runner(t, "publish", { gh: 'test "$2" != view' });
    const { status, log } = await run();
    assert.equal(status, 0, log);
    const [view, create, upload, edit] = calls();
    assert.match(view, /^gh release view v1\.2\.3 /);
    assert.match(create, /^gh release create v1\.2\.3 --draft --verify-tag /);
    assert.equal(upload, `gh release upload v1.2.3 --clobber ${fs.readdirSync(release).map((name) => `release/${name}`).sort().join(" ")}`);
    assert.equal(edit, "gh release edit v1.2.3 --draft=false");
  });

  test("goes on with its own draft, but changes no release that is published", async (t) => {
    const draft = runner(t, "publish", { gh: 'test "$2" != view || echo true' });
    assert.equal((await draft.run()).status, 0);
    assert.deepEqual(draft.calls().map((call) => call.split(" ")[2]), ["view", "upload", "edit"]);
    const published = runner(t, "publish", { gh: 'test "$2" != view || echo false' });
    const { status, annotations } = await published.run();
    assert.equal(status, 1);
    assert.match(annotations[0].message, /already published/);
    assert.deepEqual(published.calls().map((call) => call.split(" ")[2]), ["view"]);
  });

  test("uploads nothing if a file is not the one that was assembled", async (t) => {
    const { run, calls, release } = runner(t, "publish", { gh: "true" });
    fs.appendFileSync(path.join(release, "wasmpair-1.2.3.tgz"), "more");
    assert.notEqual((await run()).status, 0);
    assert.deepEqual(calls(), [""]);
  });

  const npm = `case $1 in
  config) echo https://packages.invalid/ ;;
  view) test "$2" != "@wasmpair/linux-x64@1.2.3" || echo 1.2.3 ;;
  esac`;

  test("publishes npm packages, wasmpair last, and none twice", async (t) => {
    const { run, calls, place } = runner(t, "npm", { npm }, { secrets: { NPM_TOKEN: "secret" } });
    const { status, log } = await run();
    assert.equal(status, 0, log);
    const options = "--access public --provenance";
    assert.deepEqual(calls().filter((call) => call.startsWith("npm publish")), [
      `npm publish ${options} ./release/wasmpair-windows-x64-1.2.3.tgz`, `npm publish ${options} ./release/wasmpair-1.2.3.tgz`,
    ]);
    assert.match(log, /@wasmpair\/linux-x64 1\.2\.3 is already published/);
    assert.equal(fs.readFileSync(path.join(place, ".npmrc"), "utf8"), "//packages.invalid/:_authToken=${NODE_AUTH_TOKEN}\n");
  });

  test("publishes nothing to npm without the secret", async (t) => {
    const { run, calls } = runner(t, "npm", { npm });
    const { status, annotations } = await run();
    assert.equal(status, 0);
    assert.match(annotations[0].message, /nothing is published to npm/);
    assert.deepEqual(calls(), [""]);
  });
});
