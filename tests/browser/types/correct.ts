// Code of a page that uses the loader. It must compile.
import { load, loadFromManifest, LoadError, mount, mountAll, prepare } from "../../../templates/loader.js";
import type { Bundle, Incident, Program, Progress } from "../../../templates/loader.js";

const file = { url: "app.0123456789abcdef.wasm", bytes: 4, integrity: "sha384-…" };
const bundle: Bundle = { pair: "0123", wasm: file, shim: file };

export async function main(signal: AbortSignal): Promise<number> {
  const program: Program = await load(bundle, {
    signal,
    manifest: new URL("https://example.com/wasmpair.json"),
    args: ["--quiet"],
    env: { LANG: "en" },
    worker: true,
    stallTimeout: 10_000,
    retries: 0,
    integrity: "always",
    newRelease: "reject",
    onStart() {},
    onProgress: ({ loaded, total, fraction }: Progress) => console.log(loaded / total === fraction),
    onNewRelease: ({ wasm }) => console.log(wasm.url),
    imports: { env: { add: (a: number, b: number) => a + b } },
    onRetry: ({ code, way, next }) => console.log(explained(code), way === "asked", next),
    onRecovered: ({ url, failures }) => console.log(url, failures.map(({ message }) => message)),
    onOutput: ({ stream, text }) => console.log(stream === "stderr", text.length),
    onReady: ({ instance, worker }) => console.log(instance?.exports, worker?.terminate()),
    onError: ({ code, advice, url, exitCode }) => console.log(explained(code), advice.length, url?.length, exitCode),
    onExit: (code) => console.log(code.toFixed()),
  });
  return program.exited;
}

export async function format(stdin: ReadableStream<Uint8Array>): Promise<string> {
  const command = await prepare(bundle, { name: "format", onProgress: ({ loaded }) => console.log(loaded) });
  const { code, stdout, stdoutBytes, files } = await command.run({
    args: ["-w"], env: { LANG: "C" }, stdin, files: { "a.txt": "a", "b.bin": new Uint8Array(2) },
    onOutput: ({ text }) => console.log(text),
  });
  const stays = await load(bundle, { stdin: "text", files: { "a.txt": "a" } });
  return `${code} ${stdout} ${stdoutBytes.length} ${files["a.txt"].length} ${stays.files?.()["a.txt"].length}`;
}

export async function whenReady(program: Program): Promise<string> {
  const { render } = await program.ready!("render", "parse", { timeout: 1000 });
  console.log(await program.ready!(), await program.ready!({ timeout: 5 }));
  return render("# text");
}

export async function byName(): Promise<string> {
  try {
    await loadFromManifest("/assets/wasmpair.json", "app", { onExit: console.log });
    return "";
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    return error.code === "program-exited" ? `status ${error.exitCode}` : error.advice;
  }
}

function explained(incident: Incident): string {
  return incident === "html-fallback" ? "the server sends a web page" : incident;
}

export function region(element: HTMLElement): void {
  mount(element);
  mountAll();
  mountAll(element);
  element.addEventListener("wasmpair:progress", ({ detail }) => console.log(detail.name, detail.fraction));
  element.addEventListener("wasmpair:output", ({ detail }) => console.log(detail.stream, detail.text));
  element.addEventListener("wasmpair:recovered", ({ detail }) => console.log(detail.name, detail.way));
  document.addEventListener("wasmpair:error", ({ detail }) => console.log(detail.error.code, detail.error.output));
}
