// Debian's Chromium, driven by playwright-core.
import { execFileSync } from "node:child_process";
import { requirePackage } from "./packages.mjs";

const { chromium } = requirePackage("playwright-core");

// Tests on one machine need none of the services that Chromium starts.
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// A headless Chromium; close() it after the tests.
export function launchChromium() {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args, headless: true });
}

/// Opens a page and collects its output: { page, console, errors }.
/// console: the lines of console.log. errors: what was logged as an error, and uncaught errors.
export async function openPage(test, browser, url, options = {}) {
  const context = await browser.newContext(options);
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
