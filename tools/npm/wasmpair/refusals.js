/** What is wrong with a pair, as the text of an error. */
export function refusalText({ module, shim, findings }) {
  const pair = shim ? `${module}, with ${shim}` : module;
  const advice = [...new Set(findings.map((finding) => finding.advice))];
  const lines = findings.map(({ id, subject, message }) => `${id}  ${subject}\n    ${message}.`);
  return [`${pair}: nothing was published`, ...lines, ...advice].join("\n  ");
}
