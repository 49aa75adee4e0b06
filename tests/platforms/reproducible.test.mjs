// The same sources give the same bytes in another directory, with another toolchain directory, and with nothing that was
// compiled before: the compiler's own libraries, the libraries and wasmpair. One platform of each system.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { fixturesDirectory } from "../support/fixtures.mjs";
import { sha256 } from "../support/pairs.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const chosen = builtPlatforms().filter((platform, index, all) => index === all.findIndex(({ system }) => system === platform.system));

async function copy(from, to, ...options) {
  fs.mkdirSync(to, { recursive: true });
  const { status, stderr } = await run("rsync", ["--archive", ...options, `${from}/`, to]);
  assert.equal(status, 0, stderr);
}

let there, fixtures;
before(async () => {
  const work = temporaryDirectory();
  there = path.join(work, "another place for sources");
  fixtures = path.join(work, "fixtures");
  await copy(here, there, "--exclude=/build", "--exclude=/.git");
  const kept = path.join(fixturesDirectory(), "platforms");
  for (const name of fs.readdirSync(kept).filter((each) => /^(zig|sources)-[\w.]+$/.test(each))) {
    await copy(path.join(kept, name), path.join(fixtures, "platforms", name), "--exclude=/cache");
  }
});

for (const platform of chosen) {
  test(`${platform.name} is the same bytes`, async () => {
    const environment = { ...process.env, WASMPAIR_FIXTURES: fixtures, CCACHE_DISABLE: "1" };
    const { status, stdout, stderr } = await run("tools/package", ["--platforms", platform.name], { cwd: there, env: environment });
    assert.equal(status, 0, stdout.slice(-4000) + stderr);
    const program = platformProgram(platform);
    const built = path.join(there, path.relative(here, program));
    if (sha256(built) === sha256(program)) return;
    const kept = `${program}.differs`;
    fs.copyFileSync(built, kept);
    assert.fail(`${program} and what was built elsewhere, kept as ${kept}, differ`);
  });
}
