// Breaks the guards of the Go package that serves releases; see tests/guests/guards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

test("each guard of templates/go-server is noticed", async () => {
  const { status, output } = await runIn("tests/guests", "go", ["run", "./guards", "-of", "go-server"]);
  assert.equal(status, 0, output);
  assert.match(output, /^[1-9]\d* of \d+ guards noticed$/m);
});
