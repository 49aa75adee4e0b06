// Pictures of pages, compared by pixelmatch with those in tests/browser/golden and docs/pictures. WASMPAIR_UPDATE_GOLDEN=1 replaces them.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { importPackage, requirePackage } from "./packages.mjs";

const { PNG } = requirePackage("pngjs");
const { default: pixelmatch } = await importPackage("pixelmatch");
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const seen = path.join(os.tmpdir(), "wasmpair-screenshots");

// Antialiasing and fonts differ between machines, but only at the edges of what is drawn.
const colorDistance = 0.15;
const mostOfPicture = 0.003;
const mostOfDrawing = 0.25; // so that an empty page differs from one with a few words

/// The number of pixels that differ; all of them for pictures of different sizes.
export function difference(left, right) {
  const [a, b] = [PNG.sync.read(left), PNG.sync.read(right)];
  if (a.width !== b.width || a.height !== b.height) return a.width * a.height;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: colorDistance });
}

/// The number of pixels that may differ from a picture.
function tolerance(picture) {
  const { data, width, height } = PNG.sync.read(picture);
  let drawn = 0;
  for (let at = 0; at < data.length; at += 4) drawn += data.readUInt32BE(at) !== data.readUInt32BE(0) ? 1 : 0;
  return Math.min(width * height * mostOfPicture, drawn * mostOfDrawing);
}

/// Waits until a page looks like a golden picture; what it looked like last is in a temporary directory.
export async function assertLooksLike(page, name, { folder = "tests/browser/golden", deadline = 60_000 } = {}) {
  const file = path.join(root, folder, `${name}.png`);
  if (process.env.WASMPAIR_UPDATE_GOLDEN && !updated.has(file)) {
    updated.add(file);
    await page.waitForTimeout(2_000); // until it has drawn
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, compressed(await page.screenshot()));
  }
  const expected = fs.readFileSync(file);
  const allowed = tolerance(expected);
  const end = Date.now() + deadline;
  for (;;) {
    const picture = await page.screenshot();
    const different = difference(picture, expected);
    if (different <= allowed) return;
    if (Date.now() > end) {
      fs.mkdirSync(seen, { recursive: true });
      fs.writeFileSync(path.join(seen, `${name}.png`), picture);
      assert.fail(`${different} pixels of ${seen}/${name}.png differ from ${file}, more than ${Math.floor(allowed)}`);
    }
    await page.waitForTimeout(200);
  }
}

const updated = new Set();

function compressed(picture) {
  return PNG.sync.write(PNG.sync.read(picture), { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: -1 });
}
