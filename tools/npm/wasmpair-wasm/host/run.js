// Runs a program for WASI, preview 1, to its end: with the rights of the user, so that paths mean what they mean in a shell.
import { Descriptors } from "./descriptors.js";
import { errnoOf } from "./errors.js";
import { currentDirectory, extensions } from "./extensions.js";
import { files } from "./files.js";
import { Memory } from "./memory.js";
import { paths } from "./paths.js";
import { system } from "./system.js";

/** What proc_exit throws. */
export class Exit {
  constructor(status) {
    this.status = status;
  }
}

/**
 * Returns the exit status. content: of the module. words: its arguments, with the name of the program. The module is
 * compiled and run in this thread, which does nothing else meanwhile.
 */
export function run(content, words) {
  if (currentDirectory() === "") {
    console.error("wasmpair: the current directory cannot be read\n  Change to another one, then run again.");
    return 2;
  }
  const memory = new Memory();
  const descriptors = new Descriptors();
  const privacy = { isPrivate: false }; // of what is created
  const instance = new WebAssembly.Instance(new WebAssembly.Module(content), {
    wasi_snapshot_preview1: guarded({
      ...system(memory, words),
      ...files(memory, descriptors),
      ...paths(memory, descriptors, privacy),
      proc_exit: exit,
    }),
    wasmpair: extensions(memory, descriptors, privacy),
  });
  memory.use(instance.exports.memory);
  return statusOf(() => instance.exports._start());
}

function exit(status) {
  throw new Exit(status);
}

function statusOf(start) {
  try {
    start();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.status;
    return explained(error);
  }
}

/** The status of a program that has failed in a way that it does not report itself. */
function explained(error) {
  if (error instanceof RangeError) {
    console.error("wasmpair: wasmpair-wasm needs more stack than Node.js has\n"
      + "  Run it with a larger one: NODE_OPTIONS=--stack-size=4000. Or use a native program.");
    return 2;
  }
  if (error instanceof WebAssembly.RuntimeError) {
    console.error(`wasmpair: wasmpair-wasm has failed: ${error.message}\n  Report this, with the command and the module.`);
    return 2;
  }
  throw error;
}

/** Functions that return the errno of what they throw, or of success. */
function guarded(functions) {
  const guard = (call) => (...parameters) => {
    try {
      return call(...parameters) ?? 0;
    } catch (error) {
      const number = errnoOf(error);
      if (number === undefined) throw error;
      return number;
    }
  };
  return Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, guard(call)]));
}
