// The example for html/template serves its release so that verify finds nothing.
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { examples, starters } from "../support/examples.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertFound, verify } from "../support/verify.mjs";

test("verify finds nothing on the files of Go's html/template", { timeout: 300_000 }, async (t) => {
  const picture = path.join(temporaryDirectory(), "logo.svg");
  fs.writeFileSync(picture, '<svg xmlns="http://www.w3.org/2000/svg"/>\n'.repeat(99));
  const base = "/r&d/";
  const { directory } = packedSite(t, "--base", base, "--template", path.join(examples, "start.js"), "--asset", picture);
  const page = await starters["Go's html/template"](t, directory);
  await assertFound(await verify(new URL(base, page).href), []);
});
