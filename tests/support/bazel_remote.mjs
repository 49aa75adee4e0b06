// The cache server bazel-remote on a free port of 127.0.0.1.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bazelRemote } from "./fixtures.mjs";
import { answers, freePort } from "./ports.mjs";

/// { url, stop() }: what `bazel --remote_cache` takes. Throws with what the server said if it does not start.
/// directory: where it keeps its cache; without one, it starts with an empty one of its own.
/// options: more words of its command line. around: words to put the command behind, for surroundings of its own.
export async function startRemoteCache({ directory, options = [], around = [] } = {}) {
  const own = directory ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bazel-remote-"));
  const port = await freePort();
  // By HTTP: with gRPC, as Debian builds it, Bazel's transfers stall.
  const words = ["--dir", directory ?? own, "--max_size", "1", "--http_address", `127.0.0.1:${port}`, "--grpc_address", "none"];
  const [program, ...rest] = [...around, bazelRemote(), ...words, ...options];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => { said += text; });
  child.stderr.on("data", (text) => { said += text; });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    if (own) fs.rmSync(own, { recursive: true, force: true });
  };
  if (await answers(port, child)) return { url: `http://127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`bazel-remote does not answer:\n${said}`);
}
