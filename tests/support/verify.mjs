// Running `wasmpair verify` on a test's own server, and checking what it finds.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { program } from "./program.mjs";

/// Runs `wasmpair verify` without blocking, because servers run in the test's process: { status, report, stderr }.
export function verify(url, ...options) { return verifyIn({}, url, ...options); }

/// The same with these additions to the environment.
export async function verifyIn(env, url, ...options) {
  const child = spawn(program, ["verify", url, "--json", ...options], { env: { ...process.env, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => { stdout += data; });
  child.stderr.on("data", (data) => { stderr += data; });
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, report: stdout ? JSON.parse(stdout) : undefined, stderr };
}

const ids = ({ report }) => report.findings.map(({ id }) => id).sort();

/// Asserts that exactly these incidents were found, and these warnings, each with an explanation.
export async function assertFound(run, expected, warnings = []) {
  assert.deepEqual([ids(run), run.report.warnings.map(({ id }) => id).sort()], [expected, warnings], JSON.stringify(run.report, null, 1));
  assert.equal(run.status, expected.length ? 1 : 0);
  for (const finding of [...run.report.findings, ...run.report.warnings]) {
    assert.ok(finding.cause && finding.fix && finding.message, `${finding.id} is explained`);
  }
}
