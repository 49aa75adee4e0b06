// Random programs: an interpreter of ours, the original and the rewritten module agree, and the meter counts at least a
// ninth of the instructions that each call executes and, over all, about as many as are executed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Guest, rewrite } from "../support/guests.mjs";
import { interpret, moduleOf, newState, randomProgram } from "../support/random_guests.mjs";

const programs = Number(process.env.WASMPAIR_GUESTS ?? 60);

test(`${programs} random programs behave the same and are charged what they execute`, () => {
  let executed = 0;
  let charged = 0;
  for (let seed = 1; seed <= programs; ++seed) {
    const program = randomProgram(seed);
    const bytes = moduleOf(program);
    for (const interval of [50, 10_000]) {
      const [plain, rewritten] = [new Guest(bytes), new Guest(rewrite(bytes, { interval }), { interval })];
      const state = newState();
      for (const value of [0, 1, 5, -3, 1_000_003]) {
        const expected = interpret(program, value, state);
        const { result, units } = rewritten.call("run", value);
        const where = `program ${seed}, run(${value})`;
        assert.equal(plain.call("run", value).result, expected.result, where);
        assert.equal(result, expected.result, where);
        assert.equal(rewritten.depth, 0, where);
        // Nobody is charged for a small leaf that the host calls.
        const isUnmetered = units === 0 && expected.instructions <= 32;
        assert(9 * units >= expected.instructions || isUnmetered, `${where}: ${units} units for ${expected.instructions} instructions`);
        executed += expected.instructions;
        charged += units;
      }
    }
  }
  console.log(`${executed} instructions, ${charged} units: ${(charged / executed).toFixed(3)} units an instruction`);
  assert(charged > 0.9 * executed && charged < 1.6 * executed);
});
