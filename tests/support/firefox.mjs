// Debian's Firefox ESR, which opens a page that reports by itself.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { temporaryDirectory } from "./program.mjs";

/// No request but those of the page.
const quiet = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/// The major version.
export function firefoxVersion() {
  return Number(/(\d+)[.]/.exec(execFileSync("firefox-esr", ["--version"], { encoding: "utf8" }))[1]);
}

/// Opens a URL in a new profile until `ended` resolves, to what it resolves to.
/// preferences: in addition. authority: a PEM file of a certificate authority that the profile trusts.
export async function openInFirefox(test, url, ended, { preferences = {}, authority } = {}) {
  const home = temporaryDirectory(test);
  const profile = path.join(home, "profile");
  fs.mkdirSync(profile);
  const lines = Object.entries({ ...quiet, ...preferences }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  fs.writeFileSync(path.join(profile, "user.js"), lines.join(""));
  if (authority) {
    const store = `sql:${profile}`;
    execFileSync("certutil", ["-N", "-d", store, "--empty-password"]);
    execFileSync("certutil", ["-A", "-d", store, "-n", "wasmpair-test", "-t", "C,,", "-i", authority]);
  }
  const environment = { ...process.env, HOME: home, MOZ_HEADLESS: "1" };
  const browser = spawn("firefox-esr", ["--headless", "--no-remote", "--profile", profile, String(url)], { env: environment, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let messages = "";
  browser.stderr.setEncoding("utf8").on("data", (text) => { messages += text; });
  const closed = once(browser, "close");
  try {
    return await Promise.race([ended, closed.then(([status]) => { throw new Error(`firefox-esr ended with ${status}:\n${messages}`); })]);
  } finally {
    // Its processes are a group.
    try { process.kill(-browser.pid, "SIGKILL"); } catch { /* it has ended */ }
    await closed.catch(() => {});
  }
}
