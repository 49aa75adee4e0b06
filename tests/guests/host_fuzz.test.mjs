// Fuzzes what the Go host of guests reads, and the functions that it gives to guests: 10 seconds for each target.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

const targets = ["FuzzHostFunctions", "FuzzPointerGuest", "FuzzReadLimits", "FuzzPrintable"];

for (const target of targets) {
  test(target, async () => {
    const { status, output } = await runIn("templates/guest", "go", ["test", "-run=^$", `-fuzz=^${target}$`, "-fuzztime=10s", "."]);
    assert.equal(status, 0, output);
    assert.match(output, /fuzz: elapsed/);
  });
}
