// The OCI archive of tools/package image, with small static programs in place of wasmpair: what it contains for each
// processor, that it is reproducible, and that buildah runs it. tests/platforms/image.test.mjs has the real programs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { buildahIn } from "../support/buildah.mjs";
import { runTool, succeed, version } from "../support/distribution.mjs";
import { readOciArchive } from "../support/oci.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";

const machine = { x64: 62, arm64: 183 }; // e_machine

const source = `#include <stdio.h>
#include <unistd.h>
int main(int count, char **words) {
  char directory[100];
  FILE *file = fopen("/tmp/written", "w"), *trusted = fopen("/etc/ssl/certs/ca-certificates.crt", "r");
  printf("%d %s %s %s %s\\n", (int)getuid(), getcwd(directory, 100), count > 1 ? words[1] : "-", file ? "writes" : "-", trusted ? "trusts" : "-");
}
`;

let work, certificates;
before(() => {
  work = temporaryDirectory();
  certificates = path.join(work, "trusted.pem");
  fs.writeFileSync(certificates, "-----BEGIN CERTIFICATE-----\n");
  fs.writeFileSync(path.join(work, "program.c"), source);
  execFileSync("gcc", ["-static", "-o", path.join(work, "x64"), path.join(work, "program.c")]);
  const content = fs.readFileSync(path.join(work, "x64"));
  content.writeUInt16LE(machine.arm64, 18);
  fs.writeFileSync(path.join(work, "arm64"), content);
});

/// A directory as tools/package fills build/packages.
function packages(directory, programs = { "linux-x64-musl": "x64", "linux-arm64": "arm64" }) {
  for (const [name, file] of Object.entries(programs)) {
    const place = path.join(directory, name);
    fs.mkdirSync(place, { recursive: true });
    fs.copyFileSync(path.resolve(work, file), path.join(place, "wasmpair"));
    fs.writeFileSync(path.join(place, "wasmpair.copyright"), `notices for ${name}\n`);
    fs.writeFileSync(path.join(place, "wasmpair.cdx.json"), `{"of": "${name}"}\n`);
  }
  return directory;
}

const archiveOf = (directory) => path.join(directory, `image/wasmpair-${version}-image.tar`);

function makeImage(directory, options) {
  const { stdout } = succeed(runTool("image", [directory, certificates], options));
  return { archive: archiveOf(directory), digest: stdout.trim() };
}

test("has an image for x64 and one for arm64, with the program, notices, bill of materials and certificates", (t) => {
  const directory = packages(temporaryDirectory(t));
  const { archive, digest } = makeImage(directory);
  const read = readOciArchive(archive, path.join(directory, "unpacked"));
  assert.equal(read.reference, version);
  assert.equal(read.digest, digest);
  assert.deepEqual(read.images.map(({ platform }) => platform), [
    { architecture: "amd64", os: "linux" }, { architecture: "arm64", os: "linux", variant: "v8" },
  ]);
  const names = ["linux-x64-musl", "linux-arm64"];
  for (const [index, { config, layer }] of read.images.entries()) {
    assert.deepEqual([config.config.User, config.config.WorkingDir, config.config.Entrypoint], ["65534:65534", "/srv", ["/usr/local/bin/wasmpair"]]);
    const list = execFileSync("tar", ["-tv", "--full-time", "--utc", "--numeric-owner"], { input: layer, encoding: "utf8" });
    const entries = list.trim().split("\n").map((line) => line.split(/ +/)).map(([mode, owner, , , , name]) => `${mode} ${owner} ${name}`);
    const directories = ["etc/", "etc/ssl/", "etc/ssl/certs/"];
    assert.deepEqual(entries, [
      ...directories.map((name) => `drwxr-xr-x 0/0 ${name}`), "-rw-r--r-- 0/0 etc/ssl/certs/ca-certificates.crt",
      "drwxr-xr-x 0/0 srv/", "drwxrwxrwt 0/0 tmp/", "drwxr-xr-x 0/0 usr/", "drwxr-xr-x 0/0 usr/local/", "drwxr-xr-x 0/0 usr/local/bin/",
      "-rwxr-xr-x 0/0 usr/local/bin/wasmpair", "drwxr-xr-x 0/0 usr/local/share/", "drwxr-xr-x 0/0 usr/local/share/doc/",
      "drwxr-xr-x 0/0 usr/local/share/doc/wasmpair/", "-rw-r--r-- 0/0 usr/local/share/doc/wasmpair/copyright",
      "-rw-r--r-- 0/0 usr/local/share/doc/wasmpair/wasmpair.cdx.json",
    ]);
    const content = (name) => execFileSync("tar", ["-xO", name], { input: layer, maxBuffer: 1 << 28 });
    assert.ok(content("usr/local/bin/wasmpair").equals(fs.readFileSync(path.join(directory, names[index], "wasmpair"))));
    assert.equal(content("usr/local/share/doc/wasmpair/copyright").toString(), `notices for ${names[index]}\n`);
    assert.equal(content("usr/local/share/doc/wasmpair/wasmpair.cdx.json").toString(), `{"of": "${names[index]}"}\n`);
    assert.deepEqual(content("etc/ssl/certs/ca-certificates.crt"), fs.readFileSync(certificates));
  }
});

