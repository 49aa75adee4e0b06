// Two releases of one site with two pages, and the states that a visitor may find while one replaces the other.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { preview } from "./preview.mjs";
import { wasmpair } from "./program.mjs";
import { assertComplete } from "./release.mjs";
import { request } from "./requests.mjs";
import { smallModules } from "./small_modules.mjs";

const template = "<!DOCTYPE html>\n<title>About</title>\n{{snippet loader}}\n";
const pages = ["index.html", "about.html"];

export class TwoReleases {
  #work;
  #modules = smallModules();
  #template;
  #releases; // key -> { manifest, pages }
  #visited = new Set();

  /// Publishes both into `work`, each alone.
  constructor(work) {
    this.#work = work;
    this.#template = path.join(work, "about.html");
    fs.writeFileSync(this.#template, template);
    this.#releases = Object.fromEntries(["earlier", "later"].map((key) => {
      const directory = path.join(work, key);
      const run = wasmpair(this.pack(key, directory));
      assert.equal(run.status, 0, run.stderr);
      const contents = pages.map((page) => fs.readFileSync(path.join(directory, page), "utf8"));
      return [key, { manifest: assertComplete(directory), pages: contents }];
    }));
    assert.notDeepEqual(this.#releases.earlier, this.#releases.later);
  }

  /// The words that publish a release into a directory, which is the last one.
  pack(key, directory) {
    const { file, options } = this.#modules[key];
    return ["pack", file, ...options, "--template", this.#template, "--name", "app", "--out", directory];
  }

  /// Gives the directory the files of the earlier release and no others.
  restore(directory) {
    fs.rmSync(directory, { recursive: true, force: true });
    fs.cpSync(path.join(this.#work, "earlier"), directory, { recursive: true });
  }

  manifest(key) { return this.#releases[key].manifest; }

  /// Asserts that the directory has one release or the other, whole, or what lies between: pages of both, and a manifest
  /// that lists the complete files of both. Returns "earlier", "between" or "later".
  state(directory) {
    const manifest = assertComplete(directory);
    const found = pages.map((page) => fs.readFileSync(path.join(directory, page), "utf8"));
    const releases = found.map((page, i) => Object.keys(this.#releases).find((key) => this.#releases[key].pages[i] === page));
    assert.ok(!releases.includes(undefined), "each page is that of one release");
    if ("next" in manifest) {
      for (const key of Object.keys(this.#releases)) {
        for (const file of this.#releases[key].manifest.files) assert.ok(manifest.files.includes(file), `${file} is listed`);
      }
      return "between";
    }
    const key = Object.keys(this.#releases).find((key) => same(this.#releases[key].manifest, manifest));
    assert.ok(key, "the manifest is that of one release");
    assert.deepEqual(releases, pages.map(() => key), "manifest and pages are of the same release");
    return key;
  }

  /// The same, and visits each state that was not visited before: every page and all that it names is served and
  /// verified.
  async visit(test, directory) {
    const state = this.state(directory);
    const names = ["wasmpair.json", ...pages];
    const seen = sha256(names.map((name) => fs.readFileSync(path.join(directory, name))).join());
    if (this.#visited.has(seen)) return state;
    this.#visited.add(seen);
    const site = await preview(test, directory);
    for (const page of pages) {
      const { status, body } = await request(`${site.url}${page}`);
      assert.equal(status, 200, page);
      const assets = new Set(String(body).match(/\w+\.[0-9a-f]{16}\.\w+/g));
      assert.ok(assets.size >= 3, `${page} names its files`);
      for (const asset of assets) {
        const response = await request(`${site.url}${asset}`);
        assert.equal(response.status, 200, `${page} names ${asset}`);
        assert.deepEqual(response.body, fs.readFileSync(path.join(directory, asset)), asset);
      }
    }
    const verified = wasmpair(["verify", site.url]);
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
    await site.stop();
    return state;
  }
}

function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }
function sha256(content) { return crypto.createHash("sha256").update(content).digest("hex"); }
