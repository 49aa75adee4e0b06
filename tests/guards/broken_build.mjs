// The programs with one guard broken, next to a build that is left as it is: only one object is compiled, and linked
// before the archives, so that its functions replace those of the archives.
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

export class BrokenBuild {
  /// build: a directory of CMake with Ninja, in which both programs are built.
  constructor(build) {
    this.build = build;
    const words = ["-C", build, "-t", "commands", "unit_tests", "wasmpair"];
    this.commands = execFileSync("ninja", words, { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n");
  }

  /// Compiles the source instead of src/FILE into directory, which it creates. Throws the compiler's messages.
  async compile(file, source, directory) {
    const copy = path.join(directory, file);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, source);
    const [command] = this.#find(`/src/${file}`).split(" -MD ");
    // Warnings are no errors here: a broken guard may leave a name unused.
    await this.#run(`${command} -O0 -Wno-error -w -c ${copy} -o ${copy}.o`);
    return `${copy}.o`;
  }

  /// Links target ("wasmpair", "tests/unit/unit_tests") with the object as output.
  async link(target, object, output) {
    const ending = ` -o ${target} `;
    const [link] = this.#find(ending).split(" && ").filter((command) => command.includes(ending));
    await this.#run(link.replace(ending, ` ${object} -o ${output} `));
  }

  #find(text) {
    const command = this.commands.find((line) => `${line} `.includes(`${text} `));
    if (!command) throw new Error(`${this.build} has no command for ${text}`);
    return command;
  }

  async #run(command) {
    await execute("sh", ["-c", command], { cwd: this.build, maxBuffer: 1 << 28 });
  }
}
