// The Homebrew formula.
import { requirement, withoutChoice } from "./selection.mjs";

const macosNames = { "macOS 13": ":ventura" };
const processors = { x64: "on_intel", arm64: "on_arm" };

export function homebrew({ version, homepage, archives }) {
  const chosen = withoutChoice(archives);
  const systems = [["darwin", "on_macos"], ["linux", "on_linux"]]
    .map(([system, block]) => [block, chosen.filter((archive) => archive.system === system)])
    .filter(([, its]) => its.length > 0);
  const text = systems.map(([block, its]) => `  ${block} do\n${systemText(its)}\n  end`).join("\n\n");
  const values = { version, homepage, archives: text };
  return { name: "Homebrew", files: text ? [{ path: "homebrew/wasmpair.rb", template: "wasmpair.rb", values }] : undefined };
}

function systemText(archives) {
  const [first] = archives;
  const required = first.system === "darwin" ? [`    depends_on macos: ${requirement(macosNames, first)}`] : [];
  const blocks = archives.map(({ processor, url, sha256 }) =>
    [`    ${processors[processor]} do`, `      url "${url}"`, `      sha256 "${sha256}"`, "    end"].join("\n"));
  return [...required, ...blocks].join("\n");
}
