// Every program that is distributed has the protections of cmake/Hardening.cmake.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { debianPackage, selfContained } from "../support/distributed.mjs";
import { assertHardened } from "../support/elf.mjs";
import { temporaryDirectory } from "../support/program.mjs";

test("the self-contained program is protected", () => assertHardened(selfContained));

test("the Debian package's program is protected", (t) => {
  const directory = temporaryDirectory(t);
  execFileSync("dpkg-deb", ["--extract", debianPackage(), directory]);
  assertHardened(path.join(directory, "usr/bin/wasmpair"));
});
