// The programs for macOS of tools/package --platforms, which nothing here can run: what their headers say.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { readMachO, withoutSignature } from "../support/mach_o.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";

const [system, curl] = ["/usr/lib/libSystem.B.dylib", "/usr/lib/libcurl.4.dylib"];
const flags = { noUndefined: 0x1, dynamic: 0x4, twoLevels: 0x80, positionIndependent: 0x200000 };

/// The functions that the program was linked with.
const curlNames = fs.readFileSync(new URL("../../tools/platforms/dependencies/libcurl.tbd", import.meta.url), "utf8").match(/_curl_\w+/g);

for (const platform of builtPlatforms("darwin")) {
  suite(platform.name, () => {
    const program = readMachO(platformProgram(platform));

    test("is a position-independent program for the processor and the system of the table", () => {
      assert.equal(program.processor, platform.processor);
      assert.equal(`macOS ${program.minimum}`.replace(/\.0$/, ""), platform.needs);
      for (const [name, bit] of Object.entries(flags)) assert.notEqual(program.flags & bit, 0, name);
    });

    test("imports from the system's libraries, and nothing else", () => {
      assert.deepEqual(program.libraries.toSorted(), [system, curl]);
      assert.deepEqual(program.imports.filter(({ library }) => library !== system && library !== curl), []);
      const names = program.imports.filter(({ library }) => library === curl).map(({ name }) => name);
      assert.ok(names.includes("_curl_multi_perform"));
      assert.deepEqual(names.filter((name) => !curlNames.includes(name)), []);
    });

    // Without one, macOS ends programs for arm64 as they start.
    test("has an ad hoc signature that covers all of it, and fits", () => {
      const { adHoc, uncovered, wrongPages } = program.signature;
      assert.deepEqual({ adHoc, uncovered, wrongPages }, { adHoc: true, uncovered: 0, wrongPages: [] });
    });

    // The linker signed that for arm64, and this command that for x64.
    test("is signed in the same way by the linker and by sign_mach_o.mjs", async () => {
      const copy = path.join(temporaryDirectory(), platform.program);
      fs.writeFileSync(copy, withoutSignature(platformProgram(platform)));
      const command = ["tools/platforms/sign_mach_o.mjs", copy];
      const { status, stderr } = await run("node", command);
      assert.equal(status, 0, stderr);
      assert.ok(fs.readFileSync(copy).equals(fs.readFileSync(platformProgram(platform))));

      const again = await run("node", command);
      assert.deepEqual([again.status, again.stderr], [2, `${copy}: cannot be signed: it is signed\n`]);
    });
  });
}
