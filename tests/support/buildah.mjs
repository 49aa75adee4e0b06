// buildah with a store of its own, which is deleted with the directory.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/// A function that runs buildah and returns what it prints; directory: an empty one, for its store.
export function buildahIn(directory) {
  const at = (name) => path.join(directory, name);
  fs.writeFileSync(at("storage.conf"), `[storage]\ndriver = "vfs"\nrunroot = "${at("run")}"\ngraphroot = "${at("graph")}"\n`);
  const env = { ...process.env, BUILDAH_ISOLATION: "chroot", CONTAINERS_STORAGE_CONF: at("storage.conf"), TMPDIR: directory };
  return (...words) => execFileSync("buildah", words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
