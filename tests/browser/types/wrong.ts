// Mistakes that the types catch. The comment before each error expects it; a line that compiles is reported as well.
import { load, LoadError, loadFromManifest, prepare } from "../../../templates/loader.js";
import type { Bundle, Program } from "../../../templates/loader.js";

declare const bundle: Bundle;
declare const program: Program;
declare const error: LoadError;

// @ts-expect-error: a bundle needs a shim
load({ wasm: bundle.wasm });
// @ts-expect-error: a URL is not a bundle
load("app.wasm");
// @ts-expect-error: no such option
load(bundle, { timeout: 1000 });
// @ts-expect-error: one of three words
load(bundle, { integrity: true });
// @ts-expect-error: progress has no percent
load(bundle, { onProgress: ({ percent }) => percent });
// @ts-expect-error: the name is missing
loadFromManifest("wasmpair.json");
// @ts-expect-error: a program in a worker has no instance here
program.instance.exports;
// @ts-expect-error: no such incident
error.code === "not-there";
// @ts-expect-error: the exit status is a promise
program.exited > 0;
// @ts-expect-error: a file has content, not a size
prepare(bundle).then((command) => command.run({ files: { "a.txt": 3 } }));
// @ts-expect-error: arguments belong to a run
prepare(bundle, { args: [] });
