// The servers that serve pages for tests: site(test, directory) serves a packed release and the test's pages beside it
// until the test ends: { url }. Every page has a strict policy.
import fs from "node:fs";
import path from "node:path";
import { preview } from "./preview.mjs";
import { temporaryDirectory } from "./program.mjs";
import { bundleFiles } from "./release.mjs";
import { serveConfigured, writeConfig } from "./site_config.mjs";
import { serve, strictPolicy } from "./site.mjs";

export const sites = {
  "the tests' own server": serve,
  "wasmpair serve": (test, directory) => preview(test, withPages(test, directory)),
  "nginx": (test, directory) => {
    const root = withPages(test, directory);
    return serveConfigured(test, "nginx", root, root, writeConfig("nginx", root, root));
  },
};

/// A copy of the release whose manifest lists every page in the directory, and no sibling that a test removed.
function withPages(test, directory) {
  const copy = path.join(temporaryDirectory(test), "site");
  fs.cpSync(directory, copy, { recursive: true });
  const manifestFile = path.join(copy, "wasmpair.json");
  const manifest = JSON.parse(fs.readFileSync(manifestFile, "utf8"));
  const names = fs.readdirSync(copy).filter((name) => name.endsWith(".html")).sort();
  manifest.pages = names.map((name) => ({ ...manifest.pages[0], path: name, url: name }));
  for (const bundle of Object.values(manifest.bundles)) {
    for (const file of bundleFiles(bundle)) file.encodings = file.encodings.filter((sibling) => fs.existsSync(path.join(copy, sibling.path)));
  }
  fs.writeFileSync(manifestFile, JSON.stringify(manifest));
  const policy = `<meta http-equiv="Content-Security-Policy" content="${strictPolicy}">`;
  for (const name of names) {
    const file = path.join(copy, name);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('<meta charset="utf-8">', (meta) => meta + policy));
  }
  return copy;
}
