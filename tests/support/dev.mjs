// `wasmpair dev`, started for a test in a Go module of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { fixturesDirectory, goRoot } from "./fixtures.mjs";
import { program, temporaryDirectory } from "./program.mjs";

const patience = 60_000; // milliseconds, on a machine that does much else

export const mainFile = (text, { imports = [], more = "" } = {}) => `package main

import (
${["fmt", "syscall/js", ...imports].map((name) => `\t${JSON.stringify(name)}`).join("\n")}
)

func main() {
	fmt.Println(${text})
	js.Global().Get("document").Get("body").Set("textContent", ${text})
	${more}
	select {}
}
`;

/// A module with one program: { directory, write(file, text), remove(file), move(from, to) }.
export function goModule(files = { "main.go": mainFile('"first"') }) {
  const directory = path.join(temporaryDirectory(), "module");
  const at = (file) => path.join(directory, file);
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
    fs.writeFileSync(at(file), text);
  };
  write("go.mod", "module example.com/app\n\ngo 1.22\n");
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { directory, write, remove: (file) => fs.rmSync(at(file), { recursive: true }), move: (from, to) => fs.renameSync(at(from), at(to)) };
}

/// The environment in which the go command of the fixtures uses nothing of this machine's. temporary: TMPDIR.
export function devEnvironment(temporary) {
  const goroot = goRoot("1.24");
  return {
    ...process.env,
    PATH: `${path.join(goroot, "bin")}:${process.env.PATH}`,
    TMPDIR: temporary,
    GOROOT: "",
    GOCACHE: path.join(fixturesDirectory(), "go-build"),
    GOENV: "off", GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "", GOPROXY: "off",
    NO_COLOR: "1",
  };
}

/// Runs `wasmpair dev` in the module until the test ends:
/// { url, port, pid, temporary, output(), wrote(pattern), printed(pattern), forget(), stop(signal) }.
/// temporary: its TMPDIR, which nobody else uses. wrote(): waits until what it printed matches. printed(): waits until
/// what it printed since forget() matches, and forgets that. An option { temporary } chooses the TMPDIR.
export async function dev(test, module, ...words) {
  const options = words.filter((word) => typeof word === "string");
  const { temporary = temporaryDirectory(), environment } = words.find((word) => typeof word === "object") ?? {};
  const child = spawn(program, ["dev", ...(options.includes("--port") ? [] : ["--port", "0"]), ...options], {
    cwd: module.directory, env: { ...devEnvironment(temporary), ...environment }, stdio: ["ignore", "pipe", "pipe"],
  });
  const log = logOf(child);
  const ended = once(child, "close").then(([status, signal]) => status ?? signal);
  const stop = (signal = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  test.after(() => stop("SIGTERM"));
  const line = once(readline.createInterface({ input: child.stdout }), "line");
  const first = await Promise.race([line, ended]);
  if (!Array.isArray(first)) throw new Error(`wasmpair dev ended with ${first}:\n${log.output()}`);
  return { ...log, url: first[0], port: Number(new URL(first[0]).port), pid: child.pid, temporary, ended, stop };
}

function logOf(child) {
  let all = "";
  let read = 0;
  const waiting = new Set();
  child.stderr.setEncoding("utf8").on("data", (text) => {
    all += text;
    for (const look of waiting) look();
  });
  const printed = (pattern) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(look);
      reject(new Error(`${pattern} was not printed:\n${all.slice(read)}\nBefore:\n${all.slice(0, read)}`));
    }, patience);
    const look = () => {
      const match = pattern.exec(all.slice(read));
      if (!match) return;
      read += match.index + match[0].length;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(match);
    };
    waiting.add(look);
    look();
  });
  const wrote = (pattern) => eventually(() => pattern.test(all) || all, true, `${pattern} was printed`);
  return { output: () => all, wrote, printed, forget: () => { read = all.length; } };
}

/// Waits until the program that is served contains a text, as Go's strings are stored.
export async function served(url, text) {
  await eventually(async () => (await servedModule(url)).includes(text), true, `the program contains ${text}`);
}

async function servedModule(url) {
  const manifest = await fetch(new URL("wasmpair.json", url));
  if (!manifest.ok) return Buffer.alloc(0);
  const [bundle] = Object.values((await manifest.json()).bundles);
  return Buffer.from(await (await fetch(new URL(bundle.wasm.url, url))).arrayBuffer());
}

/// Every file in a directory, and when it was written.
export function writtenFiles(directory) {
  return fs.readdirSync(directory, { recursive: true }).sort().map((name) => {
    const { mtimeMs, ino } = fs.statSync(path.join(directory, name));
    return `${name} ${ino} ${mtimeMs}`;
  });
}

/// Commands of processes that have this directory in their environment: what dev started, and what that started.
export function processesOf(temporary) {
  return fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      if (!fs.readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`TMPDIR=${temporary}`)) return [];
      return [fs.readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ").trim()].filter(Boolean);
    } catch { // it has ended
      return [];
    }
  });
}

/// Waits until a condition holds; fails with the description of what is seen otherwise.
export async function eventually(look, expected, what) {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (JSON.stringify(await look()) === JSON.stringify(expected)) return;
  }
  throw new Error(`${what}: ${JSON.stringify(await look())}, not ${JSON.stringify(expected)}`);
}
