// The archives of a release: what they contain, and that the same files produce the same bytes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { addPrograms, makeArchives, readAllSums, readSums, runTool, version } from "../support/distribution.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";

const sources = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const documents = [
  "CHANGELOG.md", "LICENSE", "NOTICES", "README.md", "completions/_wasmpair", "completions/wasmpair.bash",
  "completions/wasmpair.fish", "wasmpair.1", "wasmpair.cdx.json",
];

function unpack(archive, directory) {
  fs.mkdirSync(directory);
  const env = { ...process.env, TZ: "UTC" }; // times in zip archives are local
  if (archive.endsWith(".zip")) execFileSync("unzip", ["-q", archive, "-d", directory], { env });
  else execFileSync("tar", ["-xzf", archive, "-C", directory]);
}

const filesIn = (directory) => fs.readdirSync(directory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));

const released = Number(execFileSync("dpkg-parsechangelog", ["--file", "tools/debian/changelog", "--show-field", "Timestamp"], { cwd: sources })) * 1000;

test("have the program with its notices, documents, manual page and completions, for every platform", (t) => {
  const work = temporaryDirectory(t);
  addPrograms(work);
  const archives = makeArchives(work);
  execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: archives });
  for (const { name, system, program: file, target } of readPlatforms()) {
    const top = `wasmpair-${version}-${name}`;
    const unpacked = path.join(work, `unpacked-${name}`);
    unpack(path.join(archives, `${top}${system === "windows" ? ".zip" : ".tar.gz"}`), unpacked);
    const inside = path.join(unpacked, top);
    assert.deepEqual(fs.readdirSync(unpacked), [top]);
    assert.deepEqual(filesIn(inside).sort(), [...documents, file].sort());
    assert.equal(fs.statSync(path.join(inside, file)).mode & 0o777, 0o755);
    assert.equal(fs.statSync(path.join(inside, "LICENSE")).mode & 0o777, 0o644);
    for (const each of filesIn(inside)) assert.equal(fs.statSync(path.join(inside, each)).mtimeMs, released, each);
    assert.equal(fs.readFileSync(path.join(inside, "NOTICES"), "utf8"), `notices for ${name}\n`);
    assert.equal(fs.readFileSync(path.join(inside, "wasmpair.1"), "utf8"), wasmpair(["manual"]).stdout);
    const bill = fs.readFileSync(path.join(inside, "wasmpair.cdx.json"));
    assert.deepEqual(fs.readFileSync(path.join(archives, `${top}.cdx.json`)), bill);
    assert.equal(JSON.parse(bill).metadata.component.properties[0].value, name);
    const original = path.join(work, target === null ? "" : name, file);
    assert.deepEqual(fs.readFileSync(path.join(inside, file)), fs.readFileSync(original));
  }
  assert.equal(readSums(archives).length, readPlatforms().length);
  assert.equal(readAllSums(archives).length, 2 * readPlatforms().length);
});

test("are the same bytes in another place, at another time, with another umask, time zone and language", (t) => {
  const work = temporaryDirectory(t);
  const [first, second] = ["first", "a longer second"].map((name) => path.join(work, name));
  const some = readPlatforms().filter(({ name }) => ["linux-x64-musl", "windows-x64"].includes(name));
  for (const directory of [first, second]) addPrograms(directory, some);
  for (const name of fs.readdirSync(second, { recursive: true })) fs.utimesSync(path.join(second, name), 1e9, 1e9);
  const one = makeArchives(first);
  const umask = process.umask(0o077);
  t.after(() => process.umask(umask));
  const other = makeArchives(second, { cwd: "/", env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" } });
  assert.deepEqual(fs.readdirSync(one).sort(), fs.readdirSync(other).sort());
  for (const name of fs.readdirSync(one)) {
    assert.ok(fs.readFileSync(path.join(one, name)).equals(fs.readFileSync(path.join(other, name))), name);
  }
});

test("are not written without notices, without a program, or of another version, and those before remain", (t) => {
  const work = temporaryDirectory(t);
  const [musl] = readPlatforms().filter(({ name }) => name === "linux-x64-musl");
  addPrograms(work, [musl]);
  const before = fs.readFileSync(path.join(makeArchives(work), "SHA256SUMS"), "utf8");

  const refuse = (args, expected) => {
    const { status, stderr } = runTool("archives", args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, expected);
    assert.equal(fs.readFileSync(path.join(work, "archives/SHA256SUMS"), "utf8"), before);
  };
  const other = path.join(work, "other-wasmpair");
  fs.writeFileSync(other, "#!/bin/sh\necho wasmpair 99.0.0\n", { mode: 0o755 });
  refuse([work, other], /prints 'wasmpair 99\.0\.0', but the project's version is/);
  fs.rmSync(path.join(work, musl.name, "wasmpair.copyright"));
  refuse([work, program], /wasmpair\.copyright: missing.*\bBuild both again/);
  addPrograms(work, [musl]);
  fs.appendFileSync(path.join(work, musl.name, musl.program), "# changed\n");
  refuse([work, program], /wasmpair\.cdx\.json: describes another program than .*\. Build both again/);
  fs.rmSync(path.join(work, musl.name, "wasmpair.cdx.json"));
  refuse([work, program], /wasmpair\.cdx\.json: missing.*\. Build both again/);
  fs.rmSync(path.join(work, musl.name, musl.program));
  refuse([work, program], /has no program of a platform/);
});
