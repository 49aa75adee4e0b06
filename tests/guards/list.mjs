// The list of guards: tests/guards/*.guards, one file for each folder of src/. An entry ends at an empty line:
//   util/byte_reader.cpp: bytes end within the region      the file in src/, and what the guard ensures
//   - if (count > remaining())                             its exact text, which occurs once in the file
//   + if (count > file_.size())                            the text that breaks it
//   ? ByteReader*                                          the tests that notice: a filter of GoogleTest, or
//   ? cli/paths                                            a case of the command line
// Several lines of text are several lines with a "-" or "+". Without "?", all unit tests run. "#" starts a comment.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const directory = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(directory, "../..");

/// All guards: [{ file, name, title, text, broken, filter }], where title is "file: name", which is unique.
export function readGuards() {
  const files = fs.readdirSync(directory).filter((name) => name.endsWith(".guards")).sort();
  const guards = files.flatMap((name) => parse(fs.readFileSync(path.join(directory, name), "utf8"), name));
  const titles = guards.map(({ title }) => title);
  const twice = titles.filter((title, index) => titles.indexOf(title) !== index);
  assert.deepEqual(twice, [], "guards that are listed twice");
  return guards;
}

function parse(list, name) {
  return list.split(/\n\n+/).map((block) => block.split("\n").filter((line) => line !== "" && !line.startsWith("#")))
    .filter((lines) => lines.length > 0).map(([title, ...lines]) => {
      const [file, guard] = title.split(/: (.*)/);
      const texts = { "-": [], "+": [], "?": [] };
      for (const line of lines) {
        assert(line[0] in texts && (line[1] ?? " ") === " ", `${name}, "${title}": a line that starts with none of "- ", "+ ", "? ": ${line}`);
        texts[line[0]].push(line.slice(2));
      }
      assert(guard && texts["-"].length > 0 && texts["?"].length <= 1, `${name}: not a guard: ${title}`);
      return { title, file, name: guard, text: texts["-"].join("\n"), broken: texts["+"].join("\n"), filter: texts["?"][0] ?? "*" };
    });
}

/// The source with the guard broken. Throws if its text does not occur exactly once.
export function breakGuard(guard) {
  const file = path.join(root, "src", guard.file);
  assert(fs.existsSync(file), `${guard.title}: there is no such file in src/`);
  assert(file.endsWith(".cpp"), `${guard.title}: only a .cpp file compiles alone`);
  const parts = fs.readFileSync(file, "utf8").split(guard.text);
  assert.equal(parts.length - 1, 1, `${guard.title}: this text must occur once, but occurs ${parts.length - 1} times:\n${guard.text}\n`);
  assert.notEqual(guard.text, guard.broken, `${guard.title}: the broken text is the text`);
  return parts.join(guard.broken);
}

/// Throws one error that lists every guard that cannot be broken as listed.
export function checkGuards(guards) {
  const problems = guards.flatMap((guard) => {
    try {
      breakGuard(guard);
      return [];
    } catch (error) {
      return [error.message];
    }
  });
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\nCorrect tests/guards/*.guards.`);
}
