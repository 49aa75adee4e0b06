// `wasmpair verify` against Chromium: pages with a policy load their program exactly where verify finds nothing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite } from "node:test";
import { prepareActor, test } from "../support/actor.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { releaseOf } from "../support/pages.mjs";
import { pack } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { serve } from "../support/site.mjs";
import { verify } from "../support/verify.mjs";

const wasm = "'wasm-unsafe-eval'";

/// Each row: the policy of the page, and what verify must find. worker: the program runs in one. loaderFields: of the
/// loader's response. head, tail: before and after the loader in the head. nonce: of the loader's element.
const rows = [
  { policy: "img-src 'none'", finds: [] },
  { policy: `default-src 'self' ${wasm}`, finds: [] },
  { policy: "default-src 'self'", finds: ["csp-blocks-wasm"] },
  { policy: `script-src 'self' ${wasm}; connect-src 'none'`, finds: ["connect-src"] },
  { policy: `default-src 'none'; script-src 'self' ${wasm}`, finds: ["default-src, as there is no connect-src"] },
  { policy: `script-src 'self' ${wasm}, connect-src https:`, finds: ["connect-src"] },
  { policy: `connect-src http://127.0.0.1:*/ https:; script-src 'self' ${wasm}`, finds: [] },
  { policy: `connect-src 127.0.0.1:*/actor HTTPS:; script-src 'self' ${wasm}`, finds: ["connect-src"] },
  { policy: `connect-src http:; script-src *:* ${wasm}`, finds: [] },
  { policy: `connect-src *; script-src * ${wasm}`, finds: [] },
  { policy: `connect-src *.0.0.1:*; script-src 'self' ${wasm}`, finds: [] },
  { policy: `connect-src 127.0.0.1; script-src 'self' ${wasm}`, finds: ["connect-src"] },
  { policy: `script-src-elem 'none'; script-src 'self' ${wasm}`, finds: ["script-src-elem, as there is no script-src"] },
  { policy: `script-src-elem 'self'; script-src ${wasm}`, finds: [] },
  { policy: `script-src 'nonce-abc' ${wasm}`, nonce: "abc", finds: [] },
  { policy: `script-src 'nonce-aBc' ${wasm}`, nonce: "abc", finds: ["script-src"] },
  { policy: `script-src 'strict-dynamic' 'nonce-abc' ${wasm}`, nonce: "abc", finds: [] },
  { policy: `script-src 'strict-dynamic' 'self' ${wasm}`, finds: ["script-src"] },
  { policy: `script-src http://127.0.0.1:*/loader/ ${wasm}`, finds: ["script-src"] },
  { policy: `script-src ${wasm}; script-src 'self'`, finds: ["script-src"] },
  { policy: `script-src 'none' 'self' ${wasm}`, finds: [] },
  { policy: "script-src 'none'", finds: ["csp-blocks-wasm", "script-src"] },
  { head: `<meta http-equiv=Content-Security-Policy content="connect-src &#39;none&#39;">`, finds: ["connect-src"] },
  { head: `<meta http-equiv="content-security-policy" content="connect-src 'self'">`, finds: [] },
  { head: `<div></div><meta http-equiv="content-security-policy" content="connect-src 'none'">`, finds: [] },
  { head: `<template><meta http-equiv="content-security-policy" content="connect-src 'none'"></template>`, finds: [] },
  { head: `<noscript><meta http-equiv="content-security-policy" content="connect-src 'none'"></noscript>`, finds: [] },
  { head: `<!-- <meta http-equiv="content-security-policy" content="connect-src 'none'"> -->`, finds: [] },
  { head: `<meta http-equiv="content-security-policy-report-only" content="connect-src 'none'">`, finds: [] },
  { tail: `<meta http-equiv="content-security-policy" content="script-src ${wasm}">`, finds: ["script-src"] },
  { worker: true, policy: `script-src 'self'; connect-src 'none'`, finds: [] },
  { worker: true, policy: `script-src 'self'; worker-src 'none'`, finds: ["worker-src"] },
  { worker: true, policy: `script-src 'self'; child-src 'none'`, finds: ["child-src, as there is no worker-src"] },
  { worker: true, policy: "script-src 'nonce-abc'", nonce: "abc", finds: ["script-src, as there is no worker-src"] },
  { worker: true, policy: "script-src 'nonce-abc' 'strict-dynamic'", nonce: "abc", finds: [] },
  { worker: true, policy: "default-src 'self'; child-src 'none'; worker-src 'self'", finds: [] },
  { worker: true, loaderFields: { "Content-Security-Policy": "connect-src 'none'" }, finds: ["connect-src"] },
  { worker: true, loaderFields: { "Content-Security-Policy": "script-src 'self'" }, finds: ["csp-blocks-wasm"] },
  { worker: true, loaderFields: { "Content-Security-Policy": `default-src 'self' ${wasm}` }, finds: [] },
  { worker: true, embedder: "require-corp", finds: ["coep-blocks-file"] },
  { worker: true, embedder: "credentialless", loaderFields: { "Cross-Origin-Embedder-Policy": "bogus" }, finds: ["coep-blocks-file"] },
  { worker: true, embedder: "require-corp", loaderFields: { "Cross-Origin-Embedder-Policy": "credentialless" }, finds: [] },
  { embedder: "require-corp", finds: [] },
];

