// Whatever a module, a shim, a manifest, a server or a command line holds, no output of wasmpair steers a terminal, adds
// a line of its own to a log, or is anything but UTF-8.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { assertShowable, hostile, hostileBytes, runShowable, turning } from "../support/hostile_text.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { preview } from "../support/preview.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { exchange } from "../support/raw_http.mjs";
import { readManifest } from "../support/release.mjs";
import { correctServer } from "../support/correct_server.mjs";

const goroot = goRoot("1.24");

/// A directory with app.wasm, every field of which is hostile, and shim.js, which has hostile names.
function hostilePair(t) {
  const directory = temporaryDirectory(t);
  const version = `go1.24.${hostile.replaceAll(/\s/g, "")}`; // a version ends at a space
  fs.writeFileSync(path.join(directory, "app.wasm"), goModule({ name: hostile, text: hostileBytes, version }));
  const shim = fs.readFileSync(path.join(goroot, "lib/wasm/wasm_exec.js"), "utf8");
  const name = JSON.stringify(hostile);
  const changed = shim.replace(/\bgojs: \{/, `${name}: { ${name}: () => {} }, $&\n${name}: (sp) => {},`);
  assert.notEqual(changed, shim);
  fs.writeFileSync(path.join(directory, "shim.js"), changed);
  return directory;
}

/// Runs with --github, and asserts that the step's summary can be shown, too.
async function runGithubStep(words, cwd) {
  const summary = path.join(cwd, "summary.md");
  fs.rmSync(summary, { force: true });
  await runShowable([...words, "--github"], { cwd, env: { ...process.env, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: path.join(cwd, "outputs") } });
  assert.notEqual(assertShowable(fs.readFileSync(summary), `the summary of ${words}`), "");
}

test("A hostile module and shim are shown, not obeyed", async (t) => {
  const cwd = hostilePair(t);
  const inspected = await runShowable(["inspect", "app.wasm"], { cwd });
  assert.equal(inspected.status, 0, inspected.stderr);
  assert.match(inspected.stdout, /\\x1b\[2J/);
  const { producers, imports, info } = JSON.parse((await runShowable(["inspect", "app.wasm", "--json"], { cwd })).stdout);
  assert.deepEqual([producers[1].name, imports[2].module], [hostile, hostile], "JSON has what the module has");
  assert.match(info.package, /\ufffd/, "what is not UTF-8 cannot be in JSON");
  for (const shim of [["--shim", "shim.js"], ["--goroot", goroot]]) {
    for (const command of [["check", "app.wasm"], ["pack", "app.wasm", "--out", "site", "--no-cache"]]) {
      for (const form of [[], ["--json"]]) {
        const { status, stderr } = await runShowable([...command, ...shim, "--allow-unknown-shim", ...form], { cwd });
        assert.equal(status, 1, stderr);
      }
      await runGithubStep([...command, ...shim, "--allow-unknown-shim"], cwd);
      await runGithubStep([...command, ...shim, "--allow-unknown-shim", "--json"], cwd);
    }
  }
});

test("On a terminal, a module is not obeyed either", (t) => {
  const cwd = hostilePair(t);
  const { stdout } = spawnSync("script", ["-qec", `'${program}' inspect app.wasm; '${program}' check app.wasm --goroot '${goroot}'`, "/dev/null"], { cwd, env: { ...process.env, TERM: "xterm", NO_COLOR: "" } });
  const ours = /\x1b\[(?:0|1|2|31|32)m/g;
  const text = stdout.toString("latin1");
  assert.match(text, ours);
  assertShowable(Buffer.from(text.replace(ours, "").replaceAll("\r\n", "\n"), "latin1"), "the terminal");
});

test("A version of Go with control characters is not published", async (t) => {
  const cwd = temporaryDirectory(t);
  const module = fs.readFileSync(buildApp("hello", "1.24")).toString("latin1").replaceAll("go1.24.4", "go1.24.\x1b");
  fs.writeFileSync(path.join(cwd, "app.wasm"), module, "latin1");
  for (const form of [[], ["--json"], ["--github"]]) {
    const run = await runShowable(["pack", "app.wasm", "--goroot", goroot, "--level", "fast", "--encodings", "gzip", "--no-cache", "--out", "site", ...form], { cwd });
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout + run.stderr, /unknown-module-version/);
  }
});

suite("A hostile manifest", () => {
  const commands = [
    ["diff", "wasmpair.json", "wasmpair.json"], ["diff", "wasmpair.json", "wasmpair.json", "--json"], ["diff", "wasmpair.json", "wasmpair.json", "--markdown"],
    ...["nginx", "apache", "caddy", "json", "netlify", "vercel"].map((server) => ["config", server]),
    ["render", "page.html", "--manifest", "wasmpair.json"], ["subjects", "."], ["subjects", ".", "--json"], ["serve", "."],
  ];

  /// A directory with the manifest that change makes of one.
  const directoryWith = (t, change) => {
    const { directory } = packedSite(t);
    fs.writeFileSync(path.join(directory, "page.html"), "<p>{{app.go}} {{wasmpair}}</p>\n");
    fs.writeFileSync(path.join(directory, "wasmpair.json"), change(readManifest(directory)));
    return directory;
  };

  /// Every text of a document, as a function that appends to it.
  const textsOf = (node, found = []) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "string") found.push((more) => { node[key] = value + more; return () => { node[key] = value; }; });
      else if (value && typeof value === "object") textsOf(value, found);
    }
    return found;
  };

  for (const [name, more] of [["control characters", hostile], ["turning marks", turning]]) {
    test(`is refused for ${name}, wherever they are read`, async (t) => {
      const { directory } = packedSite(t);
      const manifest = readManifest(directory);
      const file = path.join(directory, "wasmpair.json");
      const appends = textsOf(manifest);
      assert.ok(appends.length > 30);
      let accepted = 0;
      for (const append of appends) {
        const restore = append(more);
        fs.writeFileSync(file, JSON.stringify(manifest));
        accepted += (await runShowable(["diff", file, file])).status !== 2;
        restore();
      }
      assert.equal(accepted, 3, "the name of the generator, GOOS and GOARCH");
    });
  }

  for (const [name, more] of [["control characters", hostile], ["turning marks", turning]]) {
    test(`is shown by every command: ${name} in every text and name`, async (t) => {
      const cwd = directoryWith(t, (manifest) => {
        const { app } = manifest.bundles;
        manifest.bundles = { [`app${more}`]: app };
        for (const append of textsOf(manifest).filter((_, index) => index % 2)) append(more);
        return JSON.stringify(manifest);
      });
      for (const command of commands) await runShowable(command, { cwd });
    });
  }

  test("is refused for a name with control characters", async (t) => {
    const cwd = directoryWith(t, (manifest) => JSON.stringify({ ...manifest, bundles: { [`app${hostile}`]: manifest.bundles.app } }));
    const { status, stderr } = await runShowable(["diff", "wasmpair.json", "wasmpair.json"], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, /its name contains a control character/);
  });

  test("that is not UTF-8, not JSON or repeats a name is refused", async (t) => {
    const cwd = directoryWith(t, () => hostileBytes);
    await runShowable(commands[0], { cwd });
    fs.writeFileSync(path.join(cwd, "wasmpair.json"), `{${JSON.stringify(hostile)}: 1, ${JSON.stringify(hostile)}: 2}`);
    assert.equal((await runShowable(commands[0], { cwd })).status, 2);
  });
});

