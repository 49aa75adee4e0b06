// Fuzzes what the Go host of guests reads, and the functions that it gives to guests. Each target runs on as
// many inputs as two cores try in 10 seconds: a limit of time ends in the middle of an input, which fails now and then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

const targets = { FuzzHostFunctions: 35_000, FuzzPointerGuest: 13_000, FuzzReadLimits: 150_000, FuzzPrintable: 130_000 };

for (const [target, inputs] of Object.entries(targets)) {
  test(target, async () => {
    const { status, output } = await runIn("templates/guest", "go", ["test", "-run=^$", `-fuzz=^${target}$`, `-fuzztime=${inputs}x`, "."]);
    assert.equal(status, 0, output);
    assert.match(output, /fuzz: elapsed/);
  });
}
