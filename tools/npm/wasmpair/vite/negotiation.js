// What a request asks for: the encoding (RFC 9110, section 12.5.3), the conditions (13.1) and the range (14.2), by the
// rules of `wasmpair serve`.

/** The coding that the client prefers, "identity" included. offered: codings, the best first. */
export function chooseCoding(accepted, offered) {
  // Without the field, anything is acceptable; but a client that does not send it may be unable to decode.
  if (accepted === undefined) return "identity";
  const weights = weightsIn(accepted);
  const stated = (coding) => weights.get(coding) ?? weights.get("*");
  let [best, bestWeight] = ["identity", 0];
  for (const coding of offered) {
    if ((stated(coding) ?? 0) > bestWeight) [best, bestWeight] = [coding, stated(coding)];
  }
  return (stated("identity") ?? 0) > bestWeight ? "identity" : best;
}

/** By coding, the lowest weight if it is named twice. An element that is not valid is disregarded. */
function weightsIn(accepted) {
  const weights = new Map();
  for (const element of accepted.split(",")) {
    const [, name, weight] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(element) ?? [];
    if (name === undefined) continue;
    const coding = name.toLowerCase().replace(/^x-gzip$/, "gzip");
    weights.set(coding, Math.min(weights.get(coding) ?? 1, Number(weight ?? 1)));
  }
  return weights;
}

/** The status that the conditions demand, 304 or 412; undefined if there is none. tag: the strong ETag. */
export function statusByConditions({ "if-match": match, "if-none-match": noneMatch }, tag) {
  if (match !== undefined && match.trim() !== "*" && !tagsIn(match).includes(tag)) return 412;
  if (noneMatch === undefined) return undefined;
  return noneMatch.trim() === "*" || tagsIn(noneMatch).some((each) => each.replace(/^W\//, "") === tag) ? 304 : undefined;
}

function tagsIn(list) {
  const tag = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
  const isList = new RegExp(`^[\\s,]*(?:${tag}\\s*(?:,[\\s,]*|$))*$`).test(list);
  return isList ? list.match(new RegExp(tag, "g")) ?? [] : [];
}

/** { first, last } of a single range of bytes; "outside" if it has none of the file's; undefined if it is disregarded. */
export function rangeIn({ range, "if-range": condition }, size, tag) {
  if (range === undefined || (condition !== undefined && condition.trim() !== tag)) return undefined;
  const [, from, to] = /^\s*bytes\s*=[\s,]*(\d*)-(\d*)[\s,]*$/i.exec(range) ?? [];
  if (from === undefined || (from === "" && to === "")) return undefined;
  if (from === "") return Number(to) === 0 || size === 0 ? "outside" : { first: Math.max(0, size - Number(to)), last: size - 1 };
  if (to !== "" && Number(to) < Number(from)) return undefined;
  return Number(from) >= size ? "outside" : { first: Number(from), last: Math.min(size - 1, to === "" ? Infinity : Number(to)) };
}
