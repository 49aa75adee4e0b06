// What this machine can run.
import fs from "node:fs";
import os from "node:os";

/** The dynamic loaders that programs name. */
const loaders = {
  x64: { glibc: "/lib64/ld-linux-x86-64.so.2", musl: "/lib/ld-musl-x86_64.so.1" },
  arm64: { glibc: "/lib/ld-linux-aarch64.so.1", musl: "/lib/ld-musl-aarch64.so.1" },
};

/**
 * { platform, arch, libc, isTranslated }: the first two as in process; libc, on Linux: as libcFrom() returns it;
 * isTranslated: an arm64 Mac on which Node.js is a program for x64.
 */
export function thisMachine() {
  const { platform, arch } = process;
  return {
    platform,
    arch,
    // Only when it is read: many machines have one package, which needs none.
    get libc() {
      return platform === "linux" ? libcFrom(loaders[arch], reported) : undefined;
    },
    isTranslated: platform === "darwin" && arch === "x64" && /Apple/.test(os.cpus()[0]?.model ?? ""),
  };
}

/**
 * { name, version, missing }: the C library of this system, without a version for musl; missing: the loader, if Node.js
 * loads glibc by another one. undefined if it is not known. loaders: the paths { glibc, musl } that programs name.
 * report: returns Node.js' diagnostic report, which takes ten times as long as reading the loader.
 */
export function libcFrom({ glibc, musl } = {}, report) {
  const content = contentOf(glibc);
  const version = content && releaseIn(content);
  if (version) return { name: "glibc", version };
  if (!content && fs.existsSync(musl)) return { name: "musl" };
  const libc = libcOf(report());
  return libc?.name === "glibc" && !content ? { ...libc, missing: glibc } : libc;
}

function contentOf(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The version that glibc's loader prints, since 2.33; undefined if it prints none. */
function releaseIn(loader) {
  const start = loader.indexOf(" release version ");
  const [, version] = start < 0 ? [] : /^ release version (\d+\.\d+)/.exec(loader.toString("latin1", start, start + 32)) ?? [];
  return version;
}

/** The diagnostic report, without the addresses of the network, for which it would ask a server. */
function reported() {
  const { report } = process;
  if (!report) return {};
  const before = report.excludeNetwork;
  report.excludeNetwork = true;
  try {
    return report.getReport();
  } finally {
    report.excludeNetwork = before;
  }
}

/** From a diagnostic report; undefined if it names neither library. */
export function libcOf({ header, sharedObjects = [] }) {
  if (header?.glibcVersionRuntime) return { name: "glibc", version: header.glibcVersionRuntime };
  return sharedObjects.some((file) => /\/(?:ld-musl-|libc\.musl-)/.test(file)) ? { name: "musl" } : undefined;
}
