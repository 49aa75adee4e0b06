// The program's commands as functions; see index.d.ts.
import { WasmpairError } from "./error.js";
import { packWith } from "./pack.js";
import { refusalText } from "./refusals.js";
import { optionWords, report as reportOf, startProgram } from "./run.js";

export { WasmpairError };

export const pack = (options) => packWith(startProgram, options);

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
