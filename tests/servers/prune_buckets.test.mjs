// The scripts of `wasmpair config s3 --prune` and `config gcs --prune`, with buckets that are directories: what they delete
// is what `wasmpair prune` deletes from the directory of the releases, also after they were killed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildSource } from "../support/apps.mjs";
import { makeBucket, uploaders } from "../support/buckets.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, ledgerName } from "../support/release.mjs";

const words = ["first", "second", "third", "fourth"];
const retention = ["--keep", "1", "--min-age", "0s"];
/// By links, because nothing is written into a file.
function restore(original, directory) {
  fs.rmSync(directory, { recursive: true });
  fs.mkdirSync(directory);
  for (const file of contents(original)) fs.linkSync(path.join(original, file), path.join(directory, file));
}

const contents = (directory) => fs.readdirSync(directory).sort();

suite("pruning of buckets", () => {
  let releases; // after each release, its directory

  before((t) => {
    const work = temporaryDirectory(t);
    const directory = path.join(work, "site");
    releases = words.map((word) => {
      const module = buildSource(word, `package main\n\nfunc main() { println("${word}") }\n`, "1.24");
      pack(module, "--name", "app", "--goroot", goRoot("1.24"), "--out", directory, "--base", "/a/",
        "--encodings", "br", "--previous", directory, "--keep", "2");
      const copy = path.join(work, word);
      fs.cpSync(directory, copy, { recursive: true });
      return copy;
    });
  });

  /// Writes a script for a release: { status, stderr, file }.
  function write(t, server, directory, ...options) {
    const file = path.join(temporaryDirectory(t), "script.sh");
    const run = wasmpair(["config", server, "--manifest", path.join(directory, "wasmpair.json"), "-o", file, ...options]);
    return { ...run, file };
  }

  /// A bucket with all releases: { bucket, at, url }.
  function fill(t, server) {
    const bucket = makeBucket(temporaryDirectory(t));
    const url = `${uploaders[server]}bucket/a`;
    for (const directory of releases) {
      const { file, stderr } = write(t, server, directory, "--encoding", "identity");
      const run = bucket.run(file, [url, directory]);
      assert.equal(run.status, 0, stderr + run.stderr);
    }
    return { bucket, url, at: path.join(bucket.directory, "a") };
  }

  /// The names in a directory after `wasmpair prune`.
  function pruned(t, ...options) {
    const directory = path.join(temporaryDirectory(t), "site");
    fs.cpSync(releases.at(-1), directory, { recursive: true });
    const run = wasmpair(["prune", directory, ...options]);
    assert.equal(run.status, 0, run.stderr);
    return contents(directory);
  }

  for (const server of Object.keys(uploaders)) {
    test(`the script for ${server} deletes what prune deletes, killed at any call and run again`, (t) => {
      const last = releases.at(-1);
      const { file, status, stderr } = write(t, server, last, "--prune", ...retention);
      assert.deepEqual([status, stderr], [0, "note: earlier releases: 2 to delete, 1 to keep\n"]);
      const lint = spawnSync("shellcheck", ["--exclude=SC2016", file], { encoding: "utf8" });
      assert.equal(lint.status, 0, lint.stdout);

      const { bucket, url, at } = fill(t, server);
      const original = path.join(bucket.directory, "original");
      fs.cpSync(at, original, { recursive: true });
      assert.deepEqual(contents(at), contents(last).filter((file) => !/[.]dc[bz]$/.test(file)));
      const run = bucket.run(file, [`${url}/`, last]);
      assert.deepEqual([run.status, run.stderr], [0, ""]);
      const expected = pruned(t, ...retention).filter((file) => !/[.]dc[bz]$/.test(file));
      assert.deepEqual(contents(at), expected);
      const calls = bucket.calls();
      const deleted = calls.filter((call) => / rm /.test(call)).map((call) => call.split("/").at(-1));
      assert.ok(deleted.length > 6, calls.join("\n"));
      assert.match(deleted.at(-1), /^wasmpair[.]/);

      for (let number = 1; number <= calls.length; ++number) {
        for (const moment of ["before", "after"]) {
          restore(original, at);
          assert.equal(bucket.run(file, [url, last], { killAt: `${moment} ${number}` }).signal, "SIGKILL", `${moment} ${number}`);
          assertComplete(at);
          for (const left of contents(at).filter((file) => /^wasmpair[.][0-9a-f]{16}[.]json$/.test(file) && !expected.includes(file)))
            assert.ok(deleted.indexOf(left) >= deleted.findIndex((file) => contents(at).includes(file)), `${left} is listed while its files are there`);
          const again = bucket.run(file, [url, last]);
          assert.deepEqual([again.status, again.stderr], [0, ""], `${moment} ${number}`);
          assert.deepEqual(contents(at), expected, `killed ${moment} call ${number}`);
        }
      }
    });

    test(`the script for ${server} deletes nothing if the bucket has another release`, (t) => {
      const { bucket, url, at } = fill(t, server);
      const before = contents(at);
      const earlier = releases.at(-2);
      const { file } = write(t, server, earlier, "--prune", "--keep", "0", "--min-age", "0s");
      const refused = bucket.run(file, [url, earlier]);
      assert.equal(refused.status, 1);
      assert.match(refused.stderr, /wasmpair[.]json is not of the release that this script was written for: nothing was deleted[.]/);
      assert.deepEqual(contents(at), before);
      fs.rmSync(path.join(at, "wasmpair.json"));
      assert.equal(bucket.run(file, [url, earlier]).status, 1);
      assert.deepEqual(contents(at), before.filter((file) => file !== "wasmpair.json"));
      assert.match(bucket.run(file, []).stderr, new RegExp(`usage: sh prune-${server}[.]sh`));
    });

    test(`the script for ${server} stops when a deletion fails`, (t) => {
      const { bucket, url, at } = fill(t, server);
      const last = releases.at(-1);
      const { file } = write(t, server, last, "--prune", ...retention);
      const failing = fs.readFileSync(file, "utf8").replace("set -eu", `set -eu\nPATH="${at}.bin:$PATH"`);
      fs.writeFileSync(file, failing);
      fs.mkdirSync(`${at}.bin`);
      const program = server === "s3" ? "aws" : "gcloud";
      fs.writeFileSync(path.join(`${at}.bin`, program), `#!/bin/sh\nPATH="\${PATH#*:}"\ncase "$2" in rm) exit 1 ;; esac\nexec ${program} "$@"\n`, { mode: 0o755 });
      const before = contents(at);
      assert.equal(bucket.run(file, [url, last]).status, 1);
      assert.deepEqual(contents(at), before);
      assert.equal(bucket.calls().filter((call) => / rm /.test(call)).length, 0);
    });
  }

  test("a script is not written if prune would refuse", (t) => {
    const directory = path.join(temporaryDirectory(t), "site");
    fs.cpSync(releases.at(-1), directory, { recursive: true });
    const old = Object.values(JSON.parse(fs.readFileSync(path.join(releases[0], "wasmpair.json"), "utf8")).bundles)[0].wasm.path;
    fs.linkSync(path.join(directory, old), path.join(directory, "mine"));
    const linked = write(t, "s3", directory, "--prune", ...retention);
    assert.equal(linked.status, 2);
    assert.match(linked.stderr, /is a link or has other names/);
    assert.equal(fs.existsSync(linked.file), false);
    fs.rmSync(path.join(directory, "mine"));
    fs.appendFileSync(path.join(directory, ledgerName(releases[1])), " ");
    const damaged = write(t, "gcs", directory, "--prune", ...retention);
    assert.equal(damaged.status, 2);
    assert.match(damaged.stderr, /is not the manifest that the ledger lists/);
  });

  test("young releases stay, and a script without deletions is one", (t) => {
    const { file, status, stderr } = write(t, "s3", releases.at(-1), "--prune", "--keep", "1");
    assert.deepEqual([status, stderr], [0, "note: earlier releases: 0 to delete, 3 to keep, 2 of these because of --min-age\n"]);
    assert.equal(spawnSync("shellcheck", [file], { encoding: "utf8" }).stdout, "");
    assert.doesNotMatch(fs.readFileSync(file, "utf8"), / rm /);
  });
});
