// The Go files that users get or read are formatted, and nothing is found in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { goFolders, runIn } from "../support/go_command.mjs";
import { staticcheck } from "../support/fixtures.mjs";

// The examples need what wasmpair writes beside them; tools/demo --guest and example.test.mjs build them.
const complete = goFolders.filter((folder) => !folder.startsWith("examples/"));
const forWasm = (folder) => (["templates/guest-sdk", "tests/guests"].includes(folder) ? { GOOS: "wasip1", GOARCH: "wasm" } : {});

test("gofmt has nothing to change", async () => {
  for (const folder of goFolders) assert.deepEqual(await runIn(folder, "gofmt", ["-l", "."]), { status: 0, output: "" }, folder);
});

test("go vet finds nothing", async () => {
  for (const folder of complete) {
    const { status, output } = await runIn(folder, "go", ["vet", folder === "tests/guests" ? "./gopher" : "./..."], forWasm(folder));
    assert.equal(status, 0, `${folder}: ${output}`);
  }
});

test("staticcheck finds nothing", async () => {
  // tests/guests has a program that is bad on purpose.
  for (const folder of complete.filter((name) => name !== "tests/guests")) {
    const { status, output } = await runIn(folder, staticcheck(), ["./..."], forWasm(folder));
    assert.equal(status, 0, `${folder}: ${output}`);
  }
});

test("the host compiles for other systems", async () => {
  for (const [GOOS, GOARCH] of [["darwin", "arm64"], ["windows", "amd64"], ["freebsd", "amd64"], ["linux", "386"]]) {
    const { status, output } = await runIn("templates/guest", "go", ["build", "./..."], { GOOS, GOARCH, CGO_ENABLED: "0" });
    assert.equal(status, 0, `${GOOS}/${GOARCH}: ${output}`);
  }
});