test("is the same bytes in another place, at another time, with another umask and time zone", (t) => {
  const [first, second] = ["first", "a longer second"].map((name) => packages(path.join(temporaryDirectory(t), name)));
  for (const name of fs.readdirSync(second, { recursive: true })) fs.utimesSync(path.join(second, name), 1e9, 1e9);
  const one = makeImage(first);
  const umask = process.umask(0o077);
  t.after(() => process.umask(umask));
  const other = makeImage(second, { cwd: "/", env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" } });
  assert.equal(one.digest, other.digest);
  assert.ok(fs.readFileSync(one.archive).equals(fs.readFileSync(other.archive)));
});

test("is run by buildah as nobody, in /srv, and chosen by processor", (t) => {
  const directory = temporaryDirectory(t);
  const buildah = buildahIn(directory);
  const { archive } = makeImage(packages(directory));
  const pull = (...words) => buildah("pull", ...words, `oci-archive:${archive}`).trim().split("\n").at(-1);
  const container = buildah("from", "--pull-never", pull()).trim();
  assert.equal(buildah("run", container, "--", "/usr/local/bin/wasmpair", "pack"), "65534 /srv pack writes trusts\n");
  const { OCIv1 } = JSON.parse(buildah("inspect", "--type", "image", pull("--arch", "arm64")));
  assert.equal(OCIv1.architecture, "arm64");
});

test("is not written without a program, with another processor's, one that needs libraries, or no certificates", (t) => {
  const directory = packages(temporaryDirectory(t));
  const { archive } = makeImage(directory);
  const before = fs.readFileSync(archive);
  const refuse = (expected, trusted = certificates) => {
    const { status, stderr } = runTool("image", [directory, trusted]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, expected);
    assert.ok(fs.readFileSync(archive).equals(before));
    assert.deepEqual(fs.readdirSync(directory).filter((name) => name.startsWith("image.")), [], "nothing is left");
  };
  refuse(/no certificate in PEM/, path.join(work, "program.c"));
  packages(directory, { "linux-arm64": "x64" });
  refuse(/linux-arm64\/wasmpair: is for linux-x64, not for linux-arm64/);
  packages(directory, { "linux-arm64": "arm64", "linux-x64-musl": program });
  refuse(/loads glibc, which the image does not have/);
  fs.rmSync(path.join(directory, "linux-x64-musl/wasmpair.cdx.json"));
  refuse(/wasmpair\.cdx\.json: missing\n {2}Build it first: tools\/package --platforms linux-x64-musl/);
});
