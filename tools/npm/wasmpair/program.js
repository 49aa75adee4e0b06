// Finds the program: WASMPAIR_BINARY, or that of an optional package whose program runs on this machine; where none of
// them ever does, that of wasmpair-wasm, which is a script.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { getSystemErrorMap } from "node:util";
import { runnablePackages } from "./choice.js";
import { WasmpairError } from "./error.js";
import { thisMachine } from "./machine.js";

const asWebAssembly = { package: "wasmpair-wasm", file: "bin/wasmpair-wasm.js" };
const badProcessor = -86; // EBADARCH of macOS, which libuv does not name

export async function findProgram() {
  if (process.env.WASMPAIR_BINARY) return path.resolve(process.env.WASMPAIR_BINARY);
  return programFor(thisMachine(), fileURLToPath(new URL(".", import.meta.url)));
}

/** The program that runs on a machine, among the packages that are installed for the wrapper in a directory. */
export async function programFor(machine, directory) {
  const platforms = JSON.parse(fs.readFileSync(path.join(directory, "platforms.json"), "utf8"));
  const { resolve } = createRequire(path.join(directory, "program.js"));
  const runnable = runnablePackages(machine, platforms);
  for (const each of runnable.length > 0 ? runnable : [asWebAssembly]) {
    const program = fileIn(each, resolve);
    if (program) return program;
  }
  const { whyMissing } = await import("./missing.js"); // only now: it costs each start something
  throw new WasmpairError(whyMissing(machine, platforms, platforms.filter((each) => fileIn(each, resolve)), directory));
}

/** What starts a program with its words: [command, words]. A script is run by this Node.js, whatever the system. */
export function commandOf(program, words) {
  return program.endsWith(".js") ? [process.execPath, [program, ...words]] : [program, words];
}

/** The path of a package's program; undefined if it is not installed. */
function fileIn({ package: name, file }, resolve) {
  try {
    return resolve(`${name}/${file}`);
  } catch {
    return undefined;
  }
}

/** The error for a program that was found but could not be started. */
export function notStarted(program, cause) {
  const [, problem] = getSystemErrorMap().get(cause.errno) ?? [undefined, cause.errno === badProcessor ? "it is for another processor" : cause.message];
  return new WasmpairError(`${program}: cannot be run: ${problem}\n  ${adviceFor(cause)}`, { cause });
}

function adviceFor({ errno }) {
  if (process.env.WASMPAIR_BINARY) return "It comes from WASMPAIR_BINARY: unset or correct that variable.";
  if (errno === badProcessor) return "Remove node_modules and install again with this Node.js, or install Rosetta: softwareupdate --install-rosetta.";
  return "Install wasmpair again.";
}
