// `wasmpair serve`, started for a test.
import { spawn } from "node:child_process";
import { once } from "node:events";
import readline from "node:readline";
import { program } from "./program.mjs";

/// Serves a published directory, on a free port unless options names one, until the test ends:
/// { url, port, pid, stderr(), stop() }.
/// stderr(): its messages so far. stop(): stops it, and returns its exit status.
export async function preview(test, directory, ...options) {
  const port = options.includes("--port") ? [] : ["--port", "0"];
  const server = spawn(program, ["serve", directory, ...port, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let messages = "";
  server.stderr.setEncoding("utf8").on("data", (text) => { messages += text; });
  const ended = once(server, "close").then(([status, signal]) => status ?? signal);
  const stop = (signal = "SIGTERM") => {
    server.kill(signal);
    return ended;
  };
  test.after(() => stop("SIGKILL"));

  const line = once(readline.createInterface({ input: server.stdout }), "line");
  const first = await Promise.race([line, ended]);
  if (!Array.isArray(first)) throw new Error(`wasmpair serve ended with ${first}:\n${messages}`);
  const url = first[0];
  return { url, port: Number(new URL(url).port), pid: server.pid, stderr: () => messages, stop };
}
