// The programs for Linux of tools/package --platforms, each in a root that holds nothing else.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { correctServer } from "../support/correct_server.mjs";
import { addPair, builtPlatforms, platformProgram, selfContained } from "../support/distributed.mjs";
import { EmptyRoot } from "../support/empty_root.mjs";
import { npmFixture } from "../support/fixtures.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";
import { assertSameFiles, packHere, packing } from "../support/same_release.mjs";

const machines = { x64: /X86-64/, arm64: /AArch64/ };
const pair = ["/srv/app.wasm", "--shim", "/srv/wasm_exec.js"];

/// A key and a certificate for 127.0.0.1.
function makeCertificate() {
  const work = temporaryDirectory();
  const [key, certificate] = ["key.pem", "certificate.pem"].map((name) => path.join(work, name));
  execFileSync("openssl", [
    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate,
    "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
  ], { stdio: "ignore" });
  return { key, certificate };
}

for (const platform of builtPlatforms("linux")) {
  suite(platform.name, () => {
    test("needs no library, and is protected", () => {
      const headers = execFileSync("readelf", ["--wide", "--file-header", "--program-headers", "--dynamic", platformProgram(platform)],
        { encoding: "utf8" });
      assert.match(headers, machines[platform.processor]);
      assert.doesNotMatch(headers, /INTERP|\(NEEDED\)|RPATH|RUNPATH|TEXTREL/);
      assert.match(headers, /^ +Type: +DYN /m, "position-independent");
      assert.match(headers, /^ +GNU_RELRO /m, "relocations become read-only");
      assert.match(headers, /^ +GNU_STACK .* 0x0*800000 RW +(0x)?0/m, "the stack is not executable; those of threads have 8 MiB");
    });

    let root;
    before(async () => {
      root = new EmptyRoot(platform, platformProgram(platform));
      addPair(root);
      await root.succeed("pack", ...pair, ...packing, "--out", "/srv/dist");
    });
    after(() => root.remove());

    test("checks, inspects, renders and configures in an empty root", async () => {
      assert.match(await root.succeed("--version"), /^wasmpair \d/);
      await root.succeed("check", ...pair);
      assert.match(await root.succeed("inspect", "/srv/app.wasm"), /go1\.24/);
      root.write("/srv/page.html", "{{each bundle in bundles}}<p>{{text bundle.name}}</p>{{end}}\n");
      const manifest = ["--manifest", "/srv/dist/wasmpair.json"];
      assert.equal(await root.succeed("render", "/srv/page.html", ...manifest), "<p>app</p>\n");
      assert.match(await root.succeed("config", "nginx", ...manifest), /location/);
    });

    test("publishes the same bytes as the program for this machine", async () => {
      const here = path.join(temporaryDirectory(), "dist");
      await packHere(root.path("/srv/app.wasm"), "--shim", root.path("/srv/wasm_exec.js"), ...packing, "--out", here);
      assertSameFiles(root.path("/srv/dist"), here);
    });

    test("serves what verify finds correct", async (t) => {
      const url = await root.start(t, "serve", "/srv/dist", "--port", "0");
      await root.succeed("verify", url);
    });

    test("verifies https sites with the certificates that it is given", async (t) => {
      const { key, certificate } = makeCertificate();
      const credentials = { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) };
      const { url } = await correctServer(t, root.path("/srv/dist"), { credentials });
      const without = await root.run("verify", url);
      assert.equal(without.status, 2);
      assert.match(without.stderr, /no trusted certificates/);
      root.add(certificate, "/srv/certificate.pem");
      await root.succeed("verify", url, "--certificates", "/srv/certificate.pem");
      root.add(makeCertificate().certificate, "/srv/certificate.pem");
      const distrusting = await root.run("verify", url, "--certificates", "/srv/certificate.pem");
      assert.equal(distrusting.status, 1);
      assert.match(distrusting.stdout, /tls-failure/);
    });
  });
}

// Not under an emulator, which takes minutes.
for (const platform of builtPlatforms("linux").filter(({ run }) => run === "native")) {
  test(`${platform.name} publishes the same differences between two releases of a large program`, async () => {
    const work = temporaryDirectory();
    const releases = ["esbuild-wasm-0.28.1", "esbuild-wasm-0.28.2"];
    for (const [name, program] of Object.entries({ here: selfContained, there: platformProgram(platform) })) {
      const dist = path.join(work, name);
      for (const stem of releases) {
        const words = [npmFixture(stem, "esbuild.wasm"), "--shim", npmFixture(stem, "wasm_exec.js"), ...packing, "--out", dist];
        if (fs.existsSync(dist)) words.push("--previous", dist, "--deltas", "1", "--deltas-encoding", "dcb");
        const { status, stderr } = await run(program, ["pack", ...words]);
        assert.equal(status, 0, stderr);
      }
    }
    assert.ok(fs.readdirSync(path.join(work, "here")).some((name) => name.endsWith(".dcb")));
    assertSameFiles(path.join(work, "there"), path.join(work, "here"));
  });
}
