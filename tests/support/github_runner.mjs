// Runs steps of GitHub Actions with bash, as the runner does: each has its own files for outputs and summary,
// expressions of the form ${{ steps.pack.outputs.pair }} are evaluated first, and the output is searched for commands.
// Syntax and escapes follow actions/runner: ActionCommand.cs, FileCommandManager.cs, ScriptHandler.cs.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { npmFixture } from "./fixtures.mjs";
import { run } from "./program.mjs";

const yaml = createRequire(import.meta.url)(npmFixture("yaml-2.9.1", "dist/index.js"));

export const readYaml = (file) => yaml.parse(fs.readFileSync(file, "utf8"));

const shells = { bash: ["--noprofile", "--norc", "-eo", "pipefail"], undefined: ["-e"] };

export class GithubRunner {
  /// workspace: where steps run. temporary: an empty directory. env: the environment besides the runner's variables.
  /// contexts: { vars, … }. elsewhere: actions and names of steps that the test performs by other means.
  constructor({ workspace, temporary, env, contexts = {}, elsewhere = [] }) {
    Object.assign(this, { workspace, temporary, env, contexts, elsewhere, steps: 0 });
  }

  /// Runs a job's steps until one fails: { status, annotations, summary, outputs, log }.
  async runJob(job) {
    const result = await this.#runSteps(job.steps, { ...this.contexts });
    const outputs = evaluateAll(job.outputs ?? {}, result.contexts);
    return { ...result, outputs };
  }

  /// Runs a composite action of the workspace with these inputs; returns the same as runJob.
  async runAction(directory, inputs) {
    const action = readYaml(path.join(this.workspace, directory, "action.yml"));
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ""]);
    for (const name of Object.keys(inputs)) if (!action.inputs[name]) throw new Error(`${directory} has no input ${name}`);
    const contexts = { inputs: { ...Object.fromEntries(defaults), ...inputs } };
    const result = await this.#runSteps(action.runs.steps, contexts);
    const values = Object.entries(action.outputs).map(([name, output]) => [name, output.value]);
    return { ...result, outputs: evaluateAll(Object.fromEntries(values), result.contexts) };
  }

  async #runSteps(steps, contexts) {
    contexts.steps = {};
    const total = { status: 0, annotations: [], summary: "", log: "", contexts };
    for (const step of steps) {
      if (this.elsewhere.includes(step.uses?.split("@")[0]) || this.elsewhere.includes(step.name)) continue;
      const result = await (step.uses ? this.runAction(step.uses, evaluateAll(step.with, contexts)) : this.#runScript(step, contexts));
      if (step.id) contexts.steps[step.id] = { outputs: result.outputs };
      total.annotations.push(...result.annotations);
      total.summary += result.summary;
      total.log += result.log;
      total.status = result.status;
      if (result.status !== 0) break;
    }
    return total;
  }

  async #runScript(step, contexts) {
    const file = (kind) => path.join(this.temporary, `${this.steps}.${kind}`);
    this.steps += 1;
    const [script, outputs, summary] = [file("sh"), file("outputs"), file("summary")];
    fs.writeFileSync(script, evaluate(step.run, contexts));
    for (const name of [outputs, summary]) fs.writeFileSync(name, "");
    const env = { ...this.env, ...evaluateAll(step.env ?? {}, contexts), GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary };
    const ended = await run("bash", [...shells[step.shell], script], { cwd: this.workspace, env });
    return {
      status: ended.status,
      annotations: [...readCommands(ended.stdout), ...readCommands(ended.stderr)],
      outputs: readOutputs(fs.readFileSync(outputs, "utf8")),
      summary: fs.readFileSync(summary, "utf8"),
      log: ended.stdout + ended.stderr,
    };
  }
}

/// The workflow commands in a stream: [{ command, properties, message }].
export function readCommands(stream) {
  const commands = [];
  let stopped;
  for (const line of stream.split("\n").map((text) => text.trimStart())) {
    const match = /^::([a-z-]+)(?: (.*?))?::(.*)$/.exec(line);
    if (stopped) {
      if (line === `::${stopped}::`) stopped = undefined;
    } else if (match?.[1] === "stop-commands") {
      stopped = match[3];
    } else if (match) {
      const pairs = (match[2] ?? "").split(",").filter(Boolean).map((pair) => pair.split(/=(.*)/s));
      const properties = Object.fromEntries(pairs.map(([name, value]) => [name, unescape(value, "\r\n:,%")]));
      commands.push({ command: match[1], properties, message: unescape(match[3], "\r\n%") });
    }
  }
  return commands;
}

/// "%" comes last, so that nothing is decoded twice.
function unescape(text, characters) {
  return [...characters].reduce((decoded, character) => decoded.replaceAll(escaped(character), character), text);
}

const escaped = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/// The outputs that a step wrote to the file of GITHUB_OUTPUT.
function readOutputs(text) {
  const outputs = {};
  const lines = text.split("\n");
  while (lines.length > 0) {
    const line = lines.shift();
    if (line === "") continue;
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (!name) throw new Error(`the runner would not understand: ${line}`);
    const end = lines.indexOf(delimiter);
    if (end < 0) throw new Error(`no end of ${name}`);
    outputs[name] = lines.splice(0, end + 1).slice(0, -1).join("\n");
  }
  return outputs;
}

const evaluateAll = (values, contexts) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, evaluate(String(value), contexts)]));

/// Evaluates ${{ a.b.c }}; a missing value is empty.
function evaluate(text, contexts) {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, names) => names.split(".").reduce((value, name) => value?.[name], contexts) ?? "");
}
