// The package that `wasmpair config go` writes, in the server of tests/servers/go-server.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { goEnvironment, source } from "./go_command.mjs";
import { wasmpair } from "./program.mjs";

/// Writes the package, with the release that `publish(directory)` packs embedded, and compiles the server with it:
/// { command, generated }, the program's path and the directory of the package.
export function buildGoServer(directory, publish) {
  const folder = path.join(directory, "go-server");
  const generated = path.join(folder, "generated");
  fs.cpSync(path.join(source, "tests/servers/go-server"), folder, { recursive: true });
  writePackage(generated, "--package", "assets", "--embed");
  fs.writeFileSync(path.join(generated, "go.mod"), "module goserver\n\ngo 1.22\n");
  publish(generated);
  const pinned = fs.readFileSync(path.join(folder, "go.mod"), "utf8");
  fs.writeFileSync(path.join(folder, "go.mod"), pinned.replace("../../../templates/go-server", "./generated"));
  const command = path.join(directory, "server");
  execFileSync("go", ["build", "-o", command, "."], { cwd: folder, env: goEnvironment(), stdio: ["ignore", "ignore", "inherit"] });
  return { command, generated };
}

/// Writes the Go package into a directory.
export function writePackage(directory, ...options) {
  const run = wasmpair(["config", "go", ...options, "-o", directory]);
  if (run.status !== 0) throw new Error(run.stderr);
}

/// Starts the server until the test ends: { url, log }. url ends in "/".
export async function startGoServer(test, command, ...options) {
  const child = spawn(command, options, { stdio: ["ignore", "pipe", "pipe"] });
  test.after(() => child.kill());
  let messages = "";
  child.stderr.on("data", (text) => { messages += text; });
  const url = await new Promise((resolve, reject) => {
    readline.createInterface(child.stdout).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${messages}`)));
  });
  return { url, log: () => messages };
}
