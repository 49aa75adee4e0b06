// Two builds of the same sources in two directories are the same bytes. Compiled without ccache, which could give the
// object of one directory to the other.
//
// Here some sources stand for all: the generated ones, and some of each library. WASMPAIR_REPRODUCE=program builds the
// complete program twice instead, which takes as long as two builds.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { program, temporaryDirectory } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const build = path.dirname(program);
const env = { ...process.env, CCACHE_DISABLE: "1" };
const complete = process.env.WASMPAIR_REPRODUCE === "program";

/// Copies of the sources in two directories, the paths of which differ in length, too.
function copies(t) {
  const directory = temporaryDirectory(t);
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" }).split("\0");
  return ["a", "another directory"].map((name) => {
    const copy = path.join(directory, name);
    for (const file of files.filter((file) => file && fs.existsSync(path.join(root, file)))) {
      fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      fs.copyFileSync(path.join(root, file), path.join(copy, file));
    }
    return copy;
  });
}

suite("A build does not depend on its directory", () => {
  test("objects", { skip: complete }, (t) => {
    const commands = JSON.parse(fs.readFileSync(path.join(build, "compile_commands.json"), "utf8"));
    const chosen = [/\/generated\/[^/]+\.cpp$/, /\/tools\/wasmpair\.cpp$/, /\/src\/util\/error\.cpp$/, /\/src\/cli\/shell\/manual\.cpp$/]
      .map((pattern) => commands.find(({ file }) => pattern.test(file)) ?? assert.fail(`no source is like ${pattern}`));
    // Whoever names its file, as assert() and exceptions of libraries do.
    const probe = path.join(build, "probe.cpp");
    chosen.push({ ...chosen.at(-1), file: probe, command: chosen.at(-1).command.replaceAll(chosen.at(-1).file, probe) });
    const [first, second] = copies(t).map((copy) => {
      const moved = (text) => text.replaceAll(root, copy.replaceAll(" ", "\\ "));
      const at = path.join(copy, path.relative(root, build));
      fs.cpSync(path.join(build, "generated"), path.join(at, "generated"), { recursive: true });
      fs.writeFileSync(path.join(at, "probe.cpp"), "const char* where() { return __FILE__; }\n");
      return chosen.map(({ command }, index) => {
        const object = path.join(copy, `${index}.o`);
        const words = moved(command).replace(/^\S*ccache /, "").replace(/ -o \S+/, ` -o '${object}'`);
        execFileSync("sh", ["-c", words], { cwd: at, env, stdio: ["ignore", "inherit", "inherit"] });
        return fs.readFileSync(object);
      });
    });
    chosen.forEach(({ file }, index) => assert.ok(first[index].equals(second[index]), `${file} gives two objects`));
  });

  test("the program", { skip: !complete }, (t) => {
    const [first, second] = copies(t).map((copy) => {
      execFileSync("cmake", ["--preset", "release", "-D", "WASMPAIR_TESTS=OFF"], { cwd: copy, env, stdio: "ignore" });
      execFileSync("cmake", ["--build", "build/release", "--target", "wasmpair_program"], { cwd: copy, env, stdio: "ignore" });
      return fs.readFileSync(path.join(copy, "build/release/wasmpair"));
    });
    assert.ok(first.equals(second));
  });

  test("no path of the build is in the program", () => {
    const content = fs.readFileSync(program, "latin1");
    for (const place of [root, build]) assert.ok(!content.includes(`${place}/`), place);
  });
});
