// Three releases of one site, with deltas between them; a scripted server of them; and visits in a browser.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { buildSource } from "./apps.mjs";
import { correctServer } from "./correct_server.mjs";
import { laterLibbrotli } from "./deltas.mjs";
import { goRoot } from "./fixtures.mjs";
import { packIn } from "./program.mjs";
import { readManifest } from "./release.mjs";

const words = ["first", "second", "third"];

/// Publishes releases of a program that writes "the first release", and so on, into `work`, one after the other:
/// [{ directory, wasm, text }], the directory as it is after each, the module of the bundle "app", and what it writes.
/// encodings: in which each has its deltas. bundles: further ones, which are the same in each.
export function publishDeltas(work, { bundles = [], encodings = words.map(() => "dcz"), options = [] } = {}) {
  const directory = path.join(work, "site");
  return words.map((word, index) => {
    const files = ["app", ...bundles].map((name) => {
      const file = path.join(work, word, `${name}.wasm`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      const text = name === "app" ? textOf(word) : `the bundle ${name}`;
      fs.copyFileSync(buildSource(text.replaceAll(" ", "-"), `package main\n\nfunc main() { println("${text}") }\n`, "1.24"), file);
      return file;
    });
    packIn(laterLibbrotli, ...files, "--goroot", goRoot("1.24"), "--out", directory, "--previous", directory, "--deltas", "2",
      "--deltas-encoding", encodings[index], ...options);
    const state = path.join(work, `after-${word}`);
    fs.cpSync(directory, state, { recursive: true });
    return { directory: state, wasm: readManifest(directory).bundles.app.wasm, text: textOf(word) };
  });
}

function textOf(word) { return `the ${word} release`; }

/// Serves a directory as correctServer does: { url, requests }.
/// deltaFor(delta, request): the delta to send for the module, from the one that was asked for (undefined: none), each
/// { body, coding }; "" as the coding leaves Content-Encoding out.
export function serveDeltas(test, directory, { deltaFor, ...options }) {
  const alter = (reply, request) => {
    if (!reply.route?.deltas?.length || reply.status !== 200) return;
    const delta = deltaFor(reply.delta && { body: reply.body, coding: reply.encoding }, request);
    if (!delta) return;
    reply.body = delta.body;
    delete reply.fields["Content-Encoding"];
    if (delta.coding) reply.fields["Content-Encoding"] = delta.coding;
    reply.fields["Content-Length"] = delta.body.length;
    reply.fields.ETag = `"${crypto.createHash("sha256").update(delta.body).digest("hex").slice(0, 32)}"`;
  };
  return correctServer(test, directory, { alter, ...options });
}

/// Opens a page of a context until its program has written the text: what was fetched of the module, in order, and the
/// retries.
export async function visit(context, url, text) {
  const page = await context.newPage();
  const retries = [];
  await page.exposeFunction("tellRetry", (detail) => retries.push(detail));
  await page.addInitScript(() => addEventListener("wasmpair:retry", ({ detail }) => globalThis.tellRetry({ code: detail.code, next: detail.next })));
  const written = new Promise((resolve, reject) => {
    page.on("console", (message) => { if (message.text().includes(text)) resolve(); });
    page.exposeFunction("tellError", (message) => reject(new Error(message))).catch(reject);
  });
  written.catch(() => {}); // until it is awaited
  await page.addInitScript(() => addEventListener("wasmpair:error", ({ detail }) => globalThis.tellError(String(detail.error?.message ?? detail.message))));
  await page.goto(String(url));
  await written;
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource")
    .filter(({ name }) => /[.]wasm([?]|$)/.test(name))
    .map(({ name, transferSize, encodedBodySize, decodedBodySize }) => ({ query: new URL(name).search, transferSize, encodedBodySize, decodedBodySize })));
  await page.close();
  return { fetched, retries };
}
