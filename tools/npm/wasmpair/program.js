// Finds the program: WASMPAIR_BINARY, or the optional package for this platform.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { getSystemErrorMap } from "node:util";
import { WasmpairError } from "./error.js";

export function findProgram() {
  if (process.env.WASMPAIR_BINARY) return path.resolve(process.env.WASMPAIR_BINARY);
  const platform = `@wasmpair/${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${platform}/bin/wasmpair`);
  } catch (cause) {
    throw new WasmpairError(whyMissing(platform), { cause });
  }
}

/** The error for a program that was found but could not be started. */
export function notStarted(program, cause) {
  const advice = process.env.WASMPAIR_BINARY ? "It comes from WASMPAIR_BINARY: unset or correct that variable." : "Install wasmpair again.";
  const [, problem] = getSystemErrorMap().get(cause.errno);
  return new WasmpairError(`${program}: cannot be run: ${problem}\n  ${advice}`, { cause });
}

function whyMissing(platform) {
  const { optionalDependencies } = JSON.parse(fs.readFileSync(new URL("package.json", import.meta.url), "utf8"));
  const platforms = Object.keys(optionalDependencies);
  if (!platforms.includes(platform)) {
    return `there is no package ${platform}: wasmpair is available as ${platforms.join(", ")}\n`
      + "  Build wasmpair from source, and set WASMPAIR_BINARY to the program.";
  }
  return `${platform}, the package with the program for this platform, is not installed\n`
    + "  It is an optional dependency: install without --omit=optional, with a lock file and node_modules that were\n"
    + "  created on this platform. Or set WASMPAIR_BINARY to the program.";
}
