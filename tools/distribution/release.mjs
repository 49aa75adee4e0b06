// A release: its version, and its archives with platforms and digests. All that comes from outside is checked here.
import fs from "node:fs";
import { readPlatforms } from "../platforms/platforms.mjs";

export class Refused extends Error {}

/// { version, base, scheme, homepage, archives }; an archive is a row of the table of platforms with file, url and
/// sha256 (64 lower-case hex digits). base has no slash at its end. Throws Refused.
export function readRelease({ baseUrl, homepage, sums, version }) {
  const base = checkedUrl(baseUrl, "--base-url");
  const platforms = new Map(readPlatforms().map((row) => [archiveName(version, row), row]));
  const bills = new Set(readPlatforms().map(({ name }) => `wasmpair-${version}-${name}.cdx.json`));
  const archives = readSums(sums).filter(({ file }) => !bills.has(file)).map(({ file, sha256 }) => {
    const row = platforms.get(file);
    if (!row) throw new Refused(`${sums}: ${file} is no archive of version ${version} for a known platform\n  Write the archives again: tools/package archives`);
    return { ...row, file, sha256, url: `${base}/${file}` };
  });
  return {
    version,
    base,
    scheme: new URL(base).protocol.slice(0, -1),
    homepage: homepage === undefined ? new URL(base).origin : checkedUrl(homepage, "--homepage"),
    archives,
  };
}

export function archiveName(version, { name, system }) {
  return `wasmpair-${version}-${name}${system === "windows" ? ".zip" : ".tar.gz"}`;
}

/// Only this machine is trusted without TLS. What a URL may contain means only itself within every file that is
/// generated.
function checkedUrl(text, option) {
  const isPlain = /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~%+-]+)*\/?$/.test(text);
  if (!isPlain || !URL.canParse(text)) {
    throw new Refused(`${option} ${JSON.stringify(text)}: not an absolute URL of letters, digits and . _ ~ % + - /`);
  }
  const { protocol, hostname } = new URL(text);
  if (protocol === "http:" && !["127.0.0.1", "localhost"].includes(hostname)) {
    throw new Refused(`${option} ${text}: not encrypted\n  Use https.`);
  }
  return text.replace(/\/$/, "");
}

/// What sha256sum wrote: [{ file, sha256 }].
function readSums(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  if (lines.length === 0) throw new Refused(`${file}: lists no archive`);
  const entries = lines.map((line, index) => {
    const match = /^([0-9a-f]{64}) [ *]([A-Za-z0-9._-]+)$/.exec(line);
    if (!match) throw new Refused(`${file}:${index + 1}: not a line of sha256sum: a digest, two spaces, a file name`);
    return { sha256: match[1], file: match[2] };
  });
  const twice = entries.find(({ file: name }, index) => entries.findIndex((entry) => entry.file === name) !== index);
  if (twice) throw new Refused(`${file}: lists ${twice.file} twice`);
  return entries;
}
