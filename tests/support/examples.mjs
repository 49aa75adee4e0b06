// The programs in examples/, started as their README says.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { goEnvironment } from "./go_command.mjs";
import { writePackage } from "./go_server.mjs";
import { exampleModules } from "./packages.mjs";
import { temporaryDirectory, wasmpair } from "./program.mjs";
import { serve } from "./site.mjs";

export const examples = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../examples");

/// Debian's, because another python3 in PATH lacks Debian's packages.
const python = "/usr/bin/python3";

/// Each starts an example for a published directory, and resolves with the URL of its page.
export const starters = {
  "Go's html/template": (test, site) => run(test, buildGo(test), [site, "0"]),
  "Jinja2": (test, site) => run(test, python, ["with_jinja2.py", site, "0"], path.join(examples, "python")),
  "Django": (test, site) => run(test, python, ["with_django.py", site, "0"], path.join(examples, "python")),
  "Handlebars on Express": (test, site) => {
    const directory = path.join(temporaryDirectory(test), "express-handlebars");
    fs.cpSync(path.join(examples, "express-handlebars"), directory, { recursive: true });
    fs.symlinkSync(exampleModules("express-handlebars"), path.join(directory, "node_modules"));
    return run(test, process.execPath, ["server.mjs", site, "0"], directory);
  },
  "a plain static page": async (test, site) => {
    const template = path.join(examples, "static/program.html");
    const manifest = path.join(site, "wasmpair.json");
    const rendered = wasmpair(["render", template, "--manifest", manifest, "-o", path.join(site, "program.html")]);
    if (rendered.status !== 0) throw new Error(`wasmpair render ended with ${rendered.status}:\n${rendered.stderr}`);
    const root = temporaryDirectory(test);
    const { base } = JSON.parse(fs.readFileSync(manifest, "utf8"));
    fs.symlinkSync(site, path.join(root, path.basename(base)));
    const { url } = await serve(test, root, {}); // the page has its own policy
    return new URL(`${base}program.html`, url).href;
  },
};

/// Starts a server whose first line of output is its URL; it stops when the test ends.
async function run(test, command, args, cwd) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  test.after(() => child.kill());
  let messages = "";
  child.stderr.on("data", (text) => { messages += text; });
  const failed = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}:\n${messages}`)));
  });
  failed.catch(() => {}); // it also rejects when the test stops the server
  const firstLine = new Promise((resolve) => { readline.createInterface(child.stdout).once("line", resolve); });
  return Promise.race([firstLine, failed]);
}

/// Builds the example with the package that `wasmpair config go` writes into it.
function buildGo(test) {
  const directory = path.join(temporaryDirectory(test), "go-html-template");
  fs.cpSync(path.join(examples, "go-html-template"), directory, { recursive: true });
  writePackage(path.join(directory, "assets"));
  const env = { ...goEnvironment(), CGO_ENABLED: "0" };
  execFileSync("go", ["build", "-o", "page", "."], { cwd: directory, env, stdio: ["ignore", "ignore", "inherit"] });
  return path.join(directory, "page");
}
