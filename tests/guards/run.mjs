// Breaks guards one at a time, and requires that a fast test fails for each:
//   node tests/guards/run.mjs [--jobs N] [TEXT…]     the guards whose titles contain one of the texts; all without a text
//   node tests/guards/run.mjs --sample N             N of them: others after each change of a file with guards
//   node tests/guards/run.mjs --check                only checks that each can be broken as tests/guards/*.guards says
// WASMPAIR names the program in a build of the unit tests. The files of the project and of the build stay as they are.
import { spawnSync, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { program } from "../support/program.mjs";
import { BrokenBuild } from "./broken_build.mjs";
import { breakGuard, checkGuards, readGuards } from "./list.mjs";

// Long after the tests end on a slow machine: a broken guard may make a test wait for ever.
const deadline = 15 * 60 * 1000;

const options = { jobs: { type: "string" }, sample: { type: "string" }, check: { type: "boolean" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const all = readGuards();
checkGuards(all);
console.log(`${all.length} guards are listed; the text of each occurs once`);
if (!values.check) process.exitCode = await breakEach(choose(all));

function choose(guards) {
  const isNamed = ({ title }) => positionals.length === 0 || positionals.some((text) => title.includes(text));
  if (!values.sample) return guards.filter(isNamed);
  const digest = (text) => createHash("sha256").update(text).digest("hex");
  const seed = digest(guards.map(breakGuard).join());
  const order = new Map(guards.map((guard) => [guard, digest(seed + guard.title)]));
  return guards.toSorted((a, b) => (order.get(a) < order.get(b) ? -1 : 1)).slice(0, Number(values.sample));
}

/// The exit status: 0 if every guard was noticed.
async function breakEach(guards) {
  const build = path.dirname(path.resolve(program));
  expectPassWhole(guards, build);
  const broken = new BrokenBuild(build);
  const scratch = path.join(build, "guards");
  fs.rmSync(scratch, { recursive: true, force: true });
  const waiting = [...guards.entries()];
  const survivors = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, guard] = next;
      const directory = path.join(scratch, String(index));
      const { outcome, detail } = await breakOne(broken, guard, directory);
      fs.rmSync(directory, { recursive: true, force: true });
      console.log(`${outcome.padEnd(8)}  ${guard.title}${detail ? `  (${detail})` : ""}`);
      if (outcome !== "noticed") survivors.push(guard);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs ?? os.cpus().length) }, work));
  console.log(`${guards.length - survivors.length} of ${guards.length} guards noticed`);
  return survivors.length === 0 && guards.length > 0 ? 0 : 1;
}

/// A test that fails anyway would notice everything, and a pattern without a test nothing.
function expectPassWhole(guards, build) {
  const filters = [...new Set(guards.map(({ filter }) => filter))];
  const units = filters.filter((filter) => !filter.startsWith("cli/"));
  for (const pattern of new Set(units.flatMap((filter) => filter.split("-")[0].split(":")))) {
    const [command, ...words] = testCommand(pattern, build);
    const { stdout } = spawnSync(command, [...words, "--gtest_list_tests"], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (!/^  /m.test(stdout)) throw new Error(`No unit test has a name like ${pattern}. Correct tests/guards/*.guards.`);
  }
  const commands = filters.filter((filter) => filter.startsWith("cli/")).map((filter) => testCommand(filter, build));
  if (units.length > 0) commands.push(testCommand(units.join(":"), build));
  for (const [command, ...words] of commands) {
    const { status, stdout } = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`With all guards whole, this fails: ${[command, ...words].join(" ")}\n${stdout}`);
  }
}

/// The words of the command that runs the tests of a filter with the programs in directory.
function testCommand(filter, directory) {
  if (!filter.startsWith("cli/")) return [path.join(directory, "tests/unit/unit_tests"), `--gtest_filter=${filter}`, "--gtest_fail_fast"];
  return ["node", "--test-reporter=tap", "tests/cli/run.mjs", `tests/cli/cases/${filter.slice("cli/".length)}.case`];
}

async function breakOne(build, guard, directory) {
  try {
    const object = await build.compile(guard.file, breakGuard(guard), directory);
    const target = guard.filter.startsWith("cli/") ? "wasmpair" : "tests/unit/unit_tests";
    const output = path.join(directory, target);
    fs.mkdirSync(path.dirname(output), { recursive: true });
    await build.link(target, object, output);
  } catch (error) {
    return { outcome: "unbuilt", detail: error.stderr ?? error.message };
  }
  return await judge(testCommand(guard.filter, directory), path.join(directory, "wasmpair"));
}

function judge([command, ...words], wasmpair) {
  const env = { ...process.env, WASMPAIR: wasmpair };
  return new Promise((settle) => {
    execFile(command, words, { env, timeout: deadline, maxBuffer: 1 << 28 }, (error, stdout) => {
      if (!error) settle({ outcome: "survived", detail: words.join(" ") });
      else if (error.killed) settle({ outcome: "endless", detail: words.join(" ") });
      else settle({ outcome: "noticed", detail: failedTest(stdout) });
    });
  });
}

/// What noticed: the failed test, or the one that was running when the program ended.
function failedTest(output) {
  const failed = output.match(/^(?:\[ {2}FAILED {2}\]|not ok \d+ -) ([^ ,\n]+)/m) ?? [...output.matchAll(/^\[ RUN {6}\] (.*)$/gm)].at(-1);
  return failed?.[1] ?? "";
}
