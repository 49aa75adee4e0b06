// What package managers need to know of the table of platforms.
import { Refused } from "./release.mjs";

/// One archive for each system and processor that Nix and Homebrew know, where nobody chooses by the C library: the
/// static program, which runs on each Linux, goes before the one for glibc.
export function withoutChoice(archives) {
  const chosen = new Map();
  for (const archive of archives.filter(({ system }) => system !== "windows")) {
    const key = `${archive.system} ${archive.processor}`;
    if (!chosen.has(key) || archive.libc !== "glibc") chosen.set(key, archive);
  }
  return [...chosen.values()];
}

/// What a package manager calls a system that the table's column "needs" has.
export function requirement(names, { name, needs }) {
  if (!Object.hasOwn(names, needs)) throw new Refused(`${name}: nothing is known of "${needs}"\n  Add it to the names beside the package manager.`);
  return names[needs];
}

/// The only directory in an archive.
export function archiveDirectory(file) { return file.replace(/\.(zip|tar\.gz)$/, ""); }
