// All programs of tools/package --platforms.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { builtPlatforms, platformNotices, platformProgram } from "../support/distributed.mjs";
import { fixturesDirectory } from "../support/fixtures.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const linked = ["brotli", "fmtlib", "libcxx", "libcxxabi", "libdeflate", "libunwind", "libuv1", "libzstd", "nlohmann-json3", "openssl", "zig", "zlib"];
const linkedFor = { linux: ["curl", "musl", "nghttp2"], windows: ["curl", "mingw-w64", "nghttp2"], darwin: [] };

for (const platform of builtPlatforms()) {
  suite(platform.name, () => {
    test("contains no path of the machine that built it", () => {
      const content = fs.readFileSync(platformProgram(platform), "latin1");
      // The last is the sources' directory, as ccache names it to the compiler.
      for (const place of [process.env.HOME, source, fixturesDirectory(), "../../.."]) {
        assert.ok(place.length > 4 && !content.includes(`${place}/`), place);
      }
    });

    test("has the notices of its libraries", () => {
      const notices = fs.readFileSync(platformNotices(platform), "utf8");
      const names = [...notices.matchAll(/^== ([^ ,\n]+)/gm)].map(([, name]) => name);
      assert.deepEqual(names.sort(), [...linked, ...linkedFor[platform.system]].sort());
    });
  });
}
