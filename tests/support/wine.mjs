// Windows as far as Wine has it: a drive with a directory for the test's files, and nothing else.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Place } from "./place.mjs";
import { temporaryDirectory } from "./program.mjs";

export class Wine extends Place {
  /// Runs the program in the directory. Takes seconds: Wine first writes what Windows has.
  constructor(program) {
    const prefix = path.join(temporaryDirectory(), "prefix");
    // Neither .NET nor HTML, which it would ask to download; and names in UTF-8.
    const env = {
      PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: "C.UTF-8", WINEPREFIX: prefix, WINEDEBUG: "-all", WINEDLLOVERRIDES: "mscoree=;mshtml=",
    };
    execFileSync("wine", ["wineboot", "--init"], { env, stdio: "ignore" });
    const directory = path.join(prefix, "drive_c", "srv");
    fs.mkdirSync(directory);
    super(directory, ["wine", program], { cwd: directory, env });
    this.program = program;
    this.environment = env;
  }

  /// The same place for another program.
  for(program) { return new Place(this.directory, ["wine", program], { cwd: this.directory, env: this.environment }); }

  /// Ends all of its processes, if there are any.
  remove() { spawnSync("wineserver", ["--kill", "--wait"], { env: this.environment, stdio: "ignore" }); }
}

/// Words in which paths of this system are those of Wine's drive for it.
export const onDriveZ = (words) => words.map((word) => (word.startsWith("/") ? `Z:${word}` : word));
