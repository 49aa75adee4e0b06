// The cache server bazel-remote on a free port of 127.0.0.1, with an empty cache of its own.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bazelRemote } from "./fixtures.mjs";
import { answers, freePort } from "./ports.mjs";

/// { url, stop() }: what `bazel --remote_cache` takes. Throws with what the server said if it does not start.
export async function startRemoteCache() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bazel-remote-"));
  const port = await freePort();
  // By HTTP: with gRPC, as Debian builds it, Bazel's transfers stall.
  const words = ["--dir", directory, "--max_size", "1", "--http_address", `127.0.0.1:${port}`, "--grpc_address", "none"];
  const child = spawn(bazelRemote(), words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (text) => { said += text; });
  child.stderr.on("data", (text) => { said += text; });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    fs.rmSync(directory, { recursive: true, force: true });
  };
  if (await answers(port, child)) return { url: `http://127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`bazel-remote does not answer:\n${said}`);
}
