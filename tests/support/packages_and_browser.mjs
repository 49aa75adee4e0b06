// What tests of npm packages in pages share.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { launchChromium } from "./browser.mjs";
import { packTarballs } from "./npm_project.mjs";

/// { work, tarballs, browser }: a directory with a space in its name, packTarballs() in it, and Chromium; from before the
/// first test of the file or suite until after its last one.
export function packagesAndBrowser() {
  const shared = { work: fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair packages ")) };
  before(async () => {
    shared.tarballs = packTarballs(shared.work);
    shared.browser = await launchChromium();
  });
  after(async () => {
    await shared.browser?.close();
    fs.rmSync(shared.work, { recursive: true });
  });
  return shared;
}
