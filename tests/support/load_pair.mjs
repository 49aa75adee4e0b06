// node load_pair.mjs MODULE SHIM GLOBAL [ARGUMENT…]: loads and runs a Go module as a page would, without fs, process
// and path of Node.js, and prints the outcome as a last line of JSON:
//   {"stage": "refused" | "died" | "works", "text": the error as a console shows it, "output": the program's output}
// A shim made for Node.js has access to them, and prints the program's output before that line. GLOBAL is the name of
// an object that the program expects its page to have; "" for none.
import fs from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import vm from "node:vm";

const [module, shim, global, ...args] = process.argv.slice(2);
const source = fs.readFileSync(shim, "utf8");
const isForNode = /^"use strict";.*require\("fs"\)/s.test(source);
const patience = 20_000;

if (global) globalThis[global] = {};
const outcome = { stage: "works", text: "", output: "" };
console.log = console.warn = console.error = (...words) => { outcome.output += `${words.join(" ")}\n`; };
process.on("uncaughtException", (error) => end("died", error));
process.on("exit", () => fs.writeSync(1, `\n${JSON.stringify(outcome)}\n`));
setTimeout(() => process.exit(), patience).unref(); // a program that keeps waiting works

function end(stage, error) {
  outcome.stage = stage;
  outcome.text = `${error.name}: ${error.message}`;
  process.exit();
}

function loadShim() {
  if (!isForNode) delete globalThis.process;
  if (!source.includes("module.exports")) {
    vm.runInThisContext(source, { filename: shim });
    return globalThis.Go;
  }
  const exporting = { exports: {} };
  const load = vm.compileFunction(source, ["module", "exports", "require"], { filename: shim });
  load(exporting, exporting.exports, isForNode ? createRequire(shim) : undefined);
  return exporting.exports.default;
}

/// Not awaited: a program that waits for a call from the page never ends, and Node.js then exits on its own.
async function runPair() {
  const go = new (loadShim())();
  go.argv = ["js", ...args];
  go.exit = (code) => (code === 0 ? process.exit() : end("died", { name: "exit code", message: String(code) }));
  let instance;
  try {
    ({ instance } = await WebAssembly.instantiate(fs.readFileSync(module), go.importObject));
  } catch (error) {
    end("refused", error);
  }
  await go.run(instance);
}

runPair().catch((error) => end("died", error));
