// The choice of a content coding, compared with two independent implementations on generated values of Accept-Encoding.
//
// For every value, ours must choose what the reference chooses after removing what the reference reads contrary to
// RFC 9110. Each such deviation is a class below with its own repair; a value without any is compared unchanged.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { suite, test } from "node:test";
import { generateAcceptEncodings } from "../support/accept_encodings.mjs";
import { npmFixture } from "../support/fixtures.mjs";
import { program } from "../support/program.mjs";

const require = createRequire(import.meta.url);
const preferredEncodings = require(npmFixture("negotiator-1.0.0", "lib/encoding.js"));
const fastify = require(npmFixture("fastify-accept-negotiator-2.1.2", "index.js"));

const offered = ["br", "gzip", "zstd"];
const howMany = 120_000;

/// element = codings [ OWS ";" OWS "q=" qvalue ], section 12.5.3; "q" in either case.
const element = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:[ \t]*;[ \t]*[qQ]=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/;

/// The deviations of the reference (negotiator), in the order in which the repairs are applied to the list of elements.
const deviations = {
  // It reads weights with parseFloat (q=1.001, q=.5, q=-1, q=0.0001, q=1e-3; q=x compares with nothing), and skips
  // parameters that Accept-Encoding does not have (br;level=1) and white space that is not OWS. Ours ignores such
  // elements.
  "an invalid element": (list) => list.filter((text) => element.test(text)),
  // It does not recognize Q as q, and assumes a weight of 1. Literals in ABNF ignore case (RFC 5234, section 2.3).
  "a weight named Q": (list) => list.map((text) => text.replace(/Q=/, "q=")),
  // It does not know that x-gzip is gzip (section 8.4.1.3).
  "the alias x-gzip": (list) => list.map((text) => text.replace(/^x-gzip(?![\w-])/i, "gzip")),
  // Of several weights for one coding, it takes the greatest. The standard is silent; ours lets an exclusion win.
  "weights that contradict each other": (list) => {
    const weight = (text) => Number(/q=([\d.]+)/.exec(text)?.[1] ?? 1);
    const name = (text) => text.split(/[ \t;]/, 1)[0].toLowerCase();
    const isLowest = (text) => list.every((other) => name(other) !== name(text) || weight(other) >= weight(text));
    return list.filter(isLowest);
  },
};

suite("the choice of a coding", () => {
  const values = generateAcceptEncodings(howMany, 20261122);
  const ours = execFileSync(path.join(path.dirname(program), "tests/negotiate"), offered, {
    input: `${values.join("\n")}\n`,
    maxBuffer: 1 << 28,
    encoding: "utf8",
  }).trimEnd().split("\n");

  test("exists for every value", () => {
    assert.equal(ours.length, howMany);
    assert.deepEqual([...new Set(ours)].sort(), ["br", "gzip", "identity", "none", "zstd"]);
  });

  test("agrees with negotiator, except for its deviations from the standard", () => {
    const counts = { unchanged: 0, ...Object.fromEntries(Object.keys(deviations).map((name) => [name, 0])) };
    values.forEach((value, index) => {
      let list = value.split(",").map((text) => text.replace(/^[ \t]+|[ \t]+$/g, "")).filter(Boolean);
      const original = list.join();
      for (const [name, repair] of Object.entries(deviations)) {
        const repaired = repair(list);
        if (repaired.join() !== list.join() && reference(repaired.join()) !== reference(list.join())) ++counts[name];
        list = repaired;
      }
      if (list.join() === original) {
        ++counts.unchanged;
        assert.equal(ours[index], reference(value), JSON.stringify(value));
      } else {
        assert.equal(ours[index], reference(list.join()), `${JSON.stringify(value)}, repaired ${JSON.stringify(list.join())}`);
      }
    });
    // A quarter is compared unchanged, and every class is needed: each changes the choice of the reference.
    assert.ok(counts.unchanged > howMany / 4, JSON.stringify(counts));
    for (const [name, count] of Object.entries(counts)) assert.ok(count > 100, `${name}: ${count}`);
  });

  test("agrees with @fastify/accept-negotiator on plain lists", () => {
    // It has no weight of 0 for identity, reads "*" as the first offered coding whatever else is listed, compares names
    // with case, and takes the greatest of several weights. That leaves lists of plain codings.
    let compared = 0;
    values.forEach((value, index) => {
      const list = value.split(",").map((text) => text.replace(/^[ \t]+|[ \t]+$/g, "")).filter(Boolean);
      const isPlain = list.every((text) => element.test(text) && !/^(\*|identity|x-gzip)/i.test(text));
      const names = list.map((text) => text.split(/[ \t;]/, 1)[0].toLowerCase());
      if (!isPlain || new Set(names).size !== names.length) return;
      ++compared;
      assert.equal(ours[index], fastify.negotiate(value.toLowerCase(), offered) ?? "identity", JSON.stringify(value));
    });
    assert.ok(compared > howMany / 20, String(compared));
  });
});

/// The choice of negotiator: it is offered the codings in our order, with identity last among equals.
function reference(value) {
  const all = [...offered, "identity"];
  return preferredEncodings(value, all, all)[0] ?? "none";
}
