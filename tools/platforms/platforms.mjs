// The platforms of platforms.tsv, whose header describes the columns.
import fs from "node:fs";

/// In the order of the table: { name, system, processor, libc, target, program, needs, run }; null for "-".
export function readPlatforms() {
  return readTable(new URL("platforms.tsv", import.meta.url));
}

/// What Node.js runs where no program of a platform runs, in the same form. It has a package of its own, and no archive.
export const webAssembly = {
  name: "wasm", system: "wasi", processor: "wasm32", libc: null, target: "wasm32-wasi", program: "wasmpair.wasm", needs: "Node.js 20", run: "Node.js",
};

/// The rows of a table of that form: columns are separated by tabs, "-" is null, lines with "#" are comments.
export function readTable(file) {
  const rows = fs.readFileSync(file, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [columns, ...lines] = rows.map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] === "-" ? null : cells[index]])));
}
