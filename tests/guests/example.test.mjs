// The example of a guest and its server: as tools/demo --guest builds it, with the package that wasmpair writes.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { after, test } from "node:test";
import { goEnvironment, source } from "../support/go_command.mjs";

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-example-"));
after(() => fs.rmSync(directory, { recursive: true }));
const render = path.join(directory, "render");
const server = path.join(directory, "server");

function run(cwd, command, args, variables = {}) {
  return execFileSync(command, args, { cwd, env: { ...goEnvironment(), ...variables }, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

test("wasmpair writes the packages of the guest and of its host", () => {
  for (const folder of ["render", "server"]) fs.cpSync(path.join(source, "examples/guest", folder), path.join(directory, folder), { recursive: true });
  run(directory, process.env.WASMPAIR, ["guest", "--sdk", "render/guest"]);
  run(render, "go", ["build", "-buildmode=c-shared", "-o", "../render.wasm", "."], { GOOS: "wasip1", GOARCH: "wasm" });
  run(directory, process.env.WASMPAIR, ["guest", "render.wasm", "--out", "server/renderguest", "--package", "renderguest", "--no-cache"]);
  run(directory, process.env.WASMPAIR, ["guest", "--check", "--out", "server/renderguest"]);
});

test("the written package is formatted, vetted, and passes its own tests", () => {
  assert.equal(run(server, "gofmt", ["-l", "."]), "");
  run(server, "go", ["vet", "./..."]);
  assert.match(run(server, "go", ["test", "-count=1", "./renderguest"]), /^ok\s/m);
});

test("alice's calls succeed beside mallory's", { timeout: 600_000 }, async () => {
  run(server, "go", ["build", "-o", "../guest-server", "."]);
  const child = spawn(path.join(directory, "guest-server"), ["-listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  after(() => child.kill("SIGKILL"));
  const lines = readline.createInterface({ input: child.stdout });
  const [line] = await new Promise((resolve, reject) => {
    lines.once("line", (text) => resolve([text]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const url = /http:\/\/[^ ]+/.exec(line)[0];
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /Two tenants/);
  const events = await fetch(`${url}/events`);
  let text = "";
  for await (const chunk of events.body) {
    text += Buffer.from(chunk).toString();
    const state = text.split("\n\n").filter((event) => event.startsWith("data: {")).slice(0, -1).map((event) => JSON.parse(event.slice(6))).at(-1);
    if (state?.tenants.alice?.results.done > 3 && state.tenants.mallory?.calls > 20) {
      assert(Object.keys(state.tenants.mallory.results).some((result) => result !== "done"));
      return;
    }
  }
  assert.fail("the server closed the stream of events");
});
