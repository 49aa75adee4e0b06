// What Alpine's users install, in a root with musl and BusyBox: the npm packages, and what install.sh chooses.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { addPair, builtPlatforms, platformProgram, selfContained, smokeTest } from "../support/distributed.mjs";
import { addPrograms, archiveServer, makeArchives, runTool, succeed, version } from "../support/distribution.mjs";
import { glibcLoader, MuslRoot, muslLoader } from "../support/musl_root.mjs";
import { buildPackages, environmentIn } from "../support/npm_project.mjs";
import { servePackages } from "../support/package_server.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";
import { assertSameFiles, packHere, packing } from "../support/same_release.mjs";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";

const ofGlibc = readPlatforms().find(({ libc }) => libc === "glibc");

for (const ofMusl of builtPlatforms("linux").filter(({ libc }) => libc === "musl")) {
  suite(`${ofMusl.name} where musl is the C library`, () => {
    const pair = ["/srv/app.wasm", "--shim", "/srv/wasm_exec.js"];
    const work = temporaryDirectory();
    const packages = path.join(work, "packages");
    const command = "node_modules/.bin/wasmpair";
    let server, root, here;

    before(async () => {
      execFileSync(buildPackages, [`${ofGlibc.name}=${selfContained}`, `${ofMusl.name}=${platformProgram(ofMusl)}`, "-o", packages]);
      const directories = ["wasmpair", ...[ofGlibc, ofMusl].map(({ name }) => `@wasmpair/${name}`)].map((name) => path.join(packages, name));
      server = await servePackages(path.join(work, "tarballs"), directories, environmentIn(work));
      root = new MuslRoot(server.url);
      addPair(root);
      here = path.join(work, "dist");
      await packHere(root.path("/srv/app.wasm"), "--shim", root.path("/srv/wasm_exec.js"), ...packing, "--out", here);
    });
    after(() => {
      server?.close();
      root?.remove();
    });

    const manifest = '{"name": "site", "private": true}';
    const installed = (site) => fs.readdirSync(root.path(`${site}/node_modules/@wasmpair`)).sort();

    /// A project of the root in which npm has installed wasmpair: its path there.
    async function install(name, ...words) {
      const site = `/srv/${name}`;
      fs.mkdirSync(root.path(site));
      root.write(`${site}/package.json`, manifest);
      await root.succeedIn(site, "npm", "install", "wasmpair", ...words);
      return site;
    }

    /// Puts the package with the program for glibc beside the other.
    function addForGlibc(site) {
      fs.cpSync(path.join(packages, "@wasmpair", ofGlibc.name), root.path(`${site}/node_modules/@wasmpair/${ofGlibc.name}`), { recursive: true });
    }

    /// Asserts that the wrapper of a project finds this package's program, and that it runs.
    async function assertChosen(site) {
      const find = `import { findProgram } from "${site}/node_modules/wasmpair/program.js"; console.log(await findProgram());`;
      const program = (await root.succeedIn(site, "node", "--input-type=module", "--eval", find)).trim();
      assert.equal(program, `${site}/node_modules/@wasmpair/${ofMusl.name}/bin/${ofMusl.program}`);
      assert.equal(await root.succeedIn(site, command, "--version"), `wasmpair ${version}\n`);
    }

    test("programs for glibc do not run", async () => {
      root.add(selfContained, "/srv/wasmpair-glibc");
      assert.notEqual((await root.run("/srv/wasmpair-glibc", "--version")).status, 0);
      assert.equal(await root.succeed("find", "/", "-xdev", "-name", "ld-linux*", "-o", "-name", "libc.so.6", "-o", "-name", "getconf"), "");
    });

    test("npm installs the program for musl alone, and its command and functions publish the same bytes", async (t) => {
      const site = await install("site");
      assert.deepEqual(installed(site), [ofMusl.name]);
      await assertChosen(site);
      assert.equal(await root.succeedIn(site, "npm", "exec", "--", "wasmpair", "--version"), `wasmpair ${version}\n`);
      await root.succeedIn(site, command, "pack", ...pair, ...packing, "--out", "dist");
      assertSameFiles(root.path(`${site}/dist`), here);
      const options = { modules: pair[0], shim: pair[2], level: "fast", encodings: ["br", "gzip", "zstd"], noCache: true, out: "packed" };
      await root.succeedIn(site, "node", "--input-type=module", "--eval", `import { pack } from "wasmpair"; await pack(${JSON.stringify(options)});`);
      assertSameFiles(root.path(`${site}/packed`), here);

      const url = await root.start(t, `${site}/${command}`, "serve", `${site}/dist`, "--port", "0");
      await root.succeedIn(site, command, "verify", url);
    });

    test("npm's command chooses it where the program for glibc is installed, too", async () => {
      const site = await install("both");
      addForGlibc(site);
      await assertChosen(site);
    });

    test("npm's command chooses it where a loader for programs of glibc is, as of gcompat", async (t) => {
      const site = await install("gcompat");
      addForGlibc(site);
      root.add(root.path(muslLoader), glibcLoader);
      t.after(() => fs.rmSync(root.path(path.dirname(glibcLoader)), { recursive: true }));
      await assertChosen(site);
    });

    const notInstalled = `wasmpair: @wasmpair/${ofMusl.name}, the package with the program for this platform, is not installed`;
    const orVariable = "Or set WASMPAIR_BINARY to the program.\n";

    test("npm's command explains that its optional dependency was omitted", async () => {
      const site = await install("omitted", "--omit=optional");
      const { status, stderr } = await root.runIn(site, command, "--version");
      assert.equal(status, 2);
      assert.equal(stderr, `${notInstalled}\n  It is an optional dependency: install without --omit=optional, with a lock file and node_modules that were\n`
        + `  created on this platform. ${orVariable}`);
    });

    test("npm's command explains that node_modules is of a machine with glibc, and npm replaces it", async () => {
      const copied = path.join(work, "copied");
      fs.mkdirSync(copied);
      fs.writeFileSync(path.join(copied, "package.json"), manifest);
      const env = { ...environmentIn(work), npm_config_offline: "false", npm_config_registry: server.url };
      const { status: ended, stderr: problem } = await run("npm", ["install", "wasmpair", "--libc=glibc"], { cwd: copied, env });
      assert.equal(ended, 0, problem);
      fs.cpSync(copied, root.path("/srv/copied"), { recursive: true, verbatimSymlinks: true });
      assert.deepEqual(installed("/srv/copied"), [ofGlibc.name]);
      const { status, stderr } = await root.runIn("/srv/copied", command, "--version");
      assert.equal(status, 2);
      assert.equal(stderr, `${notInstalled}, but @wasmpair/${ofGlibc.name} is\n`
        + "  node_modules was installed on another system and copied here: remove it and install again. A container needs a\n"
        + `  node_modules of its own. ${orVariable}`);
      fs.rmSync(root.path("/srv/copied/node_modules"), { recursive: true });
      await root.succeedIn("/srv/copied", "npm", "install");
      await assertChosen("/srv/copied");
    });

    test("install.sh installs it with BusyBox's shell and commands, and it packs, checks, serves and verifies", async (t) => {
      const released = path.join(work, "released");
      const contentOf = () => fs.readFileSync(platformProgram(ofMusl));
      addPrograms(released, [ofGlibc, ofMusl], contentOf);
      const archives = makeArchives(released);
      const downloads = await archiveServer(t, archives);
      const sums = path.join(archives, "SHA256SUMS");
      succeed(runTool("generate", ["--base-url", `${downloads.url}/${version}`, "--sums", sums, "-o", path.join(work, "scripts")]));
      root.add(path.join(work, "scripts/install.sh"), "/srv/install.sh");
      const printed = await root.succeed("sh", "/srv/install.sh", "--prefix", "/usr/local");
      assert.match(printed, new RegExp(`^installed wasmpair ${version}: /usr/local/bin/wasmpair\n$`));
      assert.ok(fs.readFileSync(root.path("/usr/local/bin/wasmpair")).equals(contentOf()));
      assertSameFiles(root.path(await smokeTest(t, root)), here);
    });
  });
}
