// Why there is no program for a machine, and what to do. The texts are those of errors.
import fs from "node:fs";
import path from "node:path";
import { libcProblem, packagesFor, runnablePackages } from "./choice.js";

const withoutProgram = "  Run it as WebAssembly, which packs and checks, but neither serves nor verifies: npm install wasmpair-wasm.\n"
  + "  Or build wasmpair from source, and set WASMPAIR_BINARY to the program.";
const orVariable = "Or set WASMPAIR_BINARY to the program.";

/**
 * The text for a machine on which none of the packages that it can run is installed. installed: those of platforms that
 * are. directory: that of this package, in a node_modules.
 */
export function whyMissing(machine, platforms, installed, directory) {
  const candidates = packagesFor(machine, platforms);
  if (candidates.length === 0) {
    return `there is no program for ${machine.platform}-${machine.arch}: wasmpair is available as ${namesOf(platforms)}\n`
      + withoutProgram;
  }
  const [wanted] = runnablePackages(machine, platforms);
  if (!wanted) {
    return `${needOf(machine, candidates[0])}\n`
      + withoutProgram;
  }
  const tooNew = installed.find((each) => candidates.includes(each));
  if (tooNew && machine.libc.name === tooNew.libc) {
    return `${needOf(machine, tooNew)}\n`
      + `  Install ${wanted.package}, whose program needs no C library: npm install --libc=${wanted.libc}. ${orVariable}`;
  }
  return notInstalled(machine, wanted, { platforms, installed, directory });
}

const namesOf = (packages) => packages.map((each) => each.package).join(", ");

const needOf = (machine, each) => `${each.package}: its program needs ${each.needs}, but ${libcProblem(machine, each)}`;

function notInstalled(machine, wanted, { platforms, installed, directory }) {
  const what = `${wanted.package}, the package with the program for this platform, is not installed`;
  if (installed.length > 0 && machine.platform === "darwin" && installed.every(({ os }) => os === "darwin")) {
    return `${what}, but ${namesOf(installed)} is\n`
      + `  This Node.js is for ${machine.arch}, and node_modules was installed by one for another processor (Rosetta runs both\n`
      + `  on one machine): remove node_modules and install again with this one. ${orVariable}`;
  }
  if (installed.length > 0) {
    return `${what}, but ${namesOf(installed)} is\n`
      + "  node_modules was installed on another system and copied here: remove it and install again. A container needs a\n"
      + `  node_modules of its own. ${orVariable}`;
  }
  const lock = lockWithout(wanted, platforms, directory);
  if (lock) {
    return `${what}, because ${lock} does not list it\n`
      + `  The file was written on another system: remove it and node_modules, and install again. ${orVariable}`;
  }
  return `${what}\n`
    + "  It is an optional dependency: install without --omit=optional, with a lock file and node_modules that were\n"
    + `  created on this platform. ${orVariable}`;
}

/** The path of npm's lock file beside node_modules if it lists only packages for other platforms; otherwise undefined. */
function lockWithout(wanted, platforms, directory) {
  const file = path.resolve(directory, "../../package-lock.json");
  try {
    const listed = Object.keys(JSON.parse(fs.readFileSync(file, "utf8")).packages);
    const lists = (each) => listed.some((key) => key.endsWith(`node_modules/${each.package}`));
    return platforms.some(lists) && !lists(wanted) ? file : undefined;
  } catch {
    return undefined; // another package manager's, or none
  }
}
