// The command `pack` as a function, with the choice of how the program is started.
import { WasmpairError } from "./error.js";
import { refusalText } from "./refusals.js";
import { optionWords, report as reportOf } from "./run.js";

/** pack() of index.d.ts. start: as for report() in run.js. */
export async function packWith(start, { modules = [], encodings, deltasEncoding, cwd, signal, ...options }) {
  const words = optionWords({ ...options, encodings: encodings?.join(","), deltasEncoding: deltasEncoding?.join(",") });
  const { status, report } = await reportOf(["pack", "--json", ...words, "--", ...[modules].flat()], { cwd, signal, start });
  if (status === 1) throw new WasmpairError(report.refusals.map(refusalText).join("\n\n"), { status, report });
  return report;
}
