// The project's version, as CMakeLists.txt has it.
import fs from "node:fs";

export function projectVersion() {
  const text = fs.readFileSync(new URL("../../CMakeLists.txt", import.meta.url), "utf8");
  return /^project\(wasmpair VERSION ([\d.]+)/m.exec(text)[1];
}
