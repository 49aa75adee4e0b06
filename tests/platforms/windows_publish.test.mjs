// Publishing on Windows, under Wine, where something goes wrong: a release is complete or absent, and messages say what to
// do. tests/publish has the same for Linux.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { after, before, suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { builtPlatforms, testProgram, platformProgram } from "../support/distributed.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertNothingElse, assertNoTemporaryFiles } from "../support/release.mjs";
import { request } from "../support/requests.mjs";
import { assertSameFiles } from "../support/same_release.mjs";
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
    /// The words that publish the earlier release with others in place of --out and what follows it.
    const packWith = (...more) => [...pack("earlier").slice(0, -2), ...more];

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
        const early = ended.then(([status]) => [`it ended with ${status}`]);
        const [line] = await Promise.race([once(readline.createInterface({ input: child.stdout }), "line"), early]);
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

      test("because a server is sending it does not fail the run", async (t) => {
        releases.restore(directory);
        const url = await wine.start(t, "serve", `Z:${directory}`, "--port", "0");
        let running = true;
        const visitors = Array.from({ length: 4 }, async () => {
          for (let count = 0; ; ++count) {
            if (!running) return count;
            assert.equal((await request(`${url}about.html`)).status, 200);
          }
        });
        try {
          for (const key of ["later", "earlier", "later"]) await assertPublishes(key);
        } finally {
          running = false;
        }
        for (const count of await Promise.all(visitors)) assert.ok(count > 0);
        await releases.visit(t, directory);
      });
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

    test("several runs at once leave one complete release", async () => {
      for (const keys of [["earlier", "later"], ["earlier", "later", "earlier", "later"]]) {
        const out = path.join(temporaryDirectory(), "not", "there", "yet");
        for (const { status, stderr } of await Promise.all(keys.map((key) => publish(key, out)))) assert.equal(status, 0, stderr);
        assert.notEqual(releases.state(out), "between");
        assertNothingElse(out, releases.manifest("earlier"), releases.manifest("later"));
      }
    });

    suite("names", () => {
      const empty = () => path.join(temporaryDirectory(), "refused");

      for (const name of ["con", "AUX", "nul", "com1", "lpt9", "con.app", "app."]) {
        test(`such as ${name} are refused`, async () => {
          const out = empty();
          const words = packWith("--out", `Z:${out}`);
          words[words.indexOf("--name") + 1] = name;
          const { status, stderr } = await wine.run(...words);
          assert.equal(status, 2, stderr);
          assert.ok(stderr.includes(`'${name}'`) || stderr.includes(`"${name}"`), stderr);
          assert.match(stderr, /\n +\S/, "says what to do");
          assert.ok(!fs.existsSync(out));
        });
      }

      for (const [one, other] of [["Page.html", "page.html"], ["INDEX.html", "page.html"]]) {
        test(`of pages, ${one} and another that is the same there, are refused`, async () => {
          const out = empty();
          const pages = [one, other].map((name, index) => path.join(temporaryDirectory(), String(index), name));
          for (const page of pages) {
            fs.mkdirSync(path.dirname(page));
            fs.writeFileSync(page, `<!DOCTYPE html>\n<title>${page}</title>\n{{snippet loader}}\n`);
          }
          const { status, stderr } = await wine.run(...packWith(...pages.flatMap((page) => ["--template", `Z:${page}`]), "--out", `Z:${out}`));
          assert.equal(status, 2, stderr);
          assert.match(stderr, /is the same name\n +Rename one of them/);
          assert.deepEqual(fs.existsSync(out) ? fs.readdirSync(out) : [], []);
        });
      }
    });

    suite("paths", () => {
      test("may be separated by either character, and end with one", async () => {
        const expected = path.join(work, "earlier");
        for (const [written, place] of [["one\\two", "one/two"], ["C:\\srv\\three\\", "three"], ["C:/srv/four/", "four"], ["five\\six/seven", "five/six/seven"]]) {
          const { status, stderr } = await wine.run(...packWith("--out", written));
          assert.equal(status, 0, stderr);
          assertSameFiles(wine.path(place), expected);
        }
      });

      test("may be longer than 260 characters", async (t) => {
        const long = path.join(temporaryDirectory(), ..."abcd".split("").map((letter) => letter.repeat(100)));
        await assertPublishes("earlier", long);
        await assertPublishes("later", long);
        const url = await wine.start(t, "serve", `Z:${long}`, "--port", "0");
        await wine.succeed("verify", url);
      });
    });

    test("a run that is killed after any rename leaves a complete release, and the next one succeeds", async (t) => {
      wine.remove();
      // What renames for the others is slowed down, so that there is time to kill them.
      const slowing = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:delay_exit=200000"];
      const server = spawn("strace", [...slowing, "wineserver", "--foreground", "--persistent"], { env: wine.environment, stdio: "ignore" });
      t.after(() => wine.remove());
      await once(server, "spawn");

      /// Publishes the later release over the earlier one, and kills the run when that many names have got another file.
      async function killAt(renames) {
        releases.restore(directory);
        const child = wine.spawn(pack("later"), { stdio: "ignore" });
        const ended = once(child, "close");
        let hasEnded = false;
        ended.then(() => { hasEnded = true; });
        const seen = new Set();
        const changed = () => {
          for (const name of fs.readdirSync(directory).filter((each) => renames === 0 || !each.endsWith(".tmp"))) {
            const status = fs.statSync(path.join(directory, name), { throwIfNoEntry: false });
            if (status) seen.add(`${name} ${status.ino}`);
          }
          return seen.size;
        };
        const before = changed();
        while (!hasEnded && changed() - before < Math.max(renames, 1)) await sleep(2);
        child.kill("SIGKILL");
        await ended;
        return changed() - before;
      }

      const all = await killAt(Infinity);
      assert.equal(releases.state(directory), "later");
      assert.ok(all > 10, `${all} renames`);
      const states = new Set();
      for (const renames of [0, 1, Math.floor(all / 2), all - 4, all - 3, all - 2, all - 1, all]) {
        await killAt(renames);
        states.add(await releases.visit(t, directory));
        await assertPublishes("later");
      }
      assert.deepEqual([...states], ["earlier", "between", "later"]);
    });
  });
}
