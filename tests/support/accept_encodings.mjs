// Values of Accept-Encoding to compare negotiation by.

/// Values of Accept-Encoding, the same for the same seed: mostly lists such as clients send, with every oddity that a list may have.
/// further: codings that are as frequent as the usual ones.
export function generateAcceptEncodings(count, seed, further = []) {
  const random = mulberry32(seed);
  const pick = (choices) => choices[Math.floor(random() * choices.length)];
  const chance = (probability) => random() < probability;

  const usual = [...further, "br", "gzip", "zstd", "identity", "*"];
  const codings = [...usual, "deflate", "compress", "x-gzip", "GZIP", "Br", "X-Gzip", "IDENTITY"];
  const oddCodings = ["", "g zip", "\"br\"", "br/1", "b;r", "=", "brotli", "zstd\u00e9", "gzip\v", "x-br", "**", "!#$%&'"];
  const weights = ["0", "0.", "0.0", "0.00", "0.000", "1", "1.", "1.0", "1.000", "0.5", "0.25", "0.125", "0.001", "0.999", "0.8"];
  const oddWeights = ["1.001", "1.1", "2", "-1", "-0", "+1", ".5", "0.0001", "0.1234", "1e-3", "x", "", "0,5", "0.5.5", "00", "0x1", "\"1\"", "Infinity", "0\u00a0"];
  const spaces = ["", "", "", " ", "\t", "  ", " \t "];
  const space = () => pick(spaces);

  const weight = () => {
    if (chance(0.04)) return pick(["; q", ";", ";level=1", "; q=1;x=2", ";q=0.5;", ";;q=0", ";q =0", ";q= 0", ";Q"]);
    const name = chance(0.08) ? "Q" : "q";
    return `${space()};${space()}${name}=${chance(0.08) ? pick(oddWeights) : pick(weights)}`;
  };
  const one = () => {
    const coding = chance(0.05) ? pick(oddCodings) : pick(chance(0.75) ? usual : codings);
    return space() + coding + (chance(0.65) ? weight() : "") + space();
  };
  return Array.from({ length: count }, () => {
    const list = Array.from({ length: Math.floor(random() * 6) }, one);
    if (chance(0.1)) list.splice(Math.floor(random() * (list.length + 1)), 0, space());
    return list.join(",");
  });
}

function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
