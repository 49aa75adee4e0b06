// The example that runs gojq in a worker, in Chromium.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildExample } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { assertLooksLike } from "../support/pictures.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { notFound, serve } from "../support/site.mjs";

const example = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../examples/programs/query");
const release = "1.24";

suite("the example with gojq", () => {
  let browser;
  const dist = path.join(temporaryDirectory(), "dist");
  before(async () => {
    const templates = ["index.html", "page.js", "worker.js"].flatMap((name) => ["--template", path.join(example, name)]);
    pack(buildExample("query", release), "--name", "query", "--goroot", goRoot(release), ...templates, "--out", dist);
    browser = await launchChromium();
  });
  after(() => browser?.close());

  /// The example's page, under the policy that it has itself.
  async function open(t, view, prepare = () => {}) {
    const site = await serve(t, dist, {});
    prepare(site);
    const opened = await openPage(t, browser, site.url, view);
    return { ...opened, result: opened.page.locator("output[aria-busy=false]") };
  }

  test("answers each query, also after one that never ends", async (t) => {
    const { page, result, errors } = await open(t);
    await result.getByText('"Saturn"', { exact: true }).waitFor();
    const query = page.getByRole("textbox", { name: "Query" });
    await query.fill("[.planets[].moons] | add");
    await result.getByText("276", { exact: true }).waitFor();
    await query.fill("last(range(infinite))");
    await page.locator("output[aria-busy=true]").waitFor();
    await query.fill(".planets | length");
    await result.getByText("2", { exact: true }).waitFor();
    assert.deepEqual(errors, []);
  });

  test("shows what is wrong with a query", async (t) => {
    const { page, result } = await open(t);
    await result.waitFor();
    await page.getByRole("textbox", { name: "Query" }).fill(".planets[");
    await result.getByText("unexpected EOF").waitFor();
  });

  test("says that its program is missing", async (t) => {
    const { result } = await open(t, {}, ({ misbehave }) => misbehave(/\.wasm$/, notFound));
    await result.getByText(/answered 404/).waitFor();
  });

  test("looks as in the documents", async (t) => {
    const { page, result } = await open(t, { viewport: { width: 720, height: 340 }, colorScheme: "light" });
    await result.getByText('"Saturn"').waitFor();
    await assertLooksLike(page, "query", { folder: "docs/pictures" });
  });
});
