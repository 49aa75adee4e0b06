// The manifests of Windows' package managers.
import { archiveDirectory, requirement } from "./selection.mjs";

const scoopProcessors = { x64: "64bit", arm64: "arm64" };

const windowsBuilds = { "Windows 10 1903": "10.0.18362.0" };

const forWindows = (archives) => archives.filter(({ system }) => system === "windows");

export function scoop({ version, homepage, archives }) {
  const its = forWindows(archives);
  const manifest = {
    version,
    description: "Ships Go programs compiled to WebAssembly",
    homepage,
    license: "MIT",
    architecture: Object.fromEntries(its.map(({ processor, url, sha256, file }) =>
      [scoopProcessors[processor], { url, hash: sha256, extract_dir: archiveDirectory(file) }])),
    bin: "wasmpair.exe",
  };
  const text = `${JSON.stringify(manifest, null, 4)}\n`;
  return { name: "Scoop", files: its.length > 0 ? [{ path: "scoop/wasmpair.json", text }] : undefined };
}

export function winget({ version, homepage, archives }) {
  const its = forWindows(archives);
  if (its.length === 0) return { name: "winget" };
  const values = { version, homepage, minimum: requirement(windowsBuilds, its[0]), archives: its.map(installer).join("\n") };
  const files = [["", "version"], [".locale.en-US", "locale"], [".installer", "installer"]].map(([part, name]) =>
    ({ path: `winget/wasmpair.wasmpair${part}.yaml`, template: `winget-${name}.yaml`, values }));
  return { name: "winget", files };
}

function installer({ processor, url, sha256, file }) {
  return [
    `- Architecture: ${processor}`,
    `  InstallerUrl: "${url}"`,
    `  InstallerSha256: "${sha256.toUpperCase()}"`,
    "  NestedInstallerFiles:",
    `  - RelativeFilePath: '${archiveDirectory(file)}\\wasmpair.exe'`,
    "    PortableCommandAlias: wasmpair",
  ].join("\n");
}
