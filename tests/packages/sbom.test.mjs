// The bills of materials of the programs: valid, complete, and of the versions that are pinned.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readPins } from "../../tools/distribution/libraries.mjs";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { billValidator, knownLicenses, names, readBill } from "../support/bills.mjs";
import { selfContained } from "../support/distributed.mjs";
import { debianSources, runTool, succeed, version } from "../support/distribution.mjs";
import { sha256 } from "../support/pairs.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const platforms = readPlatforms();
const sourcesOf = ({ target }) => (target === null ? debianSources : []);

let program;
before(() => {
  program = path.join(temporaryDirectory(), "wasmpair");
  fs.writeFileSync(program, "a program\n");
});

const write = (platform, options) => succeed(runTool("sbom", [platform.name, program, ...sourcesOf(platform)], options)).stdout;
const billOf = (name) => JSON.parse(write(platforms.find((platform) => platform.name === name)));

test("are valid CycloneDX 1.5, with licenses of SPDX, for every platform", () => {
  const problems = billValidator();
  const licenses = knownLicenses();
  for (const platform of platforms) {
    const bill = JSON.parse(write(platform));
    assert.deepEqual(problems(bill), [], platform.name);
    const { component, timestamp } = bill.metadata;
    assert.equal(component.version, version);
    assert.deepEqual(component.hashes, [{ alg: "SHA-256", content: sha256(program) }]);
    assert.match(timestamp, /^\d{4}-\d\d-\d\dT/);
    for (const each of [component, ...bill.components]) {
      const [{ expression }] = each.licenses;
      for (const word of expression.split(/ (?:AND|OR|WITH) /)) assert.ok(licenses.has(word), `${each.name}: ${word}`);
    }
    assert.deepEqual(bill.dependencies[0].dependsOn, bill.components.map((each) => each["bom-ref"]));
  }
  const bill = billOf("linux-arm64");
  assert.notDeepEqual(problems({ ...bill, components: [{ ...bill.components[0], type: "sibling" }] }), [], "the schema refuses");
  assert.notDeepEqual(problems({ ...bill, serialNumber: "1" }), []);
});

test("list every pinned library, in its version, with the digest of its source", () => {
  const { debian, brotli, zig } = readPins();
  assert.ok(debian.size > 8, "the pins were read");
  const { components } = billOf("linux-arm64");
  const byName = new Map(components.map((each) => [each.name, each]));
  for (const [name, pinned] of debian) {
    assert.equal(byName.get(name)?.version, pinned, name);
    assert.match(byName.get(name).hashes[0].content, /^[0-9a-f]{64}$/, name);
  }
  assert.deepEqual(byName.get("brotli").hashes, [{ alg: "SHA-256", content: brotli.sha256 }]);
  assert.equal(byName.get("zig").purl, `pkg:pypi/ziglang@${zig.version}`);
  assert.equal(byName.get("boost1.81").purl, `pkg:deb/debian/boost1.81@${debian.get("boost1.81").replace("+", "%2B")}?arch=source&distro=bookworm`);
});

test("list the C library and the HTTP client of each system, and only theirs", () => {
  const has = (platform) => ["curl", "mingw-w64", "musl", "nghttp2", "openssl"].filter((name) => names(billOf(platform)).includes(name));
  assert.deepEqual(has("linux-x64-musl"), ["curl", "musl", "nghttp2", "openssl"]);
  assert.deepEqual(has("windows-arm64"), ["curl", "mingw-w64", "nghttp2", "openssl"]);
  assert.deepEqual(has("darwin-x64"), ["openssl"]);
});

test("are the same bytes at any place and time, and others for another program or platform", (t) => {
  const [first, second] = platforms.filter(({ target }) => target !== null);
  const bill = write(first);
  assert.equal(write(first, { cwd: "/", env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" } }), bill);
  assert.notEqual(JSON.parse(write(second)).serialNumber, JSON.parse(bill).serialNumber);
  t.after(() => fs.writeFileSync(program, "a program\n"));
  fs.writeFileSync(program, "another program\n");
  assert.notEqual(JSON.parse(write(first)).serialNumber, JSON.parse(bill).serialNumber);
});

test("are refused for unknown platforms and libraries, and without libraries", () => {
  const refuse = (args, expected) => {
    const { status, stdout, stderr } = runTool("sbom", args);
    assert.equal(status, 2, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, expected);
  };
  refuse(["plan9-x64", program], /plan9-x64: no platform of/);
  refuse(["linux-x64", program], /say which, as NAME=VERSION/);
  refuse(["linux-x64", program, "left-pad=1.0-1"], /does not list left-pad/);
  refuse(["linux-x64", program, "zlib"], /"zlib": not NAME=VERSION/);
  refuse(["linux-arm64", program, "zlib=1"], /its libraries are pinned/);
  refuse(["linux-arm64", `${program}.missing`], /ENOENT/);
});

test("of the self-contained program lists what it was linked with, and describes that program", () => {
  const bill = readBill(path.join(source, "build/packages/wasmpair.cdx.json"));
  assert.deepEqual(billValidator()(bill), []);
  assert.equal(bill.metadata.component.hashes[0].content, sha256(selfContained));
  assert.deepEqual(names(bill), [
    "boost1.74", "brotli", "curl", "fmtlib", "gcc-12", "libdeflate", "libidn2", "libunistring", "libuv1", "libzstd", "nghttp2",
    "nlohmann-json3", "openssl", "zlib",
  ]);
  const installed = (name) => execFileSync("dpkg-query", ["--show", "--showformat=${source:Version}", name], { encoding: "utf8" });
  const versionOf = (name) => bill.components.find((each) => each.name === name).version;
  assert.equal(versionOf("openssl"), installed("libssl-dev"));
  assert.equal(versionOf("zlib"), installed("zlib1g-dev"));
});
