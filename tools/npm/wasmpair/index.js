// The program's commands as functions; see index.d.ts.
import { WasmpairError } from "./error.js";
import { optionWords, report as reportOf } from "./run.js";

export { WasmpairError };

export async function pack({ modules = [], encodings, cwd, signal, ...options }) {
  const words = optionWords({ ...options, encodings: encodings?.join(",") });
  const { status, report } = await reportOf(["pack", "--json", ...words, "--", ...[modules].flat()], { cwd, signal });
  if (status === 1) throw new WasmpairError(refusalsText(report.refusals), { status, report });
  return report;
}

export async function guest({ module, cwd, signal, ...options }) {
  const words = optionWords(options);
  const { status, report } = await reportOf(["guest", "--json", ...words, "--", String(module)], { cwd, signal });
  if (status === 1) throw new WasmpairError(refusalText({ module, shim: "", findings: report.findings }), { status, report });
  return report;
}

export async function verify(url, { cwd, signal, ...options } = {}) {
  const words = optionWords(options);
  return (await reportOf(["verify", "--json", ...words, "--", String(url)], { cwd, signal })).report;
}

function refusalsText(refusals) {
  return refusals.map(refusalText).join("\n\n");
}

function refusalText({ module, shim, findings }) {
  const pair = shim ? `${module}, with ${shim}` : module;
  const advice = [...new Set(findings.map((finding) => finding.advice))];
  const lines = findings.map(({ id, subject, message }) => `${id}  ${subject}\n    ${message}.`);
  return [`${pair}: nothing was published`, ...lines, ...advice].join("\n  ");
}
