// The bills of materials of the cross-compiled programs agree with their notices, and with the compiler that was used.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readPins } from "../../tools/distribution/libraries.mjs";
import { names, readBill } from "../support/bills.mjs";
import { builtPlatforms, platformProgram } from "../support/distributed.mjs";
import { fixturesDirectory } from "../support/fixtures.mjs";
import { sha256 } from "../support/pairs.mjs";

const billOf = (platform) => readBill(path.join(path.dirname(platformProgram(platform)), "wasmpair.cdx.json"));

for (const platform of builtPlatforms()) {
  test(`the bill of ${platform.name} lists what its notices are of, and Boost, which requires none`, () => {
    const bill = billOf(platform);
    assert.equal(bill.metadata.component.hashes[0].content, sha256(platformProgram(platform)));
    const notices = fs.readFileSync(path.join(path.dirname(platformProgram(platform)), "wasmpair.copyright"), "utf8");
    const noticed = [...notices.matchAll(/^== ([^ ,\n]+)/gm)].map(([, name]) => name);
    assert.deepEqual(names(bill), [...noticed, "boost1.81"].sort());
  });
}

test("the versions of zig's libraries are those of its sources", () => {
  const read = (file) => fs.readFileSync(path.join(fixturesDirectory(), `platforms/zig-${readPins().zig.version}/ziglang/lib`, file), "utf8");
  const [, musl] = /VERSION "(.*)"/.exec(read("libc/musl/src/internal/version.h"));
  const [, libcxx] = /_LIBCPP_VERSION (\d+)/.exec(read("libcxx/include/__config"));
  const [major, minor] = ["MAJOR", "MINOR"].map((part) => new RegExp(`__MINGW64_VERSION_${part}\\s+(\\d+)`).exec(read("libc/include/any-windows-any/_mingw_mac.h"))[1]);
  const llvm = libcxx.replace(/^(\d+)(\d\d)(\d\d)$/, (_, ...parts) => parts.slice(0, 3).map(Number).join("."));
  const expected = { musl, libcxx: llvm, libcxxabi: llvm, libunwind: llvm, "mingw-w64": `${major}.${minor}` };
  const listed = fs.readFileSync(new URL("../../tools/distribution/libraries.tsv", import.meta.url), "utf8").split("\n").map((line) => line.split("\t"));
  for (const [name, version] of Object.entries(expected)) assert.equal(listed.find(([each]) => each === name)[3], version, name);
});
