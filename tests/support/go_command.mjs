// Go among the fixtures, by default the newest, for the Go files of this repository.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoot, goVersions } from "./fixtures.mjs";

export const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/// The folders of the Go files that users get or read, each a module.
export const goFolders = ["templates/guest", "templates/guest-sdk", "examples/guest/render", "examples/guest/server", "tests/guests", "tests/guests/instantiate",
  "tests/bench/guests/host", "templates/go-server", "tests/servers/go-server"];

/// Variables under which `go` builds without network, and keeps what it builds outside of the tree.
export function goEnvironment(release = goVersions().at(-1), goroot = goRoot(release)) {
  return {
    ...process.env,
    GOROOT: goroot,
    PATH: `${path.join(goroot, "bin")}:${process.env.PATH}`,
    GOCACHE: path.join(fixturesDirectory(), "go-build"),
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOFLAGS: "-buildvcs=false",
    GOWORK: "off",
    GOPROXY: "off",
    WASMPAIR_REWRITER: path.join(path.dirname(process.env.WASMPAIR), "tests/rewriter"),
  };
}

/// Runs a program in a folder of the repository: {status, output}.
export function runIn(folder, command, args, variables = {}) {
  const child = spawn(command, args, { cwd: path.join(source, folder), env: { ...goEnvironment(), ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { output += text; });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, output }));
  });
}
