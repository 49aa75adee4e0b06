// The text of the go command as an error that Vite shows with its place: file, line, column and the lines around it.
import fs from "node:fs/promises";
import path from "node:path";

/** "cmd/app/main.go:5:2: undefined: x", "/site/go.mod:3: unknown directive: x". */
const placePattern = /^(?:vet: )?(\S.*?\.(?:go|s|mod|work)):(\d+)(?::(\d+))?: /m;

const linesAround = 2;
const maximumLength = 64 * 1024; // of the message, and of a source that is shown

/** An Error without a stack; with id, loc and frame, as Vite expects them, if the text names a place. */
export async function compileError(command, text, cwd) {
  const lines = printable(text).slice(0, maximumLength).split("\n").filter((line) => line !== "" && !line.startsWith("# "));
  const error = new Error([`${command} failed`, ...lines].join("\n"));
  error.stack = "";
  const [, name, line, column] = placePattern.exec(lines.join("\n")) ?? [];
  if (name === undefined) return error;
  const file = path.resolve(cwd, name);
  return Object.assign(error, { id: file, loc: { file, line: Number(line), column: Number(column ?? 1) }, frame: await frameOf(file, Number(line), Number(column ?? 1)) });
}

/** Without control characters, which a terminal would obey. */
export function printable(text) {
  return text.replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** The lines around a place, in the form of Vite's own; "" if the file cannot be read. */
async function frameOf(file, line, column) {
  const text = await fs.readFile(file, "utf8").catch(() => "");
  if (text === "" || text.length > 64 * maximumLength) return "";
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - linesAround);
  const last = Math.min(lines.length, line + linesAround);
  const width = String(last).length;
  const rows = [];
  for (let number = first; number <= last; ++number) {
    const shown = printable(lines[number - 1].slice(0, 500));
    rows.push(`${String(number).padStart(width)}  |  ${shown}`);
    if (number === line) rows.push(`${" ".repeat(width)}  |  ${marginOf(shown, column)}^`);
  }
  return `${rows.join("\n")}\n`;
}

/** What is as wide as the text in front of a column, which Go counts in bytes. */
function marginOf(line, column) {
  const before = Buffer.from(line).subarray(0, column - 1).toString("utf8");
  return before.replaceAll(/[^\t]/gu, " ");
}