const titleOf = ({ policy, head, tail, worker, loaderFields, embedder, nonce }) =>
  [policy, head, tail, embedder, loaderFields && JSON.stringify(loaderFields), nonce && `nonce ${nonce}`, worker && "in a worker"].filter(Boolean).join(", ");

/// What verify found of policies: ids, and for csp-blocks-file the directives that block.
function findingsOf({ report }) {
  const directives = ({ message }) => [...message.matchAll(/\(([^)]*)\)/g)].map((match) => match[1]);
  return report.findings
    .filter(({ id }) => /^(csp|coep)-|^broken-reference/.test(id))
    .flatMap((finding) => (finding.id === "csp-blocks-file" ? [...new Set(directives(finding))] : [finding.id]))
    .sort();
}

function markupOf(release, { head = "", tail = "", worker = false, nonce = "", attributes = "" }) {
  const data = `<script type="application/json" data-wasmpair-release>${JSON.stringify(release.data)}</script>`;
  const script = `<script type="module" nonce=${nonce || '""'} src="${release.loader}" ${attributes}></script>`;
  const region = `<section data-wasmpair-bundle="actor" ${worker ? "data-wasmpair-worker" : ""}></section>`;
  return `<!doctype html><html lang=en><head><meta charset="utf-8"><title>Test</title>${head}${data}${script}${tail}</head><body>${region}</body></html>`;
}

/// True if the program of the page's region runs.
async function runs(page) {
  const region = page.locator("section");
  if (!(await region.getAttribute("data-state"))) return false; // the loader was blocked: it has run before the load event
  await region.getByRole("button").click();
  const state = () => ["running", "ended", "failed"].find((name) => document.querySelector("section").dataset.state === name);
  return (await (await page.waitForFunction(state)).jsonValue()) !== "failed";
}

