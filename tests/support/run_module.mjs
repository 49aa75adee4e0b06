// node run_module.mjs MODULE SHIM [ARGUMENT…]: runs a Go module as a page would, with the shim's own substitutes for a
// file system, and exits when the program does. The exit status is the program's, or 70 if module and shim do not link,
// with the reason on standard error.
import fs from "node:fs";
import vm from "node:vm";

const [module, shim, ...args] = process.argv.slice(2);
vm.runInThisContext(fs.readFileSync(shim, "utf8"), { filename: shim });
const go = new globalThis.Go();
go.argv = ["js", ...args];
go.exit = process.exit;
try {
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(module), go.importObject);
  await go.run(instance);
} catch (error) {
  if (!(error instanceof WebAssembly.LinkError || error instanceof TypeError)) throw error;
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 70;
}
