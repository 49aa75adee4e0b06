// The format of the cases in tests/cli/cases, one per file:
//   # Text                  what the case shows
//   % COMMAND               setup: must succeed; its output is not compared
//   $ COMMAND               run by bash; the lines after it give the expected outcome:
//   > TEXT                    a line of standard output
//   ! TEXT                    a line of standard error
//   = STATUS                  the exit status, if not 0
// If a stream does not end in a newline, a last line "\" says so.

/// [{kind: "text", text} | {kind: "setup", command} | {kind: "run", command, expected}], in the order of the file.
export function parseCase(content) {
  const steps = [];
  content.replace(/\n$/, "").split("\n").forEach((line, index) => {
    const mark = line[0];
    const rest = line.slice(2);
    if (line === "" || mark === "#") {
      steps.push({ kind: "text", text: line });
    } else if (line[1] !== " " && line.length > 1) {
      throw new Error(`line ${index + 1}: expected a space after '${mark}'`);
    } else if (mark === "%") {
      steps.push({ kind: "setup", command: rest });
    } else if (mark === "$") {
      steps.push({ kind: "run", command: rest, expected: { stdout: [], stderr: [], status: 0 } });
    } else {
      const { expected } = steps.at(-1);
      if (!expected) throw new Error(`line ${index + 1}: there is no '$' line before this one`);
      if (mark === ">") expected.stdout.push(rest);
      else if (mark === "!") expected.stderr.push(rest);
      else if (mark === "=") expected.status = Number(rest);
      else throw new Error(`line ${index + 1}: unknown mark '${mark}'`);
    }
  });
  return steps;
}

/// The text that parseCase would read as these steps.
export function printCase(steps) {
  return steps.map((step) => `${printStep(step)}\n`).join("");
}

function printStep(step) {
  if (step.kind === "text") return step.text;
  if (step.kind === "setup") return `% ${step.command}`;
  return [`$ ${step.command}`, ...printOutcome(step.expected)].join("\n");
}

export function printOutcome({ stdout, stderr, status }) {
  const marked = (mark, line) => (line === "" ? mark : `${mark} ${line}`);
  return [
    ...stdout.map((line) => marked(">", line)),
    ...stderr.map((line) => marked("!", line)),
    ...(status === 0 ? [] : [`= ${status}`]),
  ];
}

/// A stream as lines.
export function toLines(text) {
  if (text === "") return [];
  return text.endsWith("\n") ? text.slice(0, -1).split("\n") : [...text.split("\n"), "\\"];
}
