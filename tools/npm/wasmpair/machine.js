// What this machine can run.
import os from "node:os";

/**
 * { platform, arch, libc, isTranslated }: the first two as in process; libc, on Linux: { name, version }, the C library that
 * Node.js uses, without a version for musl; isTranslated: an arm64 Mac on which Node.js is a program for x64.
 */
export function thisMachine() {
  const { platform, arch } = process;
  return {
    platform,
    arch,
    // Only when it is read: the report takes some milliseconds, and most machines have one package to choose from.
    get libc() {
      return platform === "linux" ? libcOf(reported()) : undefined;
    },
    isTranslated: platform === "darwin" && arch === "x64" && /Apple/.test(os.cpus()[0]?.model ?? ""),
  };
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
