// Vite in a project of the tests.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { openPage } from "./browser.mjs";

/// Starts Vite until the test ends: { printed(pattern), child, ended }. printed() resolves with the match as soon as Vite
/// has printed it, and discards all output up to it. ended: a promise that rejects with Vite's output when it ends.
export function startVite(t, { directory, env }, ...words) {
  const child = spawn("node_modules/.bin/vite", words, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill());
  let text = "";
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { text += chunk; look(); });
  const ended = new Promise((_, reject) => child.on("exit", (code) => reject(new Error(`vite ended with ${code}:\n${text}`))));
  ended.catch(() => {}); // it also rejects when the test stops Vite
  const printed = (pattern) => Promise.race([ended, new Promise((resolve) => {
    look = () => {
      const match = pattern.exec(text);
      if (!match) return;
      text = text.slice(match.index + match[0].length);
      look = () => {};
      resolve(match);
    };
    look();
  })]);
  return { printed, child, ended };
}

/// Starts the development server, and opens its page: { url, page, lines, vite }. options: of Playwright, for the context.
export async function develop(t, place, browser, options = {}) {
  const vite = startVite(t, place, "--port", "0", "--host", "127.0.0.1");
  const [, url] = await vite.printed(/Local: +(http:\S+)/);
  const { page, console: lines } = await openPage(t, browser, url, options);
  return { url, page, lines, vite };
}

export function edit({ directory }, file, from, to) {
  const text = fs.readFileSync(path.join(directory, file), "utf8");
  assert.ok(text.includes(from), file);
  fs.writeFileSync(path.join(directory, file), text.replace(from, to));
}

export function succeed(run) {
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return run.stdout;
}

/// Clicks the page's button and waits until the program ends.
export async function runProgram(page) {
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("ended with 0").waitFor();
}

/// The page's program runs in a worker that the page makes.
export function runInOwnWorker(place) {
  const { directory } = place;
  fs.renameSync(path.join(directory, "src/main.js"), path.join(directory, "src/program.js"));
  edit(place, "src/program.js", 'const output = document.querySelector("output");', "const output = {};");
  edit(place, "src/program.js", 'document.querySelector("button").addEventListener("click", async () => {', "onmessage = async () => {");
  edit(place, "src/program.js", "  }\n});", "  }\n  postMessage(output.value);\n};");
  fs.writeFileSync(path.join(directory, "src/main.js"), `
const worker = new Worker(new URL("./program.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => { document.querySelector("output").value = data; };
worker.onerror = ({ message }) => { document.querySelector("output").value = message; };
document.querySelector("button").addEventListener("click", () => worker.postMessage("run"));
`);
}

/// The contents of the files in a directory, by path.
export const contents = (directory) => Object.fromEntries(fs.readdirSync(directory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => [path.join(entry.parentPath, entry.name), fs.readFileSync(path.join(entry.parentPath, entry.name), "base64")]));