suite("A hostile server", () => {
  const head = Buffer.concat(["HTTP/1.1 200 ", hostileBytes.filter((byte) => byte !== 0x0d && byte !== 0x0a), "\r\n"].map((part) => Buffer.from(part)));
  const fields = ["Server", "Content-Type", "ETag", "Vary", "Cache-Control", "Content-Encoding", "Accept-Ranges", "Last-Modified", "Content-Range", "X-\x1b[2J"];
  const value = hostileBytes.filter((byte) => byte !== 0x0d && byte !== 0x0a);

  /// Every response has a hostile status line and hostile fields.
  const send = (response) => {
    const lines = fields.flatMap((name) => [Buffer.from(`${name}: `), Buffer.from(value), Buffer.from("\r\n")]);
    response.socket.end(Buffer.concat([head, ...lines, Buffer.from("Content-Length: 1\r\nConnection: close\r\n\r\nx")]));
    return true;
  };

  for (const form of [[], ["--json"], ["--github"], ["--github", "--json"]]) {
    test(`is reported, not obeyed: verify ${form.join(" ")}`, async (t) => {
      const { directory } = packedSite(t);
      const { url } = await correctServer(t, directory, { send });
      const run = await runShowable(["verify", url, "--manifest", path.join(directory, "wasmpair.json"), ...form]);
      assert.equal(run.status, 1, run.stderr);
      assert.match(run.stdout, /\\(x1b|u001b)\[2J/);
    });
  }

  test("may send a hostile manifest", async (t) => {
    const { directory } = packedSite(t);
    for (const more of [hostile, turning]) {
      const alter = (answer, request) => {
        if (!request.url.endsWith("wasmpair.json")) return;
        const { bundles, ...rest } = readManifest(directory);
        answer.body = JSON.stringify({ ...rest, bundles: { [`app${more}`]: { ...bundles.app, pair: "0".repeat(64) } } });
        answer.fields["Content-Length"] = Buffer.byteLength(answer.body);
      };
      const { url } = await correctServer(t, directory, { alter });
      for (const form of [[], ["--json"]]) {
        await runShowable(["verify", url, ...form]);
        await runShowable(["verify", url, "--manifest", path.join(directory, "wasmpair.json"), ...form]);
      }
    }
  });
});

test("What clients ask the preview for is shown", async (t) => {
  const { directory } = packedSite(t);
  const server = await preview(t, directory, "--verbose");
  for (const line of [`GET /${hostile} HTTP/1.1`, `G\x1b[2J / HTTP/1.1`, `GET /${turning} HTTP/1.1`, `GET /\x7f\x9b HTTP/1.1`])
    await exchange(server.port, Buffer.from(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
  await exchange(server.port, Buffer.from("GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
  await server.stop();
  assert.match(assertShowable(Buffer.from(server.stderr()), "the log"), /\/last$/m);
});

test("A hostile command line is shown in messages", async (t) => {
  const cwd = temporaryDirectory(t);
  const name = Buffer.from(hostileBytes.filter((byte) => byte !== 0x2f));
  for (const words of [
    [name], ["explain", name], ["completion", name], ["help", name], ["inspect", name], ["check", name, "--goroot", name], ["check", name, "--shim", name],
    ["inspect", Buffer.concat([Buffer.from("--"), name])], ["inspect", Buffer.concat([Buffer.from("-"), name])],
    ["diff", name, name], ["config", name], ["config", "nginx", "--manifest", name], ["config", "nginx", "--prefix", name], ["config", "s3", "--encoding", name],
    ["render", name, "--manifest", name], ["render", Buffer.concat([name, Buffer.from(".html")]), "--manifest", name, "-o", name],
    ["subjects", name], ["serve", name], ["serve", ".", "--fault", name], ["serve", ".", "--throttle", name], ["serve", ".", "--port", name],
    ["verify", name], ["verify", Buffer.concat([Buffer.from("http://127.0.0.1:1/"), name])], ["verify", "http://127.0.0.1:1/", "--certificates", name],
    ...["--name", "--base", "--template", "--nonce", "--hash-length", "--level", "--encodings", "--jobs", "--memory", "--cache", "--budget", "--budgets", "--shim", "--go", "--module-dir", "--manifest-copy", "--depfile", "--out"]
      .map((option) => ["pack", "app.wasm", "--out", "site", option, name]),
    ["pack", name, "--out", "site", "--github"], ["check", name, "--github"],
  ]) {
    const { status } = await runShowable(words, { cwd });
    assert.notEqual(status, 0, `${words}`);
  }
});

test("A file with a hostile name is reported by its name", async (t) => {
  const cwd = hostilePair(t);
  const name = Buffer.concat([Buffer.from(hostileBytes.filter((byte) => byte !== 0x2f)), Buffer.from(".wasm")]);
  fs.renameSync(path.join(cwd, "app.wasm"), Buffer.concat([Buffer.from(`${cwd}/`), name]));
  const { status, stdout } = await runShowable(["inspect", name], { cwd });
  assert.equal(status, 0);
  assert.match(stdout, /^\\x1b\[2J/);
  for (const form of [[], ["--json"], ["--github"]])
    for (const command of [["inspect", name], ["check", name, "--goroot", goroot], ["pack", name, "--goroot", goroot, "--out", "site", "--no-cache"]])
      if (command[0] !== "inspect" || form[0] !== "--github") await runShowable([...command, ...form], { cwd });
});
