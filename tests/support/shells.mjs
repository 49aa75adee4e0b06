// Real shells with wasmpair's completions: what they offer, and what a line becomes after Tab.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { wasmpair } from "./program.mjs";

const typed = path.join(path.dirname(fileURLToPath(import.meta.url)), "typed.zsh");

/// In the shell, wasmpair becomes a function that prints its words, to show the completed line.
const printWords = "PS1=; wasmpair() { printf '<%s>' \"$@\"; echo; echo END; }";

/// M-* inserts everything that is offered: readline binds it already, zsh gets a binding.
const zshInsertAll =
  "zle -C all-matches complete-word _generic; bindkey '\\e*' all-matches; " +
  "zstyle ':completion:all-matches:*' completer _all_matches _complete; zstyle ':completion:all-matches:*' insert true";

const shells = {
  bash: { command: ["bash", "--norc", "--noprofile", "-i"], setup: (script) => `source ${script}` },
  "bash with bash-completion": {
    command: ["bash", "--norc", "--noprofile", "-i"],
    setup: (script) => `source /usr/share/bash-completion/bash_completion; source ${script}`,
  },
  zsh: {
    command: ["zsh", "-f", "-i"],
    setup: (script) => `autoload -U compinit; compinit -u -D; source ${script}; ${zshInsertAll}`,
  },
};

export const shellNames = [...Object.keys(shells), "fish"];

/// A shell in a directory, with its script there as "completions": { offered(line), completed(line) }.
export function openShell(name, directory) {
  const run = wasmpair(["completion", name.split(" ")[0]]);
  if (run.status !== 0) throw new Error(run.stderr);
  const script = path.join(directory, "completions");
  fs.writeFileSync(script, run.stdout);
  const env = { ...process.env, TERM: "dumb", HOME: directory, HISTFILE: "/dev/null", LC_ALL: "C.UTF-8" };
  const type = (line) => {
    const { command, setup } = shells[name];
    const result = spawnSync("zsh", [typed, `${setup("completions")}; ${printWords}`, line, ...command], {
      cwd: directory, env, encoding: "utf8", timeout: 60_000,
    });
    const words = /^(<.*>)\r*$/m.exec(result.stdout)?.[1];
    if (!words) throw new Error(`${name} wrote:\n${result.stdout}${result.stderr}`);
    return words.slice(1, -1).split("><");
  };
  const before = (line) => line.split(" ").length - 2;
  const ask = (line) => {
    const result = spawnSync("fish", ["--no-config", "-c", "source completions; complete -C $argv[1]", line], {
      cwd: directory, env, encoding: "utf8",
    });
    if (result.stderr) throw new Error(result.stderr);
    return result.stdout.split("\n").filter(Boolean).map((row) => row.split("\t")[0]);
  };
  return {
    /// The words offered at the end of the line, without an "--option=" before them.
    offered: (line) => {
      const words = name === "fish" ? ask(line) : type(`${line}\x1b*`).slice(before(line));
      return words.map((word) => word.replace(/^--[a-z-]+=(?=.)/, "")).filter((word) => word !== line.split(" ").at(-1)).sort();
    },
    /// The words of the line after Tab.
    completed: (line) => type(`${line}\t`),
  };
}
