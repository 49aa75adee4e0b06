// The platforms of platforms.tsv, whose header describes the columns.
import fs from "node:fs";

/// In the order of the table: { name, system, processor, libc, target, build, program, needs, run }; null for "-".
export function readPlatforms() {
  const rows = fs.readFileSync(new URL("platforms.tsv", import.meta.url), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const [columns, ...platforms] = rows.map((line) => line.split("\t"));
  return platforms.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] === "-" ? null : cells[index]])));
}
