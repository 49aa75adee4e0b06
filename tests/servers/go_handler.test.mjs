// The Go server that `wasmpair config go` writes: its own tests with the race detector, those inside middleware, and its
// readers of what clients and manifests say, fuzzed. Each target gets a number of inputs: a limit of time ends in the middle of one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runIn } from "../support/go_command.mjs";

const targets = { FuzzAcceptEncoding: 20_000, FuzzRange: 20_000, FuzzEntityTags: 20_000, FuzzManifest: 20_000, FuzzDelta: 20_000 };

const goTest = (folder, ...args) => runIn(folder, "go", ["test", "-timeout=10m", ...args]);

// Middleware takes minutes to compile for the race detector.
for (const [folder, ...options] of [["templates/go-server", "-race"], ["tests/servers/go-server"]]) {
  test(`${folder} passes its tests ${options}`, async () => {
    const { status, output } = await goTest(folder, ...options, "-count=1", "./...");
    assert.equal(status, 0, output);
    assert.match(output, /^ok\s/m);
    assert.doesNotMatch(output, /no tests to run/);
  });
}

for (const [target, inputs] of Object.entries(targets)) {
  test(target, async () => {
    const { status, output } = await goTest("templates/go-server", "-run=^$", `-fuzz=^${target}$`, `-fuzztime=${inputs}x`, ".");
    assert.equal(status, 0, output);
    assert.match(output, /fuzz: elapsed/);
  });
}
