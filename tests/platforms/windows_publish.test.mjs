// Publishing on Windows, under Wine, where something goes wrong: a release is complete or absent, and messages say what to
// do. tests/publish has the same for Linux.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { after, before, suite, test } from "node:test";
import { builtPlatforms, testProgram, platformProgram } from "../support/distributed.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertNothingElse, assertNoTemporaryFiles } from "../support/release.mjs";
import { runOnDisk } from "../support/small_disk.mjs";
import { TwoReleases } from "../support/two_releases.mjs";
import { onDriveZ, Wine } from "../support/wine.mjs";

for (const platform of builtPlatforms("windows").filter(({ run }) => run === "Wine")) {
  suite(`publishing on ${platform.name} under Wine`, () => {
    const work = temporaryDirectory();
    const directory = path.join(work, "site");
    let wine, releases;

    before(() => {
      releases = new TwoReleases(work);
      wine = new Wine(platformProgram(platform));
    });
    after(() => wine?.remove());

    const pack = (key, out = directory) => onDriveZ(releases.pack(key, out));
    const publish = (key, out) => wine.run(...pack(key, out));

    async function assertPublishes(key, out) {
      const { status, stderr } = await publish(key, out);
      assert.equal(status, 0, stderr);
      assert.equal(releases.state(out ?? directory), key);
      assertNoTemporaryFiles(out ?? directory);
    }

    /// Asserts that a run is refused with a message, and that the directory then has that state: "earlier" or "between".
    async function assertRefused(message, state) {
      const { status, stderr } = await publish("later");
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
      assert.equal(releases.state(directory), state);
      assertNoTemporaryFiles(directory);
    }

    test("replaces a release with another", async () => {
      releases.restore(directory);
      await assertPublishes("later");
      await assertPublishes("earlier");
    });

    suite("a file that another program has open", () => {
      /// Lets windows_child.cpp have a file of the directory open in a role of its own; returns what ends it.
      async function hold(t, role, name) {
        const holder = wine.for(testProgram(platform, "platforms/windows_child.exe"));
        const child = holder.spawn([role, `Z:${path.join(directory, name)}`], { stdio: ["ignore", "pipe", "ignore"] });
        const ended = once(child, "close");
        const release = () => {
          child.kill("SIGKILL");
          return ended;
        };
        t.after(release);
        const [line] = await once(readline.createInterface({ input: child.stdout }), "line");
        assert.equal(line.trim(), "ready");
        return release;
      }

      for (const [role, name, state] of [
        ["hold", "index.html", "earlier"], ["hold", "wasmpair.json", "earlier"],
        ["read", "about.html", "between"], ["read", "wasmpair.json", "earlier"],
      ]) {
        test(`${role === "hold" ? "for itself" : "to read it"}, ${name}, is reported, and the next run succeeds`, async (t) => {
          releases.restore(directory);
          const release = await hold(t, role, name);
          await assertRefused(new RegExp(`${name}: cannot .*\n +Another program has it open: close that program, then run again`), state);
          await release();
          await assertPublishes("later");
        });
      }
    });

    test("a directory that may not be written to is reported", async (t) => {
      releases.restore(directory);
      const change = (attribute) => execFileSync("chattr", [attribute, directory]);
      t.after(() => change("-i"));
      change("+i");
      await assertRefused(/: cannot create: Permission denied\n +Check who may write there/, "earlier");
      change("-i");
      await assertPublishes("later");
    });

    suite("a disk", () => {
      /// Publishes both releases on a disk of so many times the size of one.
      async function onDisk(releasesThatFit) {
        const place = temporaryDirectory();
        const [disk, copy] = ["disk", "copy"].map((name) => path.join(place, name));
        fs.mkdirSync(disk);
        releases.restore(directory);
        const bytes = fs.readdirSync(directory).reduce((sum, name) => sum + fs.statSync(path.join(directory, name)).size, 0);
        const [first, second] = ["earlier", "later"].map((key) => ["wine", wine.program, ...pack(key, path.join(disk, "site"))]);
        wine.remove(); // the process that opens files for the others has to see the disk
        const size = String(Math.round(bytes * releasesThatFit));
        const { status, stderr } = await runOnDisk({ size, disk, copy, first, second, env: wine.environment });
        wine.remove();
        assert.equal(status, 2, stderr);
        assert.equal(releases.state(copy), "earlier");
        assertNothingElse(copy, releases.manifest("earlier"));
        return stderr;
      }

      test("that is full is reported, and the release on it is unchanged", async () => {
        assert.match(await onDisk(1.5), /site\/app\.[0-9a-f]+\.wasm[.a-z]*: cannot write: No space left on device\n +Free space on its drive/);
      });
    });
  });
}
