// Releases with deltas, a scripted server of them, and visits of them in a browser.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { buildSource } from "./apps.mjs";
import { correctServer } from "./correct_server.mjs";
import { goRoot } from "./fixtures.mjs";
import { pack, temporaryDirectory } from "./program.mjs";
import { readManifest } from "./release.mjs";

const words = ["first", "second", "third"];

/// Packs releases of a program that writes "the first release", and so on: the state of the directory after each,
/// { directory, wasm, text }.
export function packReleases(test, ...options) {
  const work = temporaryDirectory(test);
  const directory = path.join(work, "site");
  return words.map((word) => {
    const module = buildSource(word, `package main\n\nfunc main() { println("the ${word} release") }\n`, "1.24");
    pack(module, "--name", "app", "--page", "app", "--goroot", goRoot("1.24"), "--out", directory, "--previous", directory, "--deltas", "2", ...options);
    const state = path.join(work, `after-${word}`);
    fs.cpSync(directory, state, { recursive: true });
    return { directory: state, wasm: readManifest(directory).bundles.app.wasm, text: `the ${word} release` };
  });
}

/// Serves a directory as correctServer does, with its deltas: { url, requests }.
/// deltaFor(delta, request): the delta to send, from the one that the request asks for (undefined: none), each
/// { body, coding }; "" as the coding leaves Content-Encoding out.
export function serveDeltas(test, directory, { deltaFor = (delta) => delta, ...options } = {}) {
  const alter = (reply, request) => {
    const { wasm } = readManifest(directory).bundles.app;
    if (new URL(request.url, "http://host").pathname !== `/${wasm.path}` || reply.status !== 200) return;
    reply.fields.Vary = "Accept-Encoding, Available-Dictionary";
    reply.fields["Use-As-Dictionary"] = `match="${wasm.dictionary.match}"`;
    const delta = deltaFor(request.url.includes("?") ? undefined : askedFor(directory, wasm, request), request);
    if (!delta) return;
    Object.assign(reply, { body: delta.body });
    delete reply.fields["Content-Encoding"];
    if (delta.coding) reply.fields["Content-Encoding"] = delta.coding;
    reply.fields["Content-Length"] = delta.body.length;
    reply.fields.ETag = `"${crypto.createHash("sha256").update(delta.body).digest("hex").slice(0, 32)}"`;
  };
  return correctServer(test, directory, { alter, ...options });
}

function askedFor(directory, wasm, { headers }) {
  const accepted = (headers["accept-encoding"] ?? "").split(/, */);
  const asked = wasm.deltas.find(({ encoding, from }) => accepted.includes(encoding)
    && headers["available-dictionary"] === `:${Buffer.from(from.sha256, "hex").toString("base64")}:`);
  return asked && { body: fs.readFileSync(path.join(directory, asked.path)), coding: asked.encoding, from: asked.from };
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
