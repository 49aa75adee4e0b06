// The example with React and Vite, built with the packages as users install them, in Chromium.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildDirectory } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { buildPackages } from "../support/npm_project.mjs";
import { assertLooksLike } from "../support/pictures.mjs";
import { exampleModules } from "../support/packages.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { held, notFound, serve } from "../support/site.mjs";

const example = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../examples/programs/markdown");
const release = "1.24";

suite("the example with React", () => {
  let browser;
  const project = path.join(temporaryDirectory(), "markdown");
  const dist = path.join(project, "dist");

  before(async () => {
    fs.cpSync(example, project, { recursive: true });
    const modules = path.join(project, "node_modules");
    fs.cpSync(exampleModules("markdown"), modules, { recursive: true });
    execFileSync(buildPackages, [program, "-o", path.join(project, "packages")]);
    for (const name of ["wasmpair", "@wasmpair"]) fs.cpSync(path.join(project, "packages", name), path.join(modules, name), { recursive: true });
    fs.copyFileSync(buildDirectory(path.join(example, "renderer"), "renderer", release), path.join(project, "renderer.wasm"));
    const env = { ...process.env, PATH: `${path.join(goRoot(release), "bin")}:${process.env.PATH}`, GOTOOLCHAIN: "local", NODE_ENV: undefined };
    const build = spawnSync("npm", ["run", "build"], { cwd: project, env, encoding: "utf8" });
    assert.equal(build.status, 0, build.stdout + build.stderr);
    browser = await launchChromium();
  });
  after(() => browser?.close());

  test("shows the progress, then what is typed", async (t) => {
    const { url, misbehave } = await serve(t, dist, {});
    const download = held();
    misbehave(/\.wasm$/, download.respond);
    const { page, errors } = await openPage(t, browser, url);
    await page.waitForFunction(() => document.querySelector("progress")?.value > 0);
    download.release();
    await page.getByRole("cell", { name: "goldmark" }).waitFor();
    await page.getByRole("textbox").fill("# Title\n\n~~struck~~ <script>alert(1)</script>");
    await page.getByRole("heading", { name: "Title" }).waitFor();
    assert.equal(await page.locator("article del").textContent(), "struck");
    assert.equal(await page.locator("article script").count(), 0);
    assert.deepEqual(errors, []);
  });

  test("looks as in the documents", async (t) => {
    const { url } = await serve(t, dist, {});
    const { page } = await openPage(t, browser, url, { viewport: { width: 720, height: 320 }, colorScheme: "light" });
    await page.getByRole("cell", { name: "goldmark" }).waitFor();
    await assertLooksLike(page, "markdown", { folder: "docs/pictures" });
  });

  test("says that its program is missing", async (t) => {
    const { url, misbehave } = await serve(t, dist, {});
    misbehave(/\.wasm$/, notFound);
    const { page } = await openPage(t, browser, url);
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), /answered 404/);
  });
});
