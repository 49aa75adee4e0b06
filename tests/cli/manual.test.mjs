// The manual page, as man and mandoc read it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { wasmpair } from "../support/program.mjs";

const page = wasmpair(["manual"]).stdout;

function mandoc(...options) {
  const run = spawnSync("mandoc", options, { input: page, encoding: "utf8" });
  if (run.error) throw run.error;
  return run.stdout;
}

test("has no mistakes", () => {
  // A page with a date would change from day to day.
  const complaints = mandoc("-T", "lint", "-W", "warning").split("\n").filter((line) => line && !line.includes("missing date"));
  assert.deepEqual(complaints, []);
});

test("has the usual sections in their usual order", () => {
  const sections = [...page.matchAll(/^\.SH (.*)/gm)].map(([, name]) => name);
  assert.deepEqual(sections, [
    "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO",
  ]);
});

test("describes every option of every command", () => {
  const text = mandoc("-T", "ascii", "-O", "width=200").replace(/.\x08/g, "");
  const commands = [...wasmpair(["--help"]).stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  assert.ok(commands.length > 10);
  for (const command of commands) {
    const section = text.split(`\n   ${command}\n`)[1]?.split(/\n {0,3}\S/)[0];
    assert.ok(section, `no section ${command}`);
    for (const [, option] of wasmpair([command, "--help"]).stdout.matchAll(/^ {2}(?:-[a-z], )?(--[a-z-]+)/gm)) {
      assert.match(section, new RegExp(`^ {7}(-[a-z], )?${option}\\b`, "m"), `${command} ${option}`);
    }
  }
});
