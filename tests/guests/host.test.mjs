// The Go host of guests: its own tests, with the race detector, on the newest Go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

test("templates/guest passes its tests with the race detector", async () => {
  const { status, output } = await runIn("templates/guest", "go", ["test", "-race", "-count=1", "-timeout=18m", "./..."]);
  console.log(output);
  assert.equal(status, 0, output);
  assert.match(output, /^ok\s/m);
  assert.doesNotMatch(output, /no tests to run/);
});
