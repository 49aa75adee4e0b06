// Rendered templates in Chromium: snippets, the policy, a nonce.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, wasmpair } from "../support/program.mjs";
import { serve } from "../support/site.mjs";

const anyOrigin = { "Access-Control-Allow-Origin": "*" };

/// A page whose own script starts the program from the data that the loader's snippet adds.
const pageWith = ({ head = "", script = "<script type=\"module\">", preload = "" }) => `<!doctype html>
<meta charset="utf-8">
${head}
<title>{{text title}}</title>
<style>h1 { color: rgb(1, 2, 3); }</style>
${preload}
{{snippet loader}}
<h1>{{text title}}</h1>
<pre id="app"></pre>
<button>Load</button>
${script}
  const { bundles } = JSON.parse(document.querySelector("script[data-wasmpair-release]").textContent);
  document.querySelector("button").addEventListener("click", async () => {
    const { load } = await import(new URL({{json loader}}, document.baseURI));
    await load(bundles.app);
  });
</script>
`;
const policy = '<meta http-equiv="Content-Security-Policy" content="{{attribute policy}}">';
const preload = "{{snippet preload bundles.app}}";

suite("templates", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-templates-"));
  before(async () => { browser = await launchChromium(); });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  const publish = (directory, ...options) =>
    pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", directory, ...options);

  function fill(directory, release, template, ...options) {
    fs.mkdirSync(directory, { recursive: true });
    const file = path.join(work, "index.html");
    fs.writeFileSync(file, template);
    const manifest = path.join(release, "wasmpair.json");
    const run = wasmpair(["render", file, "--manifest", manifest, "-o", path.join(directory, "index.html"), ...options]);
    assert.equal(run.status, 0, run.stderr);
  }

  async function assertRuns(t, url) {
    const view = await openPage(t, browser, url);
    assert.equal(await view.page.locator("h1").evaluate((title) => getComputedStyle(title).color), "rgb(1, 2, 3)");
    await view.page.waitForLoadState("networkidle");
    await view.page.getByRole("button", { name: "Load" }).click();
    await view.page.getByText("Hello from Go.").waitFor();
    assert.deepEqual(view.errors, []);
    return view;
  }

  const programs = (requests) => requests.filter((name) => /\.wasm$|wasm_exec/.test(name)).map((name) => name.split(".")[0]).sort();

  test("a page works under its policy, which allows the page's inline code", async (t) => {
    const release = path.join(work, "own");
    publish(release);
    fill(release, release, pageWith({ head: policy }));
    const site = await serve(t, release, {});
    const { page } = await assertRuns(t, site.url);
    const injected = page.evaluate(() => {
      document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.injected = 1" }));
      return globalThis.injected;
    });
    assert.equal(await injected, undefined, "the policy blocks other inline code");
  });

  for (const foreign of [false, true]) {
    test(`a page shows an image of the release by its hashed name (${foreign ? "another" : "the same"} origin)`, async (t) => {
      const release = path.join(work, `image-${foreign}`);
      const web = path.join(work, `web-${foreign}`);
      fs.mkdirSync(path.join(web, "img"), { recursive: true });
      fs.writeFileSync(path.join(web, "img/my logo.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="37" height="11"/>');
      const files = await serve(t, release, anyOrigin);
      publish(release, "--base", foreign ? files.url : "", "--asset", web);
      const pages = foreign ? path.join(work, "image-pages") : release;
      const image = `<img alt="Logo" src="{{url assets['img/my logo.svg'].url}}">`;
      fill(pages, release, pageWith({ head: policy, script: `${image}<script type="module">` }));
      const site = foreign ? await serve(t, pages, {}) : files;
      const { page } = await assertRuns(t, site.url);
      assert.deepEqual(await page.getByAltText("Logo").evaluate((logo) => [logo.naturalWidth, logo.naturalHeight]), [37, 11]);
      assert.match(await page.getByAltText("Logo").getAttribute("src"), /\/?my_logo\.[0-9a-f]{16}\.svg$/);
    });
  }

  for (const foreign of [false, true]) {
    test(`the loader fetches what was preloaded, once (${foreign ? "another" : "the same"} origin)`, async (t) => {
      const release = path.join(work, `preload-${foreign}`);
      const files = await serve(t, release, anyOrigin);
      publish(release, "--base", foreign ? files.url : "");
      const pages = foreign ? path.join(work, "pages") : release;
      fill(pages, release, pageWith({ head: policy, preload }));
      const site = foreign ? await serve(t, pages, {}) : files;

      const { page, errors } = await openPage(t, browser, site.url);
      await page.waitForLoadState("networkidle");
      assert.deepEqual(programs(files.requests), ["app", "wasm_exec"]);
      await page.getByRole("button", { name: "Load" }).click();
      await page.getByText("Hello from Go.").waitFor();
      assert.deepEqual(programs(files.requests), ["app", "wasm_exec"]);
      assert.deepEqual(errors, []);
    });
  }

  test("the snippets need only a nonce under a policy without origins", async (t) => {
    const release = path.join(work, "nonce");
    publish(release);
    const script = '<script type="module" nonce="{{attribute nonce}}">';
    fill(release, release, pageWith({ script, preload }), "--nonce", "{{.Nonce}}");
    const page = path.join(release, "index.html");
    // The page's server does this for each response.
    fs.writeFileSync(page, fs.readFileSync(page, "utf8").replaceAll("{{.Nonce}}", "c29tZSBub25jZQ"));
    const header = "script-src 'nonce-c29tZSBub25jZQ' 'strict-dynamic' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";
    const site = await serve(t, release, { "Content-Security-Policy": header });
    await assertRuns(t, site.url);
  });
});
