// `wasmpair init`, as a newcomer meets it: what its README says is run, in an empty directory and beside a program.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { openPage } from "../support/browser.mjs";
import { actionlint } from "../support/fixtures.mjs";
import { GithubRunner, readYaml } from "../support/github_runner.mjs";
import { newcomer } from "../support/npm_project.mjs";
import { packagesAndBrowser } from "../support/packages_and_browser.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const shared = packagesAndBrowser();

/// What each project starts from: its files, and what its page shows.
const starts = {
  "an empty directory": { files: {}, output: "Hello from Go." },
  "a directory with a program": {
    files: { "cmd/app/main.go": 'package main\n\nimport "shop/internal/words"\n\nfunc main() { println(words.Greeting) }\n',
      "internal/words/words.go": 'package words\n\nconst Greeting = "Hello from the shop."\n', "go.mod": "module shop\n\ngo 1.21\n" },
    output: "Hello from the shop.",
  },
};

/// A project that was just written: { directory, env, run(command, ...words) }. wasmpair is in PATH only if it is not
/// a package of the project.
function project(t, tool, { files }) {
  const place = newcomer(t, "my shop/shop");
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(place.directory, name)), { recursive: true });
    fs.writeFileSync(path.join(place.directory, name), text);
  }
  succeed(place.run(program, "init", "--build", tool));
  place.env.XDG_CACHE_HOME = path.join(shared.work, "cache"); // the same module is encoded once
  if (tool === "npm") return place;
  const bin = temporaryDirectory(t);
  fs.symlinkSync(program, path.join(bin, "wasmpair"));
  place.env.PATH = `${bin}:${place.env.PATH}`;
  return place;
}

function succeed(run) {
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return run.stdout;
}

/// The three commands of the table in the README.
function commandsOf({ directory }) {
  const rows = fs.readFileSync(path.join(directory, "README.md"), "utf8").matchAll(/^\| `([^`]+)` \|/gm);
  return [...rows].map(([, command]) => command);
}

/// Lets package.json take wasmpair from the tarballs instead of a registry.
function installFromTarballs({ directory }) {
  const file = path.join(directory, "package.json");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  const { version } = JSON.parse(fs.readFileSync(path.join(shared.work, "packages/wasmpair/package.json"), "utf8"));
  assert.deepEqual(manifest.devDependencies, { wasmpair: `^${version}` });
  manifest.devDependencies = Object.fromEntries(Object.values(shared.tarballs).map(({ name, file: tarball }) => [name, `file:${tarball}`]));
  fs.writeFileSync(file, JSON.stringify(manifest));
}

/// Runs a command that serves until the test ends, and returns the URL that it prints.
async function start(t, { directory, env }, command) {
  const server = spawn(command, { cwd: directory, env, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => process.kill(-server.pid));
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        const [url] = /^http:\S+\/$/m.exec(output) ?? [];
        if (url) resolve(url);
      });
    }
    server.on("exit", (status) => reject(new Error(`${command} ended with ${status}:\n${output}`)));
  });
}

async function assertShows(t, url, text) {
  const { page, errors } = await openPage(t, shared.browser, url);
  await page.locator("[data-part=output]").getByText(text).waitFor({ timeout: 60_000 });
  assert.deepEqual(errors, []);
}

suite("a project that init has written", () => {
  for (const [kind, from] of Object.entries(starts)) {
    test(`in ${kind} with a Makefile is built, previewed and verified by the commands of its README`, { timeout: 300_000 }, async (t) => {
      const place = project(t, "make", from);
      const [build, serve, check] = commandsOf(place);
      succeed(place.run("sh", "-c", build));
      assertComplete(path.join(place.directory, "dist"));
      place.env.PORT = "0";
      const url = await start(t, place, serve);
      await assertFound(await verify(url), []);
      succeed(place.run("sh", "-c", check.replace("https://example.org/", url)));
      await assertShows(t, url, from.output);
    });

    test(`in ${kind} with scripts in package.json is, too`, { timeout: 300_000 }, async (t) => {
      const place = project(t, "npm", from);
      installFromTarballs(place);
      const [install, build, serve] = commandsOf(place);
      for (const command of [install, build]) succeed(place.run("sh", "-c", command));
      assertComplete(path.join(place.directory, "dist"));
      const url = await start(t, place, `${serve} -- --port 0`);
      await assertFound(await verify(url), []);
      const [check] = /npx wasmpair verify \S+ --manifest \S+\b/.exec(fs.readFileSync(path.join(place.directory, "README.md"), "utf8"));
      succeed(place.run("sh", "-c", check.replace("https://example.org/", url)));
      await assertShows(t, url, from.output);
    });
  }

  test("is accepted by gofmt and go vet, on this system and for browsers", (t) => {
    const place = project(t, "make", starts["an empty directory"]);
    assert.equal(succeed(place.run("gofmt", "-l", ".")), "");
    succeed(place.run("go", "vet", "./..."));
    succeed(place.run("env", "GOOS=js", "GOARCH=wasm", "go", "vet", "./..."));
    assert.equal(succeed(place.run("go", "run", ".")), "Hello from Go.\n");
  });

  test("has what git must not keep in .gitignore", (t) => {
    const place = project(t, "npm", starts["an empty directory"]);
    installFromTarballs(place);
    for (const command of commandsOf(place).slice(0, 2)) succeed(place.run("sh", "-c", command));
    succeed(place.run("git", "init", "--quiet"));
    const untracked = succeed(place.run("git", "status", "--porcelain", "--untracked-files=all")).split("\n").map((line) => line.slice(3));
    assert.deepEqual(untracked.filter(Boolean).sort(), [".github/workflows/site.yml", ".gitignore", "README.md", "go.mod", "index.html",
      "main.go", "package-lock.json", "package.json"]);
  });

  for (const tool of ["make", "npm"]) {
    test(`with ${tool} has a workflow that actionlint accepts, and that packs`, { timeout: 300_000 }, async (t) => {
      const place = project(t, tool, starts["a directory with a program"]);
      succeed(place.run("git", "init", "--quiet"));
      const linted = spawnSync(actionlint(), ["-no-color"], { cwd: place.directory, encoding: "utf8" });
      assert.equal(linted.status, 0, linted.stdout + linted.stderr);

      const elsewhere = ["actions/checkout", "actions/setup-go", "actions/upload-artifact"];
      if (tool === "make") elsewhere.push("Install wasmpair");
      if (tool === "npm") {
        installFromTarballs(place);
        succeed(place.run("npm", "install", "--package-lock-only"));
      }
      const { jobs } = readYaml(path.join(place.directory, ".github/workflows/site.yml"));
      const github = new GithubRunner({ workspace: place.directory, temporary: temporaryDirectory(t), env: place.env, elsewhere });
      const { status, summary, log } = await github.runJob(jobs.site);
      assert.equal(status, 0, log);
      assert.match(summary, /^### shop: go1\.24\.\d+, pair [0-9a-f]{16}$/m);
      assertComplete(path.join(place.directory, "dist"));
    });
  }

  test("accepts the names that Go accepts", (t) => {
    const { directory, run } = newcomer(t, "names");
    for (const name of ["a.b_c", "2048", "App", "my-app", "v", "x2"]) {
      succeed(run(program, "init", name));
      const listed = run("go", "-C", path.join(directory, name), "list", "-m");
      assert.equal(succeed(listed).trim(), `example.com/${name}`);
    }
  });
});
