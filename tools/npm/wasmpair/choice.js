// Which packages have a program that a machine can run. machine: as thisMachine() returns it; platforms: those of
// platforms.json, each { package, os, cpu, libc, needs, file }.

/** The packages for a system and its processor, whatever the C library: the processor's own first. */
export function packagesFor(machine, platforms) {
  const processors = [machine.arch, ...translatedOn(machine)];
  const ofSystem = platforms.filter(({ os }) => os === machine.platform);
  return processors.flatMap((cpu) => ofSystem.filter((each) => each.cpu === cpu));
}

/** Other processors' programs that the system runs: by Rosetta and Windows' emulation; natively, if Node.js is translated. */
function translatedOn({ platform, arch, isTranslated }) {
  if (arch === "arm64" && (platform === "darwin" || platform === "win32")) return ["x64"];
  return isTranslated ? ["arm64"] : [];
}

/** Those of them that run here, the best first: what npm installs here, then what also runs. */
export function runnablePackages(machine, platforms) {
  const packages = packagesFor(machine, platforms);
  if (!packages.some(({ libc }) => libc)) return packages;
  const withLibc = { ...machine }; // reads it once
  const runnable = packages.filter((each) => !libcProblem(withLibc, each));
  const isExact = ({ cpu, libc }) => cpu === machine.arch && (!libc || libc === withLibc.libc?.name);
  return [...runnable.filter(isExact), ...runnable.filter((each) => !isExact(each))];
}

/** What the C library lacks for a package's program, as the end of a sentence; undefined if nothing. */
export function libcProblem(machine, { libc: wanted, needs }) {
  if (wanted !== "glibc") return undefined; // programs for musl load no library
  const { libc } = machine;
  if (libc === undefined) return undefined;
  if (libc.name !== "glibc") return `this system has ${libc.name}`;
  if (libc.missing) return `this system has no ${libc.missing}`;
  const [, minimum] = /^glibc (\d+\.\d+)$/.exec(needs) ?? [];
  return minimum && isOlder(libc.version, minimum) ? `this system has glibc ${libc.version}` : undefined;
}

function isOlder(version, minimum) {
  const [[major, minor], [leastMajor, leastMinor]] = [version, minimum].map((text) => text.split(".").map((part) => parseInt(part, 10)));
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
