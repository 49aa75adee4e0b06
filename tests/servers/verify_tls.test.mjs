// `wasmpair verify` and certificates.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack } from "../support/program.mjs";
import { correctServer } from "../support/correct_server.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-verify-"));
const site = path.join(work, "site");

suite("wasmpair verify over TLS", () => {
  let credentials;
  const certificates = path.join(work, "certificate.pem");
  before(() => {
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", site);
    const key = path.join(work, "key.pem");
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificates, ...subject], { stdio: "ignore" });
    credentials = { key: fs.readFileSync(key), cert: fs.readFileSync(certificates) };
  });

  after(() => fs.rmSync(work, { recursive: true, force: true }));

  test("finds a certificate that is not trusted, unless it was given", async (t) => {
    const server = await correctServer(t, site, { credentials });
    await assertFound(await verify(server.url), ["tls-failure"]);
    await assertFound(await verify(server.url, "--certificates", certificates), []);
  });

  test("trusts what SSL_CERT_FILE names", async (t) => {
    const server = await correctServer(t, site, { credentials });
    t.after(() => delete process.env.SSL_CERT_FILE);
    process.env.SSL_CERT_FILE = certificates;
    await assertFound(await verify(server.url), []);
    process.env.SSL_CERT_FILE = path.join(work, "none.pem");
    const run = await verify(server.url);
    assert.equal(run.status, 2);
    assert.match(run.stderr, /SSL_CERT_FILE names .*none\.pem, which does not exist/);
  });

  test("finds a redirect to http", async (t) => {
    const plain = await correctServer(t, site);
    const server = await correctServer(t, site, {
      credentials,
      send: (response, reply, request) => {
        if (reply.route?.type !== "application/wasm" || request.method !== "GET") return false;
        response.writeHead(301, { Location: new URL(request.url, plain.url).href }).end();
        return true;
      },
    });
    await assertFound(await verify(server.url, "--certificates", certificates), ["insecure-redirect"]);
  });
});
