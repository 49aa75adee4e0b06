// Firefox ESR gets the complete module by default. With its preference for dictionaries, and over https, which a private
// certificate authority may have signed, it gets the difference to the module that it has.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test as nodeTest } from "node:test";
import { correctServer } from "../support/correct_server.mjs";
import { publishDeltas } from "../support/delta_site.mjs";
import { firefoxVersion, openInFirefox } from "../support/firefox.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const test = (name, run) => nodeTest(name, { timeout: 180_000 }, run);

/// The ESR release in which the preference network.http.dictionaries.enable was tried.
const firstVersion = 153;

/// Fetches a module, and the next release's one once that is published, and reports what came. A dictionary is ready some
/// time after the response.
async function fetchBoth(first, second, tries) {
  const digest = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const load = async (url) => {
    const response = await fetch(url, { cache: "reload" });
    const bytes = await response.arrayBuffer();
    await WebAssembly.compile(bytes);
    const coding = await (await fetch("/coding")).text(); // with the preference, Content-Encoding is hidden from scripts
    return { coding, bytes: bytes.byteLength, digest: await digest(bytes) };
  };
  let report;
  try {
    report = [await load(first)];
    await fetch("/next");
    for (let time = 0; time < tries && !report[1]?.coding.startsWith("dc"); ++time) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      report[1] = await load(second);
    }
  } catch (error) {
    report = String(error);
  }
  await fetch(`/report?${encodeURIComponent(JSON.stringify(report))}`);
}

suite("Firefox ESR", () => {
  const publish = (t, coding) => publishDeltas(temporaryDirectory(t), { encodings: ["dcz", "dcz", coding] });
  let states;
  let credentials;
  let authority;
  before((t) => {
    states = publish(t, "dcb");
    const work = temporaryDirectory(t);
    const file = (name) => path.join(work, name);
    const openssl = (...words) => execFileSync("openssl", words, { stdio: "ignore" });
    authority = file("authority.pem");
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", file("authority.key"), "-out", authority, "-subj", "/CN=wasmpair test authority",
      "-addext", "basicConstraints=critical,CA:TRUE");
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", file("key.pem"), "-out", file("request.pem"), "-subj", "/CN=localhost");
    fs.writeFileSync(file("extensions"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    openssl("x509", "-req", "-in", file("request.pem"), "-CA", authority, "-CAkey", file("authority.key"), "-CAcreateserial", "-days", "2", "-out", file("certificate.pem"), "-extfile", file("extensions"));
    credentials = { key: fs.readFileSync(file("key.pem")), cert: fs.readFileSync(file("certificate.pem")) };
  });

  /// What Firefox reports of the second release and then of the third, and the requests for the latter.
  async function open(t, tries, { preferences, releases = states, ...options }) {
    const root = path.join(temporaryDirectory(t), "site");
    fs.cpSync(releases[1].directory, root, { recursive: true });
    const script = `(${fetchBoth})(${[`/${releases[1].wasm.path}`, `/${releases[2].wasm.path}`, tries].map((value) => JSON.stringify(value)).join(", ")})`;
    let report;
    let coding;
    const ended = new Promise((resolve) => { report = resolve; });
    const send = (response, reply, request) => {
      const { pathname, search } = new URL(request.url, "http://host");
      if (pathname === "/next") fs.cpSync(releases[2].directory, root, { recursive: true });
      if (pathname === "/report") report(JSON.parse(decodeURIComponent(search.slice(1))));
      if (/[.]wasm$/.test(pathname)) coding = reply.fields["Content-Encoding"] ?? "";
      if (!["/start", "/next", "/coding", "/report"].includes(pathname)) return false;
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
      response.end({ "/start": `<!doctype html><title>test</title><script>${script}</script>`, "/coding": coding }[pathname]);
      return true;
    };
    const { url, requests } = await correctServer(t, root, { send, ...options });
    const both = await openInFirefox(t, `${url}start`, ended, { preferences, authority });
    const { wasm } = readManifest(root).bundles.app;
    return { both, asked: requests.filter((request) => request.url === `/${wasm.path}`) };
  }

  function expectContents(both, codings, releases = states) {
    assert.ok(Array.isArray(both), both);
    assert.deepEqual(both.map(({ bytes, digest }) => ({ bytes, digest })), [1, 2].map((index) => ({ bytes: releases[index].wasm.bytes, digest: releases[index].wasm.sha256 })));
    assert.deepEqual(both.map(({ coding }) => coding), codings);
  }

  test("gets the complete module by default", async (t) => {
    const { both, asked } = await open(t, 3, { credentials });
    expectContents(both, ["br", "br"]);
    for (const { headers } of asked) assert.equal(headers["available-dictionary"], undefined);
  });

  for (const coding of ["dcb", "dcz"]) {
    test(`gets the difference in ${coding} with its preference, over https`, async (t) => {
      assert.ok(firefoxVersion() >= firstVersion, `this needs Firefox ${firstVersion}`);
      const releases = publish(t, coding);
      const { both, asked } = await open(t, 50, { releases, credentials, preferences: { "network.http.dictionaries.enable": true } });
      expectContents(both, ["br", coding], releases);
      assert.equal(asked.at(-1).headers["available-dictionary"], `:${Buffer.from(releases[1].wasm.sha256, "hex").toString("base64")}:`);
    });
  }

  test("gets the complete module over http, though it has the preference", async (t) => {
    const { both, asked } = await open(t, 3, { preferences: { "network.http.dictionaries.enable": true } });
    assert.ok(asked.every(({ headers }) => headers["available-dictionary"] === undefined));
    expectContents(both, both.map(({ coding }) => coding));
    assert.ok(both.every(({ coding }) => !coding.startsWith("dc")), JSON.stringify(both));
  });
});
