// Mistakes that the types catch. The comment before each error expects it; a line that compiles is reported as well.
import { pack, verify, WasmpairError } from "wasmpair";
import type { Finding, PackReport } from "wasmpair";
import wasmpair from "wasmpair/vite";
import { bundle, load } from "virtual:wasmpair/app";

declare const error: WasmpairError;
declare const finding: Finding;
declare const report: PackReport;

// @ts-expect-error: the output directory is missing
pack({ modules: ["app.wasm"] });
// @ts-expect-error: no such option
pack({ modules: ["app.wasm"], outDir: "dist" });
// @ts-expect-error: one of three words
pack({ modules: ["app.wasm"], out: "dist", level: "best" });
// @ts-expect-error: a list
pack({ modules: ["app.wasm"], out: "dist", encodings: "br,gzip" });
// @ts-expect-error: the URL is missing
verify();
// @ts-expect-error: a number of seconds
verify("https://example.org/", { stallTime: "20" });
// @ts-expect-error: Vite determines where files go
wasmpair({ modules: "app.wasm", out: "dist" });
// @ts-expect-error: and what their URLs start with
wasmpair({ modules: "app.wasm", base: "/assets/" });
// @ts-expect-error: neither a program nor a module
wasmpair({ level: "fast" });
// @ts-expect-error: directories of programs
wasmpair({ build: true });
// @ts-expect-error: words
wasmpair({ build: "./cmd/app", buildFlags: { tags: "demo" } });
// @ts-expect-error: there may be no report
error.report.refusals;
// @ts-expect-error: no such status
error.status === 0;
// @ts-expect-error: no such consequence
finding.consequence === "harmless";
// @ts-expect-error: encodings are listed by file
report.bundles[0]?.encodings;
// @ts-expect-error: no such option of the loader
load({ timeout: 1000 });
// @ts-expect-error: the loader is not loaded yet
bundle.loader.load();
