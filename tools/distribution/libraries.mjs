// The libraries in a program: libraries.tsv, whose header describes the columns, with the versions that tools/lib pins.
import fs from "node:fs";
import { readTable } from "../platforms/platforms.mjs";
import { Refused } from "./release.mjs";

const rows = () => readTable(new URL("libraries.tsv", import.meta.url));
const library = (name) => fs.readFileSync(new URL(`../lib/${name}`, import.meta.url), "utf8");
const variable = (text, name) => new RegExp(`^${name}=(\\S+)$`, "m").exec(text)[1];

/// What tools/package --platforms links, as pinned: { debian: Map of name and version, brotli, zig }, the latter two with
/// version and sha256.
export function readPins() {
  const [platforms, brotli] = [library("platforms.sh"), library("static_brotli.sh")];
  const list = /^platform_sources=\(([^)]*)\)/m.exec(platforms)[1].trim().split(/\s+/);
  const pin = (text, name) => ({ version: variable(text, `${name}_version`), sha256: variable(text, `${name}_sha256`) });
  return { debian: new Map(list.map((entry) => entry.split(/=(.*)/s).slice(0, 2))), brotli: pin(brotli, "brotli"), zig: pin(platforms, "zig") };
}

/// The libraries in a platform's program: [{ name, version, license, purl, archive, sha256 }]; the last two are undefined if
/// they are not known. sources: the Debian source packages in a program for this machine's own target, by name. Throws Refused.
export function librariesOf({ system, target }, sources) {
  const pins = readPins();
  if (target === null) {
    if (sources.size === 0) throw new Refused("a program of this machine's libraries: say which, as NAME=VERSION");
    const known = new Map(rows().map((row) => [row.name, row]));
    const unknown = [...sources.keys()].find((name) => !known.has(name));
    if (unknown) throw new Refused(`libraries.tsv does not list ${unknown}\n  Add it, with its license.`);
    return [fromPyPI(known.get("brotli"), "brotli", pins.brotli), ...[...sources].map(([name, version]) => fromDebian(known.get(name), version))];
  }
  const linked = rows().filter(({ systems }) => systems?.split(",").includes(system));
  return linked.map((row) => (pins.debian.has(row.name) ? checkedDigest(fromDebian(row, pins.debian.get(row.name))) : fromZig(row, pins)));
}

function fromDebian({ name, license, archive, sha256 }, version) {
  const source = archive?.startsWith(`${name}_${upstream(version)}.orig.`) ? { archive, sha256 } : {};
  return { name, version, license, purl: `pkg:deb/debian/${name}@${encode(version)}?arch=source&distro=bookworm`, ...source };
}

/// What is pinned has a digest.
function checkedDigest(found) {
  if (found.sha256) return found;
  throw new Refused(`libraries.tsv has no digest of the source of ${found.name} ${found.version}, which tools/lib/platforms.sh pins`);
}

/// A Debian version is [EPOCH:]UPSTREAM[-REVISION].
const upstream = (version) => version.replace(/^\d+:/, "").replace(/-[^-]*$/, "");

function fromZig(row, { brotli, zig }) {
  if (row.name === "brotli") return fromPyPI(row, "brotli", brotli);
  if (row.name === "zig") return fromPyPI(row, "ziglang", zig);
  if (row.version === null) throw new Refused(`libraries.tsv: ${row.name} has no version, and tools/lib/platforms.sh does not pin it`);
  return { name: row.name, version: row.version, license: row.license, purl: `pkg:generic/${row.name}@${encode(row.version)}` };
}

function fromPyPI({ name, license }, project, { version, sha256 }) {
  return { name, version, license, purl: `pkg:pypi/${project}@${encode(version)}`, archive: `${project} ${version}`, sha256 };
}

/// As purl wants it: everything but unreserved characters and the colon.
const encode = (text) => encodeURIComponent(text).replaceAll("%3A", ":");
