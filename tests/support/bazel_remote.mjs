// The cache server bazel-remote on a free port of 127.0.0.1.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bazelRemote } from "./fixtures.mjs";
import { freePort, listens } from "./ports.mjs";

/// { url, stop() }: url is for `bazel --remote_cache`. Throws with the server's output if it does not start.
/// directory: holds its cache; default: a new, empty one. options: more words of its command line.
/// around: words to put before the command, to run it in another environment.
export async function startRemoteCache({ directory, options = [], around = [] } = {}) {
  const own = directory ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bazel-remote-"));
  const port = await freePort();
  // HTTP, because transfers over gRPC stall with Debian's build of Bazel.
  const words = ["--dir", directory ?? own, "--max_size", "1", "--http_address", `127.0.0.1:${port}`, "--grpc_address", "none"];
  const [program, ...rest] = [...around, bazelRemote(), ...words, ...options];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (text) => { output += text; });
  child.stderr.on("data", (text) => { output += text; });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    if (own) fs.rmSync(own, { recursive: true, force: true });
  };
  if (await listens(port, child)) return { url: `http://127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`bazel-remote does not respond:\n${output}`);
}
