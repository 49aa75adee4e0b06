// `wasmpair verify` of real servers whose files are all correct, but whose address, as visitors type it, is not.
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { serveWith } from "../support/servers.mjs";
import { writeConfig } from "../support/site_config.mjs";
import { assertFound, verify } from "../support/verify.mjs";

suite("wasmpair verify of an address", () => {
  let root;
  let rules;
  before(() => {
    root = path.join(temporaryDirectory(), "site");
    const directory = path.join(root, "app");
    fs.mkdirSync(directory, { recursive: true });
    pack(buildApp("hello", "1.24"), "--goroot", goRoot("1.24"), "--out", directory);
    rules = writeConfig("nginx", root, directory, "--prefix", "/app/");
  });

  const serve = (t, config) => serveWith(t, "nginx", { directory: root, config: `include "${rules}";\n${config}` });

  test("that nginx redirects finds nothing", async (t) => {
    const site = await serve(t, "location / { }");
    for (const address of ["app", "app/", "app/index.html"]) await assertFound(await verify(site.url + address), []);
  });

  test("without its slash finds the page's references", async (t) => {
    const site = await serve(t, "location = /app { default_type text/html; try_files /app/index.html =404; }");
    await assertFound(await verify(`${site.url}app`), ["broken-reference"]);
  });

  test("that is forbidden finds that", async (t) => {
    const site = await serve(t, "location = /app/ { return 403; }");
    await assertFound(await verify(`${site.url}app/`), ["address-without-page"]);
  });

  test("that another site answers finds its page", async (t) => {
    const site = await serve(t, 'location = /app/ { default_type text/html; return 200 "<!doctype html><p>welcome"; }');
    await assertFound(await verify(`${site.url}app/`), ["other-page"]);
  });
});