suite("wasmpair verify, compared with Chromium,", () => {
  const { directories, openAt, work } = prepareActor();
  const loaderOf = (directory) => Object.values(readManifest(directory).bundles)[0].loader.url;

  /// Serves a page of a release with these fields.
  async function servePage(t, directory, markup, fields, loader = {}) {
    const site = await serve(t, directory, {});
    const respond = (type, more) => (response, file) => {
      if (!file.endsWith("page.html") && !fs.existsSync(file)) return response.writeHead(404).end();
      const content = file.endsWith("page.html") ? markup : fs.readFileSync(file);
      response.writeHead(200, { "Content-Type": type, ...more }).end(content);
    };
    site.spoil(/page\.html$/, respond("text/html", fields));
    site.spoil(/loader\./, respond("text/javascript", loader));
    return `${site.url}page.html`;
  }

  for (const row of rows) {
    test(`judges ${titleOf(row)}`, async (t) => {
      const directory = directories["1.24"];
      const fields = {
        ...(row.policy ? { "Content-Security-Policy": row.policy } : {}),
        ...(row.embedder ? { "Cross-Origin-Embedder-Policy": row.embedder } : {}),
      };
      const release = { data: releaseOf(directory), loader: loaderOf(directory) };
      const url = await servePage(t, directory, markupOf(release, row), fields, row.loaderFields);
      const { page } = await openAt(t, url);
      assert.equal(await runs(page), row.finds.length === 0, "whether it runs in Chromium");
      assert.deepEqual(findingsOf(await verify(url)), row.finds);
    });
  }

  test("follows a base element unless base-uri forbids it", async (t) => {
    const directory = path.join(work, "based");
    const below = path.join(directory, "release");
    fs.cpSync(directories["1.24"], below, { recursive: true });
    pack(buildApp("actor", "1.24"), "--name", "actor", "--goroot", goRoot("1.24"), "--out", below, "--base", "/release/");
    fs.copyFileSync(path.join(below, "wasmpair.json"), path.join(directory, "wasmpair.json"));
    const withoutBase = (url) => path.basename(url);
    const data = JSON.parse(JSON.stringify(releaseOf(below)).replaceAll("/release/", ""));
    const markup = markupOf({ data, loader: withoutBase(loaderOf(below)) }, { head: '<base href="/release/">' });
    for (const [policy, finds] of [
      ["base-uri 'self'", []],
      ["base-uri http://127.0.0.1:*/release/", []],
      ["default-src * 'unsafe-inline' 'unsafe-eval'", []],
      ["base-uri 'none'", ["broken-reference"]],
      ["base-uri http://127.0.0.1:*/other/", ["broken-reference"]],
    ]) {
      const url = await servePage(t, directory, markup, { "Content-Security-Policy": policy });
      const { page } = await openAt(t, url);
      assert.equal(await runs(page), finds.length === 0, policy);
      const run = await verify(url);
      assert.deepEqual(findingsOf(run), finds, policy);
      for (const { cause, fix } of run.report.findings.filter(({ id }) => id === "broken-reference")) {
        assert.match(cause, /base-uri/);
        assert.match(fix, /Add 'self' to base-uri/);
      }
    }
  });

  test("judges files of another origin", async (t) => {
    const directory = path.join(work, "foreign");
    const assets = await serve(t, directory, { "Access-Control-Allow-Origin": "*" });
    pack(buildApp("actor", "1.24"), "--name", "actor", "--goroot", goRoot("1.24"), "--out", directory, "--base", assets.url);
    const release = { data: releaseOf(directory), loader: loaderOf(directory) };
    const { origin } = new URL(assets.url);
    const foreign = [
      [`script-src ${origin} ${wasm}`, {}, []],
      [`script-src 'self' ${wasm}`, {}, ["script-src"]],
      [`script-src ${origin} ${wasm}; connect-src 'self'`, {}, ["connect-src"]],
      [`script-src ${origin} blob: ${wasm}; worker-src ${origin}`, { worker: true }, ["worker-src"]],
      [`script-src ${origin} blob: ${wasm}; worker-src 'self' *`, { worker: true }, ["worker-src"]],
      [`script-src ${origin} blob: ${wasm}; worker-src blob: 'self'`, { worker: true }, ["worker-src"]],
      [`script-src ${origin} ${wasm}; worker-src blob: ${origin}`, { worker: true }, ["script-src"]],
      [`script-src ${origin} blob: ${wasm}; worker-src blob: ${origin}; connect-src 'self'`, { worker: true }, ["connect-src"]],
      [`script-src ${origin} blob:; worker-src blob: ${origin}`, { worker: true }, ["csp-blocks-wasm"]],
      [`script-src ${origin} blob: ${wasm}; worker-src blob: ${origin}; connect-src ${origin}`, { worker: true }, []],
    ];
    for (const [policy, options, finds] of foreign) {
      const markup = markupOf(release, { ...options, attributes: "crossorigin=anonymous" });
      const url = await servePage(t, directory, markup, { "Content-Security-Policy": policy });
      const { page } = await openAt(t, url);
      assert.equal(await runs(page), finds.length === 0, policy);
      assert.deepEqual(findingsOf(await verify(url)), finds, policy);
    }
  });
});
