// Commands on Windows, under Wine: windows_child.cpp, which is built beside the program, looks on.
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { builtPlatforms, testProgram } from "../support/distributed.mjs";
import { Wine } from "../support/wine.mjs";

for (const platform of builtPlatforms("windows").filter(({ run }) => run === "Wine")) {
  suite(`commands on ${platform.name} under Wine`, () => {
    const program = testProgram(platform, "platforms/windows_child.exe");
    let wine;

    before(() => { wine = new Wine(program); });
    after(() => wine.remove());

    test("start, write, and end with all that they started", async () => {
      const { status, stdout, stderr } = await wine.run("check");
      assert.equal(status, 0, stdout + stderr);
      assert.match(stdout, /^ok a command inherits nothing else$/m, "the last check");
    });

    test("end with their owner, even if it is terminated", async () => {
      assert.equal((await wine.run("own", "held")).status, 8, "terminated once its command holds the file");
      assert.equal((await wine.run("wait", "held")).status, 0, "the command holds the file for ever");
    });
  });
}
