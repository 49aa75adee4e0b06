// `wasmpair verify` of a URL with a user and a password: they reach their own origin, and nobody reads them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { correctServer } from "../support/correct_server.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, program, temporaryDirectory } from "../support/program.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const isModule = ({ route }) => route?.type === "application/wasm";

suite("wasmpair verify with credentials", () => {
  let work;
  let site;
  before(() => {
    work = temporaryDirectory();
    site = path.join(work, "site");
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", site);
  });

  test("sends a password to its origin only, and shows it nowhere", async (t) => {
    const expected = `Basic ${Buffer.from("gopher:pass word").toString("base64")}`;
    const withUser = (url) => url.replace("//", "//gopher:pass%20word@");
    const other = await correctServer(t, site);
    const server = await correctServer(t, site, {
      send: (response, reply, request) => {
        if (request.headers.authorization !== expected) return response.writeHead(401).end() && true;
        if (!isModule(reply)) return false;
        response.writeHead(307, { Location: withUser(new URL(request.url, other.url).href) }).end();
        return true;
      },
    });
    const { host } = new URL(other.url);
    const allowed = await verify(withUser(server.url), "--allow-host", host);
    await assertFound(allowed, []);
    assert.equal(allowed.report.url, `${server.url}wasmpair.json`);
    assert.ok(other.requests.length > 0 && other.requests.every(({ headers }) => !headers.authorization));
    await assertFound(await verify(server.url), ["refused"]);
    for (const options of [[], ["--json"], ["--github"]]) {
      const summary = path.join(work, "summary.md");
      fs.rmSync(summary, { force: true });
      const child = spawn(program, ["verify", withUser(server.url), ...options], { env: { ...process.env, GITHUB_STEP_SUMMARY: summary } });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => { output += data; });
      assert.equal(await new Promise((resolve) => child.on("close", resolve)), 1);
      if (fs.existsSync(summary)) output += fs.readFileSync(summary, "utf8");
      assert.match(output, /other-origin/);
      assert.doesNotMatch(output, /gopher|pass.{0,3}word/);
    }
  });

  test("shows no password of a manifest's base", async (t) => {
    const foreign = path.join(work, "with-password");
    fs.cpSync(site, foreign, { recursive: true });
    const server = await correctServer(t, foreign);
    const manifest = JSON.parse(fs.readFileSync(path.join(site, "wasmpair.json"), "utf8"));
    for (const bundle of Object.values(manifest.bundles))
      for (const file of [bundle.wasm, bundle.shim, bundle.loader]) file.url = `http://gopher:password@cdn.example/${file.path}`;
    fs.writeFileSync(path.join(foreign, "wasmpair.json"), JSON.stringify(manifest));
    const run = await verify(server.url);
    assert.equal(run.status, 1, run.stderr);
    assert.doesNotMatch(JSON.stringify(run.report), /gopher|password/);
  });

  test("explains why it cannot start, without passwords", async () => {
    for (const url of ["ftp://gopher:password@127.0.0.1/", "http://gopher:pass#password@127.0.0.1/"]) {
      const run = await verify(url);
      assert.equal(run.status, 2);
      assert.doesNotMatch(run.stderr, /gopher|password/);
    }
    const run = await verify("http://127.0.0.1:1/", "--manifest", "http://gopher:password@127.0.0.1/wasmpair.json");
    assert.equal(run.status, 2);
    assert.doesNotMatch(run.stderr, /gopher|password/);
  });
});
