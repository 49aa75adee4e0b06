// The ways to install a release, and the files of each.
import { homebrew } from "./homebrew.mjs";
import { withoutChoice } from "./selection.mjs";
import { scoop, winget } from "./windows.mjs";

/// [{ name, files }]; without files if the release has no archive for it. A file is { path, template, values } or
/// { path, text }, and executable.
export function channels(release) {
  return [shellScript, powerShell, homebrew, scoop, winget, nix, plugin].map((channel) => channel(release));
}

function shellScript(release) {
  const files = scriptValues(release) && [{ path: "install.sh", template: "install.sh", values: scriptValues(release), executable: true }];
  return { name: "install.sh", files };
}

function scriptValues({ version, base, scheme, archives }) {
  const rows = archives
    .filter(({ system }) => system !== "windows")
    .map(({ system, processor, libc, file, sha256, needs }) => [system, processor, libc ?? "-", file, sha256, needs].join(" "));
  return rows.length > 0 ? { version, base, scheme, archives: rows.join("\n") } : undefined;
}

/// By the names that PROCESSOR_ARCHITECTURE has.
const windowsProcessors = { x64: "AMD64", arm64: "ARM64" };

function powerShell({ version, base, archives }) {
  const rows = archives
    .filter(({ system }) => system === "windows")
    .map(({ processor, file, sha256 }) => `  '${windowsProcessors[processor]}' = @{ Name = '${file}'; Digest = '${sha256}' }`);
  const values = { version, base, archives: rows.join("\n") };
  return { name: "install.ps1", files: rows.length > 0 ? [{ path: "install.ps1", template: "install.ps1", values }] : undefined };
}

const nixProcessors = { x64: "x86_64", arm64: "aarch64" };

function nix({ version, homepage, archives }) {
  const rows = withoutChoice(archives).map(({ system, processor, url, sha256 }) =>
    `    "${nixProcessors[processor]}-${system}" = { url = "${url}"; sha256 = "${sha256}"; };`);
  const values = { version, homepage, archives: rows.join("\n") };
  return { name: "Nix", files: rows.length > 0 ? [{ path: "nix/wasmpair.nix", template: "wasmpair.nix", values }] : undefined };
}

/// For asdf and mise. Each version is installed by its own script, which has its digests.
function plugin(release) {
  const values = scriptValues(release);
  const files = values && [
    { path: "asdf/bin/list-all", template: "asdf-list-all", values: {}, executable: true },
    { path: "asdf/bin/install", template: "asdf-install", values: {}, executable: true },
    { path: `asdf/versions/${release.version}`, template: "install.sh", values, executable: true },
  ];
  return { name: "asdf and mise", files };
}
