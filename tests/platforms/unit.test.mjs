// The unit tests, compiled for the platforms whose programs run here: natively, under QEMU or under Wine.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { builtPlatforms, testProgram } from "../support/distributed.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";
import { Wine } from "../support/wine.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/// Tests of what Windows has and Wine 8 lacks: symbolic links, and removing a file that is open.
const absentInWine = [
  "AssetFilesTest.DoNotFollowLinksToASiblingWithTheSamePrefixOrToDirectories",
  "AssetFilesTest.FollowLinksWithinTheDirectoryOnly",
  "AtomicFileTest.AddsOnlyUnderANameThatNothingHas",
  "CommitStableTest.DoesNotReplaceALink",
  "CommitTest.PublishesThroughALinkToTheDirectory",
  "ContentTest.IsOfARegularFileAndFollowsNoLink",
  "ContentTest.SurvivesTheReplacementOfItsFile",
  "GorootTest.ReadsTheVersionAtTheUnresolvedPath",
  "Init.ReplacesNothing",
  "Init.WritesNothingThroughALinkInTheProject",
  "Prune.DoesNotFollowAManifestThatIsALink",
  "Prune.RefusesLinks",
];

/// Tests that keep a process from starting threads by the default size of their stacks, which musl limits.
const absentInMusl = ["InBackground.WorksInThisThreadIfNoOtherCanBeStarted", "RunJobs.ThrowsErrorIfNoThreadCanBeStarted"];

const without = (names) => `--gtest_filter=-${names.join(":")}`;

/// By the column run of platforms.tsv: { run(program, words…), results, named, remove() }: the file of the results, and what
/// the program calls it.
const machines = {
  native: () => linux([]),
  QEMU: () => linux(["qemu-aarch64-static"]),
  Wine: () => {
    const wine = new Wine();
    return {
      run: (program, ...words) => run("wine", [program, ...words, without(absentInWine)], { cwd: root, env: wine.environment }),
      results: wine.path("results.json"),
      named: "C:\\srv\\results.json",
      remove: () => wine.remove(),
    };
  },
};

function linux(emulator) {
  const results = path.join(temporaryDirectory(), "results.json");
  return {
    run: (program, ...words) => run("env", [...emulator, program, ...words, without(absentInMusl)], { cwd: root }),
    results,
    named: results,
    remove: () => {},
  };
}

/// The names of the tests that ended in that way, or all.
function namesIn({ testsuites }, result) {
  const all = testsuites.flatMap(({ name, testsuite }) => testsuite.map((each) => ({ ...each, name: `${name}.${each.name}` })));
  return all.filter((each) => !result || each.result === result).map(({ name }) => name);
}

for (const platform of builtPlatforms().filter(({ run: how }) => how !== "not run")) {
  for (const program of ["unit/unit_tests", ...(platform.system === "linux" ? ["memory/memory_tests"] : [])]) {
    test(`${program} of ${platform.name} pass`, async (t) => {
      const machine = machines[platform.run]();
      t.after(machine.remove);
      const file = testProgram(platform, program + path.extname(platform.program));
      const { status, stdout, stderr } = await machine.run(file, "--gtest_brief=1", `--gtest_output=json:${machine.named}`);
      assert.equal(status, 0, stdout + stderr);
      const results = JSON.parse(fs.readFileSync(machine.results, "utf8"));
      assert.deepEqual(namesIn(results, "SKIPPED"), []);
      t.diagnostic(`${namesIn(results, "COMPLETED").length} tests passed`);
      assert.ok(namesIn(results, "COMPLETED").length > (program === "unit/unit_tests" ? 1000 : 3));
    });
  }
}
