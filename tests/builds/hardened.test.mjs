// The program as it is built has the protections of cmake/Hardening.cmake; tests/packages reads what is distributed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { assertHardened } from "../support/elf.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";

suite("Protections", () => {
  test("are in the program", () => assertHardened(program));

  test("are missed where they are not", (t) => {
    const directory = temporaryDirectory(t);
    const source = path.join(directory, "plain.cpp");
    fs.writeFileSync(source, "#include <cstring>\n#include <cstdio>\nint main(int n, char** v) { char b[99]; std::strcpy(b, v[n - 1]); std::puts(b); }\n");
    for (const flags of [[], ["-O2", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=2", "-Wl,-z,relro"], ["-O2", "-no-pie", "-Wl,-z,now"]]) {
      const file = path.join(directory, "plain");
      const compiled = spawnSync("g++", [...flags, source, "-o", file], { encoding: "utf8" });
      assert.equal(compiled.status, 0, compiled.stderr);
      assert.throws(() => assertHardened(file), assert.AssertionError);
    }
  });
});
