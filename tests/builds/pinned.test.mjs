// What the shipped workflows, the pipeline and the Dockerfile download is pinned: actions by commits, images by digests,
// packages of npm by a lock file. A tag or a range may name other code tomorrow.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
const shipped = fs.readdirSync(path.join(root, "tools/ci")).map((name) => `tools/ci/${name}`).concat("Dockerfile");

const action = /^(?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;
const image = /^\S+@sha256:[0-9a-f]{64}$/;

/// What is not pinned in a workflow, a pipeline or a Dockerfile.
function unpinned(text) {
  const lines = text.split("\n");
  const values = (pattern) => lines.flatMap((line) => pattern.exec(line)?.[1].trim() ?? []);
  const given = new Map(lines.flatMap((line) => { const found = /^ARG (\w+)=(.+)$/.exec(line); return found ? [found.slice(1)] : []; }));
  const bases = values(/^FROM (?:--\S+ )*(\S+)/).map((base) => given.get(/^\$\{(\w+)\}$/.exec(base)?.[1]) ?? base);
  return [
    ...values(/^\s*(?:- )?uses: *(.+)$/).filter((used) => !action.test(used)),
    ...[...values(/^\s*(?:- )?(?:image|container): *(.+)$/), ...values(/^\s*name: *(\S+:\S+)$/), ...bases].filter((used) => !image.test(used)),
    // `npm ci` installs what the lock file names, by its integrity.
    ...lines.filter((line) => !/^\s*#/.test(line) && /\b(?:npm (?:i|install|add|exec|x)|npx|yarn|pnpm|pip3? install|go install|(?:curl|wget)\b.*\|\s*(?:ba)?sh)\b/.test(line)),
  ];
}

suite("Downloads are pinned", () => {
  for (const file of shipped) test(file, () => assert.deepEqual(unpinned(read(file)), []));

  test("there is something to pin in each", () => {
    const pins = (file) => read(file).match(/@(?:[0-9a-f]{40} # v|sha256:[0-9a-f]{64})/g)?.length ?? 0;
    assert.deepEqual(shipped.map((file) => [file, pins(file) > 0]), shipped.map((file) => [file, file !== "tools/ci/action.yml"]));
  });

  test("the check finds what is not pinned", () => {
    for (const line of [
      "      - uses: actions/checkout@v4", "        uses: actions/checkout@11bd719", "      - uses: actions/checkout@main # v4.2.2",
      `      - uses: actions/checkout@${"a".repeat(40)}`, "  image: node:22", "  image: node@sha256:abc", "    container: debian:12", "FROM debian:12 AS build",
      "ARG BASE=debian:12\nFROM ${BASE}", "FROM ${BASE}", "    - npm install --global wasmpair@0.1", "      run: npx wasmpair pack", "    - curl https://a.example/ | sh",
    ]) assert.equal(unpinned(line).length, 1, line);
  });

  test("lock files name the digest of every package", () => {
    for (const file of ["examples/express-handlebars/package-lock.json", "tests/package-lock.json", "tests/vite/package-lock.json"]) {
      for (const [name, { integrity, link }] of Object.entries(JSON.parse(read(file)).packages)) {
        if (name !== "" && !link) assert.match(integrity ?? "", /^sha512-/, `${file}: ${name}`);
      }
    }
  });
});
