// dcb needs libbrotli 1.1 or later: the same program has it where such a libbrotli is installed, and refuses it elsewhere.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { decodeDelta, laterLibbrotli } from "../support/deltas.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

suite("dcb", () => {
  let work;
  let earlier;

  /// Packs one of two programs.
  function pack(text, out, options, env) {
    const file = path.join(work, "app.wasm");
    fs.writeFileSync(file, goModule({ name: "app", text, version: "go1.24.4", fits: true }));
    return wasmpair(["pack", file, "--goroot", goRoot("1.24"), "--out", out, "--no-cache", ...options], { env });
  }

  /// The deltas of the module in that release, decoded by programs that are not wasmpair's.
  function deltas(out) {
    const { wasm } = readManifest(out).bundles.app;
    const read = (name) => fs.readFileSync(path.join(out, name));
    return wasm.deltas.map(({ encoding, path: file, from }) => {
      const content = decodeDelta(encoding, read(file), fs.readFileSync(path.join(earlier, from.path)));
      assert.ok(content.equals(read(wasm.path)), file);
      assert.ok(file.endsWith(`.${encoding}`), file);
      return encoding;
    });
  }

  before((t) => {
    work = temporaryDirectory(t);
    earlier = path.join(work, "earlier");
    assert.equal(pack("an earlier text", earlier, ["--quiet"]).status, 0);
  });

  for (const [options, expected] of [
    [[], ["dcb"]],
    [["--deltas-encoding", "dcz"], ["dcz"]],
    [["--deltas-encoding", "dcz,dcb", "--level", "smallest"], ["dcb", "dcz"]],
    [["--level", "fast", "--deltas", "1"], ["dcb"]],
  ]) {
    test(`with a later libbrotli, pack ${options.join(" ")} makes ${expected.join(" and ")}`, (t) => {
      const out = path.join(temporaryDirectory(t), "out");
      const { status, stderr } = pack("a later text", out, ["--previous", earlier, "--jobs", "1", ...options], laterLibbrotli);
      assert.equal(status, 0, stderr);
      assert.deepEqual(deltas(out), expected);
      const again = path.join(temporaryDirectory(t), "out");
      assert.equal(pack("a later text", again, ["--previous", earlier, "--jobs", "4", "--quiet", ...options], laterLibbrotli).status, 0);
      assert.deepEqual(readManifest(again), readManifest(out));
    });
  }

  test("with Debian 12's, pack makes dcz, and says what dcb needs", (t) => {
    const out = path.join(temporaryDirectory(t), "out");
    assert.equal(pack("a later text", out, ["--previous", earlier, "--quiet"]).status, 0);
    assert.deepEqual(deltas(out), ["dcz"]);
    const none = path.join(temporaryDirectory(t), "none");
    const { status, stderr } = pack("a later text", none, ["--previous", earlier, "--deltas-encoding", "dcz,dcb"]);
    assert.equal(status, 2);
    assert.match(stderr, /^wasmpair: --deltas-encoding: dcb needs libbrotli 1\.1 or later; this is libbrotlienc 1\.0\.9\n {2}Give dcz, or use the/m);
    assert.ok(!fs.existsSync(none), "nothing was published");
  });

  test("the unit tests of deltas pass with a later libbrotli", () => {
    const units = path.join(path.dirname(program), "tests/unit/unit_tests");
    const { status, stdout } = spawnSync(units, ["--gtest_filter=*Delta*"], { env: { ...process.env, ...laterLibbrotli }, encoding: "utf8" });
    assert.equal(status, 0, stdout);
    assert.ok(stdout.match(/^\[ +OK \] .*\/dcb /gm).length >= 5, stdout);
  });
});
