// The output of `wasmpair config` for hosts that no test can run: upload scripts run with substitutes for aws and
// gcloud, and rules are compared with the routes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { ledgerName, readManifest } from "../support/release.mjs";

const hostile = "it's \"$(touch pwned)\" `x` & ;.html";
const uploaders = { s3: ["aws", "s3", "cp"], gcs: ["gcloud", "storage", "cp"] };

suite("configurations for hosts", () => {
  /// A release with a page that has a hostile name: { directory, manifest, ledger, write(server, …options) }.
  function publish(t) {
    const directory = path.join(temporaryDirectory(t), "my site");
    pack(buildApp("hello", "1.24"), "--goroot", goRoot("1.24"), "--name", "app", "--out", directory, "--base", "/a/");
    const file = path.join(directory, "wasmpair.json");
    const manifest = readManifest(directory);
    const page = { path: hostile, url: `/a/${encodeURIComponent(hostile)}`, type: "text/html; charset=utf-8", cacheControl: "no-cache" };
    manifest.pages.push(page);
    fs.writeFileSync(path.join(directory, hostile), "");
    fs.writeFileSync(file, JSON.stringify(manifest));
    const ledger = ledgerName(directory);
    fs.copyFileSync(file, path.join(directory, ledger));
    const write = (...words) => {
      const run = wasmpair(["config", ...words, "--manifest", file]);
      assert.equal(run.status, 0, run.stderr);
      return run.stdout;
    };
    return { directory, manifest, ledger, write };
  }

  for (const [server, [program, ...verb]] of Object.entries(uploaders)) {
    test(`the script for ${server} uploads what the routes say, with the manifest last`, (t) => {
      const { directory, manifest, ledger, write } = publish(t);
      const work = temporaryDirectory(t);
      const script = path.join(work, "upload.sh");
      fs.writeFileSync(script, write(server, "--encoding", "br"));
      // SC2016 is intended: nothing is expanded.
      const lint = spawnSync("shellcheck", ["--exclude=SC2016", script], { encoding: "utf8" });
      assert.equal(lint.status, 0, lint.stdout);

      fs.writeFileSync(path.join(work, program), `#!/bin/sh\nprintf '%s\\0' "$@" >>'${work}/calls'\nprintf '\\n' >>'${work}/calls'\n`);
      fs.chmodSync(path.join(work, program), 0o755);
      const run = spawnSync("sh", [script, "x://bucket name/a", directory], {
        cwd: work, encoding: "utf8", env: { PATH: `${work}:${process.env.PATH}` },
      });
      assert.deepEqual([run.status, run.stderr], [0, ""]);
      const lines = fs.readFileSync(path.join(work, "calls"), "utf8").split("\n").slice(0, -1);
      const calls = lines.map((line) => line.split("\0").slice(0, -1));
      const call = (source, name, type, cache, ...more) => [
        ...verb, `${directory}/${source}`, `x://bucket name/a/${name}`, `--content-type=${type}`, `--cache-control=${cache}`, ...more,
      ];
      const { app } = manifest.bundles;
      const files = [app.wasm, app.loader, app.runner, app.shim];
      assert.deepEqual(calls, [
        ...files.map(({ path: name, type, cacheControl }) =>
          call(`${name}.br`, name, type, cacheControl, "--content-encoding=br")),
        call(ledger, ledger, "application/json", app.wasm.cacheControl),
        ...["index.html", hostile].map((name) => call(name, name, "text/html; charset=utf-8", "no-cache")),
        call("wasmpair.json", "wasmpair.json", "application/json", "no-cache"),
      ]);
      assert.equal(fs.existsSync(path.join(work, "pwned")), false);
    });

    test(`the script for ${server} stops when an upload fails, and explains its usage`, (t) => {
      const { directory, write } = publish(t);
      const work = temporaryDirectory(t);
      const script = path.join(work, "upload.sh");
      fs.writeFileSync(script, write(server));
      fs.writeFileSync(path.join(work, program), `#!/bin/sh\necho once >>'${work}/calls'\nexit 1\n`);
      fs.chmodSync(path.join(work, program), 0o755);
      const env = { PATH: `${work}:${process.env.PATH}` };
      assert.equal(spawnSync("sh", [script, "x://bucket", directory], { env }).status, 1);
      assert.equal(fs.readFileSync(path.join(work, "calls"), "utf8"), "once\n");
      assert.match(spawnSync("sh", [script], { env, encoding: "utf8" }).stderr, /usage: sh upload/);
    });
  }

  /// The header fields of the only rule for a path; some hosts would merge two rules.
  function onlyRule(rules, url) {
    const matching = rules.filter(({ matches }) => matches(url));
    assert.equal(matching.length, 1, `${url}: ${matching.length} rules`);
    return matching[0].headers;
  }

  const readers = {
    vercel: (text) => JSON.parse(text).headers.map(({ source, headers }) => ({
      // The rules use only groups of path-to-regexp.
      matches: (url) => new RegExp(`^${source.replace(/(^|\))[^(]*/g, (plain) => plain.replaceAll(".", "\\."))}$`).test(url),
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    })),
    firebase: (text) => JSON.parse(text).hosting.headers.map(({ regex, headers }) => ({
      matches: (url) => new RegExp(regex).test(decodeURIComponent(url)),
      headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    })),
    netlify: readHeadersFile,
    cloudflare: readHeadersFile,
  };

  function readHeadersFile(text) {
    const rules = [];
    for (const line of text.split("\n").filter((line) => line && !line.startsWith("#"))) {
      if (line.startsWith("/")) rules.push({ matches: (url) => decodeURIComponent(url) === decodeURIComponent(line), headers: {} });
      else Object.assign(rules.at(-1).headers, Object.fromEntries([line.trim().split(/: (.*)/).slice(0, 2)]));
    }
    return rules;
  }

  for (const [server, read] of Object.entries(readers)) {
    test(`each route has one rule of ${server} with the same fields`, (t) => {
      const { ledger, write } = publish(t);
      const rules = read(write(server));
      const { routes } = JSON.parse(write("json"));
      assert.ok(routes.length >= 7);
      assert.match(routes.find(({ path: name }) => name === ledger).cacheControl, /immutable/);
      for (const { url, path: name, type, cacheControl } of routes) {
        const expected = { "Content-Type": type, "Cache-Control": cacheControl, "X-Content-Type-Options": "nosniff" };
        assert.deepEqual(onlyRule(rules, url), expected);
        if (name === "index.html") assert.deepEqual(onlyRule(rules, "/a/"), expected);
      }
      for (const url of ["/a/app.wasm", "/a/wasm_exec.js", "/wasmpair.json", "/a/other.css"]) {
        assert.equal(rules.filter(({ matches }) => matches(url)).length, 0, url);
      }
    });
  }
});
