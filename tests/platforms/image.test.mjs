// The images of tools/package image with the real programs: what each runs, x64 by itself and arm64 in an emulator.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { addPair, builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { runTool, succeed, version } from "../support/distribution.mjs";
import { EmptyRoot } from "../support/empty_root.mjs";
import { readOciArchive } from "../support/oci.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const platforms = builtPlatforms().filter(({ system }) => system === "linux");
const architectures = { x64: "amd64", arm64: "arm64" };

let images;
before(() => {
  const directory = temporaryDirectory();
  for (const platform of platforms) fs.symlinkSync(path.dirname(platformProgram(platform)), path.join(directory, platform.name));
  succeed(runTool("image", [directory]));
  ({ images } = readOciArchive(path.join(directory, `image/wasmpair-${version}-image.tar`), path.join(directory, "unpacked")));
});

for (const platform of platforms) {
  test(`${platform.name}: packs, and finds its certificates`, async (t) => {
    const { layer } = images.find(({ platform: { architecture } }) => architecture === architectures[platform.processor]);
    const root = new EmptyRoot(platform, platformProgram(platform));
    t.after(() => root.remove());
    execFileSync("tar", ["-x", "-C", root.directory], { input: layer });
    fs.renameSync(root.path("/usr/local/bin/wasmpair"), root.path("/wasmpair"));
    addPair(root);
    await root.succeed("pack", "/srv/app.wasm", "--shim", "/srv/wasm_exec.js", "--level", "fast", "--quiet", "--out", "/srv/dist");
    assert.ok(fs.existsSync(root.path("/srv/dist/wasmpair.json")));
    // Nothing listens there; without certificates, it would not try to connect.
    const { status, stdout } = await root.run("verify", "https://127.0.0.1:1/");
    assert.equal(status, 1);
    assert.match(stdout, /unreachable/);
  });
}
