// Code that uses the functions, the plugin and its virtual modules. It must compile.
import { pack, verify, WasmpairError } from "wasmpair";
import type { Finding, PackOptions, PackReport, VerifyReport } from "wasmpair";
import wasmpair from "wasmpair/vite";
import { bundle, load, manifest } from "virtual:wasmpair/app";
import type { LoadError } from "wasmpair/loader";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [wasmpair({ modules: "app.wasm" }), wasmpair({ modules: ["a.wasm", "b.wasm"], budget: ["br=1MB"], level: "smallest" }),
    wasmpair({ build: "./cmd/app" }), wasmpair({ build: ["./cmd/a", "./cmd/b"], buildFlags: ["-tags=demo"], moduleDir: "..", go: "go", modules: "c.wasm" })],
});

const everything: PackOptions = {
  modules: ["app.wasm"], out: "dist", name: "app", base: "/assets/", shim: "wasm_exec.js", goroot: "go", go: "go",
  moduleDir: ".", allowImport: ["host"], allowUnknownShim: true, level: "fast", encodings: ["br", "gzip", "zstd"],
  budget: ["br=1MB"], keepNames: true, noSlim: true, template: ["about.html"], noPage: true, nonce: "{{.Nonce}}",
  hashLength: 16, jobs: 2, memory: "4GB", cache: ["cache", "https://cache.example.com/"], noCache: true,
  budgets: "budgets.json", manifestCopy: "copy.json", depfile: "app.d", stamp: "app.stamp", cwd: ".",
  signal: AbortSignal.timeout(60_000),
};

export async function build(): Promise<string[]> {
  try {
    const report: PackReport = await pack(everything);
    return report.bundles.map(({ wasm }) => `${wasm.path}: ${wasm.encodings[0]?.bytes ?? wasm.bytes}`);
  } catch (error) {
    if (!(error instanceof WasmpairError) || !error.report) throw error;
    return error.report.refusals.flatMap(({ findings }) => findings.filter(isFatal).map(({ id }) => id));
  }
}

function isFatal({ consequence }: Finding): boolean {
  return consequence === "refuses-to-load" || consequence === "fails-at-run-time";
}

export async function check(url: URL): Promise<string> {
  const report: VerifyReport = await verify(url, { manifest: "dist/wasmpair.json", previous: ["last.json"], noPages: true, strict: true, allowHost: ["cdn.example:8443"], stallTime: 5, totalTime: 60, certificates: "ca.pem" });
  return report.findings.map(({ id, fix, subjects }) => `${id} at ${subjects[0]}: ${fix}`).join("\n");
}

export async function start(): Promise<number> {
  console.log(manifest.length, bundle.name, bundle.loader.url);
  try {
    const program = await load({ onProgress: ({ fraction }) => console.log(fraction), worker: true });
    return await program.exited;
  } catch (error) {
    console.log((error as LoadError).advice);
    return 1;
  }
}
