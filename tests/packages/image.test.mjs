// The image of the Dockerfile, built by buildah. Its base is the root of the other tests; its first stage is replaced
// by its result, the program of tools/package, so that nothing is compiled again.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildahIn } from "../support/buildah.mjs";
import { rootArchive } from "../support/debian_root.mjs";
import { addPair, selfContained } from "../support/distributed.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const dockerfile = fs.readFileSync(path.join(source, "Dockerfile"), "utf8");

test("the first stage builds the program with tools/package", () => {
  assert.match(dockerfile, /^FROM \$\{BUILD_BASE\} AS build$[^]*^COPY \. \/source$[^]*^RUN \/source\/tools\/package program$/m);
});

suite("the image", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-image-"));
  const at = (name) => path.join(work, name);
  const buildah = buildahIn(work);

  /// A directory with these files: {path in it: file to copy}.
  function folder(name, files) {
    for (const [target, file] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(at(`${name}/${target}`)), { recursive: true });
      fs.copyFileSync(file, at(`${name}/${target}`));
    }
    return at(name);
  }

  before(() => {
    const base = folder("base", { "root.tar": rootArchive() });
    fs.writeFileSync(at("base/Dockerfile"), "FROM scratch\nADD root.tar /\n");
    buildah("build", "--tag", "wasmpair-base", base);
    const built = folder("built", {
      "source/build/packages/wasmpair": selfContained,
      "source/build/packages/wasmpair.copyright": `${selfContained}.copyright`,
      "etc/ssl/certs/ca-certificates.crt": "/etc/ssl/certs/ca-certificates.crt",
    });
    buildah("build", "--pull-never", "--build-arg", "BASE=localhost/wasmpair-base", "--build-context", `build=${built}`, "--tag", "wasmpair", source);
  });
  after(() => fs.rmSync(work, { recursive: true, force: true }));

  test("runs the program as nobody, in /srv", () => {
    const { config } = JSON.parse(buildah("inspect", "--type", "image", "wasmpair")).OCIv1;
    assert.deepEqual(config.Entrypoint, ["wasmpair"]);
    assert.equal(config.User, "nobody");
    assert.equal(config.WorkingDir, "/srv");
  });

  test("packs what is in a volume, and finds certificates", () => {
    const container = buildah("from", "--pull-never", "wasmpair").trim();
    const volume = at("volume");
    addPair({ add: (file, target) => folder("volume", { [path.basename(target)]: file }) });
    fs.chmodSync(volume, 0o777);
    const run = (...words) => buildah("run", "--volume", `${volume}:/srv`, container, "--", ...words);
    run("wasmpair", "pack", "app.wasm", "--shim", "wasm_exec.js", "--level", "fast", "--quiet", "--out", "dist");
    assert.ok(fs.existsSync(path.join(volume, "dist/wasmpair.json")));
    assert.equal(fs.statSync(path.join(volume, "dist")).uid, 65534);
    // Nothing listens there; without certificates, it would not try to connect.
    // The report goes to a file: on a busy machine, buildah now and then loses what a container prints last.
    run("sh", "-c", "wasmpair verify https://127.0.0.1:1/ >report; test $? = 1");
    assert.match(fs.readFileSync(path.join(volume, "report"), "utf8"), /unreachable/);
  });
});
