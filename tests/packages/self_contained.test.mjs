// The self-contained program in the root of a Debian 12 without any library packages.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DebianRoot } from "../support/debian_root.mjs";
import { addPair, selfContained, smokeTest } from "../support/distributed.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { correctServer } from "../support/correct_server.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const objdump = (option) => execFileSync("objdump", [option, selfContained], { encoding: "utf8", maxBuffer: 1 << 28 });

test("needs only the C library, and no later version than the README says", () => {
  const needed = [...objdump("-p").matchAll(/^ +NEEDED +(\S+)/gm)].map(([, name]) => name.replace(/^ld-linux.*/, "ld-linux"));
  assert.deepEqual(needed.sort(), ["ld-linux", "libc.so.6", "libm.so.6"]);
  const versions = [...objdump("-T").matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
  const readme = fs.readFileSync(path.join(source, "README.md"), "utf8");
  assert.match(readme, new RegExp(`glibc 2\\.${Math.max(...versions)} or later`));
});

test("includes the notices of its libraries", () => {
  const notices = fs.readFileSync(`${selfContained}.copyright`, "utf8");
  const packages = [...notices.matchAll(/^== (.*)$/gm)].map(([, name]) => name);
  for (const part of ["brotli", "curl", "deflate", "fmt", "gcc", "idn2", "nghttp2", "nlohmann", "ssl", "zlib", "zstd"]) {
    assert.ok(packages.some((name) => name.includes(part)), `${part}: ${packages.join(" ")}`);
  }
});

test("contains no path of the machine that built it", () => {
  const content = fs.readFileSync(selfContained, "latin1");
  for (const place of [process.env.HOME, source]) {
    assert.ok(place.length > 4 && !content.includes(`${place}/`), place);
  }
});

suite("the self-contained program in a clean root", () => {
  let root;
  before(() => {
    root = new DebianRoot();
    root.add(selfContained, "/usr/local/bin/wasmpair");
    addPair(root);
  });
  after(() => root.remove());

  test("packs, checks, serves and verifies", async (t) => {
    await smokeTest(t, root);
  });

  test("verifies https sites with the system's certificates, wherever a distribution has them", async (t) => {
    const work = temporaryDirectory(t);
    const [key, certificate] = ["key.pem", "certificate.pem"].map((name) => path.join(work, name));
    execFileSync("openssl", [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate,
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
    ], { stdio: "ignore" });
    const credentials = { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) };
    const server = await correctServer(t, root.path("/srv/dist"), { credentials });
    const url = server.url.replace("127.0.0.1", "localhost");

    const without = await root.run("wasmpair", "verify", url);
    assert.equal(without.status, 2);
    assert.match(without.stderr, /no trusted certificates.*\n +Install them/);
    for (const place of [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]) {
      root.add(certificate, place);
      await root.succeed("wasmpair", "verify", url);
      fs.rmSync(root.path(place));
    }
    const others = path.join(work, "others.pem");
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", others, "-subj", "/CN=other"], { stdio: "ignore" });
    root.add(others, "/etc/ssl/certs/ca-certificates.crt");
    const distrusting = await root.run("wasmpair", "verify", url);
    assert.equal(distrusting.status, 1);
    assert.match(distrusting.stdout, /tls-failure/);
  });
});
