// Debian's Chromium, driven by playwright-core.
import { execFileSync } from "node:child_process";
import { requirePackage } from "./packages.mjs";

const { chromium } = requirePackage("playwright-core");

// Tests on one machine need none of the services that Chromium starts.
const args = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// How pictures are drawn: not at all in 3D, or by SwiftShader, which draws the same on every machine.
const drawing = {
  flat: ["--disable-gpu"],
  webgl: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--force-color-profile=srgb"],
};

/// How long a page may take for what it will do, on a slow and busy machine, too: a program is compiled meanwhile.
const patience = 120_000;

/// A headless Chromium; close() it after the tests.
export function launchChromium(graphics = "flat") {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args: [...args, ...drawing[graphics]], headless: true });
}

/// Opens a page and collects its output: { page, console, errors }.
/// console: the lines of console.log. errors: what was logged as an error, and uncaught errors.
export async function openPage(test, browser, url, options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  test.after(() => context.close());
  const page = await context.newPage();
  const lines = [];
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "log") lines.push(message.text());
    // Chromium requests the icon, not the page.
    if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url);
  return { page, console: lines, errors };
}
