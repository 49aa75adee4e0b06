// Calls of eight tenants, each 100,000 with instances of their own and 100,000 with snapshots: none finds what another left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

test("calls of eight tenants find nothing of other tenants", async () => {
  const { status, output } = await runIn("templates/guest", "go", ["test", "-count=1", "-v", "-timeout=110m", "-run=^(TestIsolation|TestGopherIsolation)$", "."],
    { GUEST_ROUNDS: "100000" });
  console.log(output);
  assert.equal(status, 0, output);
  for (const name of ["TestIsolation", "TestGopherIsolation"]) assert.match(output, new RegExp(`^--- PASS: ${name} `, "m"));
});
