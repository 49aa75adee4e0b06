// Rewritten guests do what the originals do, and the meter and the depth count what they execute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble, Guest, rewrite } from "../support/guests.mjs";

/// Function 0 is sched_yield, function 1 is of the type (i32) -> (i32), exported as "run"; types 3 and up are the
/// caller's.
function guest(code, { functions = "1 1", types = "", count = 3 } = {}) {
  return assemble(`
    type: { ${count}  func 0 1 i32  func 1 i32 1 i32  func 0 0  ${types} }
    import: { 1 "wasi_snapshot_preview1" "sched_yield" function 0 }
    function: { ${functions} }
    table: { 1 funcref min 4 }
    memory: { 1 min 1 }
    export: { 2 "run" function 1  "memory" memory 0 }
    element: { 1 active i32.const s0 end 1 1 }
    code: { ${code} }`);
}

/// Calls run() of both with each value, and requires the same results. Gives the units of each call.
function unitsOf(original, values, options = {}) {
  const plain = new Guest(original);
  const rewritten = new Guest(rewrite(original, options), options);
  return values.map((value) => {
    const { result, units } = rewritten.call("run", value);
    assert.deepEqual(result, plain.call("run", value).result, `run(${value})`);
    assert.equal(rewritten.depth, 0, `the depth after run(${value})`);
    return units;
  });
}

/// sum = 0; do { sum += n; n -= 1 } while (n != 0); return sum
const sum = `1 { 1 1 i32
  loop empty  local.get 1 local.get 0 i32.add local.set 1
    local.get 0 i32.const s1 i32.sub local.tee 0 br_if 0  end
  local.get 1 end }`;

// What follows the loop is so little that it is not charged.
test("each turn of a loop is charged its instructions", () => {
  assert.deepEqual(unitsOf(guest(sum), [1, 2, 10, 100_000]), [1, 2, 10, 100_000].map((n) => 9 * n));
});

test("the guest yields after the interval, and the host reads the work exactly", () => {
  const interval = 1000;
  const bytes = rewrite(guest(sum), { interval });
  const works = [];
  const onYield = ({ units }) => works.push(units);
  const rewritten = new Guest(bytes, { interval, onYield });
  assert.equal(rewritten.call("run", 10_000).units, 90_000);
  // The first turn that begins with nothing left yields: 1000 / 9 rounded up.
  assert.deepEqual(works.slice(0, 3), [1008, 2016, 3024]);
  assert.equal(works.length, Math.floor(90_000 / 1008));
});

/// run(n): n < 2 ? n : run(n - 1) + run(n - 2)
const fibonacci = `1 { 0
  local.get 0 i32.const s2 i32.lt_s if empty local.get 0 return end
  local.get 0 i32.const s1 i32.sub call 1  local.get 0 i32.const s2 i32.sub call 1  i32.add end }`;

// Each call is charged its longest path.
test("recursive calls are charged, and the depth returns to zero", () => {
  const calls = (n) => (n < 2 ? 1 : 1 + calls(n - 1) + calls(n - 2));
  const expected = [1, 5, 15].map((n) => 13 * calls(n));
  assert.deepEqual(unitsOf(guest(fibonacci), [1, 5, 15]), expected);
});

/// run(n): n == 0 ? 0 : run(n - 1)
const recursion = `1 { 0
  local.get 0 i32.eqz if empty i32.const s0 return end
  local.get 0 i32.const s1 i32.sub call 1 end }`;

test("the depth of calls is limited", () => {
  const bytes = rewrite(guest(recursion), { depth: 100 });
  assert.equal(new Guest(bytes).call("run", 99).result, 0);
  const tooDeep = new Guest(bytes);
  assert.equal(tooDeep.call("run", 100).result, "unreachable");
  assert.equal(tooDeep.depth, 101);
});

test("recursion without an end traps at the limit", () => {
  const endless = new Guest(rewrite(guest(`1 { 0 local.get 0 call 1 end }`), { depth: 5000 }));
  assert.equal(endless.call("run", 0).result, "unreachable");
});

/// A jump table whose targets lie within loops and blocks of different depth.
const jumps = `1 { 1 1 i32
  block empty  loop empty  block empty  block empty  block empty
    local.get 0  local.get 0 i32.const s1 i32.sub local.set 0  br_table 4 0 1 2 3 4
  end  local.get 1 i32.const s100 i32.add local.set 1  br 2
  end  local.get 1 i32.const s7 i32.add local.set 1  br 1
  end  local.get 1 i32.const s1000 i32.add return
  end  end
  local.get 1 end }`;

test("jump tables leave blocks and loops", () => {
  unitsOf(guest(jumps), [-1, 0, 1, 2, 3, 4, 5, 100]);
});

test("a function returns from within blocks", () => {
  const nested = `2
    { 0 local.get 0 i32.const s3 i32.lt_s if empty call 2 end
      block i32 i32.const s5 block empty loop empty local.get 0 if empty i32.const s77 return end end end end end }
    { 0 end }`;
  unitsOf(guest(nested, { functions: "2 1 2" }), [0, 1, 5]);
});

test("functions have several results", () => {
  // Function 2 calls function 1 with 0, and function 1 then calls nothing.
  const several = `2
    { 0 local.get 0 i32.eqz if empty i32.const s6 return end local.get 0 call 2 i32.add i32.add end }
    { 0 block empty local.get 0 i32.const s4 i32.lt_s br_if 0 i32.const s1 i32.const s2 i32.const s3 return end
      i32.const s0 call 1 i32.const s20 i32.const s30 end }`;
  unitsOf(guest(several, { functions: "2 1 3", types: "func 1 i32 3 i32 i32 i32", count: 4 }), [0, 1, 4]);
});

test("tail calls leave before they call", () => {
  const tail = `1 { 0 local.get 0 i32.eqz if empty i32.const s42 return end
    local.get 0 i32.const s1 i32.sub return_call 1 end }`;
  const units = unitsOf(guest(tail), [0, 10, 200_000]);
  assert.deepEqual(units, [7, 11 * 7, 200_001 * 7]);
});

test("indirect calls are charged at least what the callee executes", () => {
  const indirect = `1 { 0 local.get 0 i32.eqz if empty i32.const s42 return end
    local.get 0 i32.const s1 i32.sub i32.const s0 call_indirect 1 0 end }`;
  const [none, ten] = unitsOf(guest(indirect), [0, 10]);
  assert.equal(ten - none, 10 * (3 + 4 + 33));
});

test("bulk operations are charged by their length, and yield before they begin", () => {
  const fill = `1 { 0 i32.const s0 i32.const s1 local.get 0 bulk 11 0  i32.const s0 i32.const s1 local.get 0 bulk 10 0 0 i32.const s0 end }`;
  const [none, some, all] = unitsOf(guest(fill), [0, 160, 65_535]);
  assert.deepEqual([some - none, all - none], [2 * 10, 2 * 4095]);
  const yielding = new Guest(rewrite(guest(fill), { interval: 100 }), { interval: 100 });
  yielding.call("run", 65_535);
  assert.equal(yielding.yields, 2);
});

test("table.grow that fails does not refill the meter", () => {
  const grow = `1 { 0 loop empty ref.null funcref i32.const s-100 local.get 0 i32.add bulk 15 0 drop
    local.get 0 i32.const s1 i32.sub local.tee 0 br_if 0 end i32.const s0 end }`;
  const rewritten = new Guest(rewrite(guest(grow)));
  rewritten.call("run", 20);
  assert.equal(rewritten.yields, 20);
});

test("the memory grows to its maximum", () => {
  const grow = `1 { 0 local.get 0 memory.grow 0 end }`;
  const rewritten = new Guest(rewrite(guest(grow), { pages: 10 }));
  assert.deepEqual([9, 1, 0].map((pages) => rewritten.call("run", pages).result), [1, -1, 10]);
});

test("many calls of a leaf are charged to the caller", () => {
  const calls = `2 { 0 loop empty call 2 call 2 call 2 local.get 0 i32.const s1 i32.sub local.tee 0 br_if 0 end i32.const s0 end }
    { 0 nop nop nop nop nop end }`;
  assert.deepEqual(unitsOf(guest(calls, { functions: "2 1 2" }), [1, 1000]), [1, 1000].map((n) => n * (3 * 6 + 5)));
});

test("a module without sched_yield gets it, and calls the same functions", () => {
  const original = assemble(`
    type: { 2  func 1 i32 1 i32  func 0 0 }
    import: { 1 "host" "twice" function 0 }
    function: { 3 0 0 1 }
    table: { 1 funcref min 4 }
    global: { 1 i32 1 i32.const s0 end }
    export: { 1 "run" function 1 }
    start: { 3 }
    element: { 1 0 i32.const s1 end 2 2 0 }
    code: { 3
      { 0 local.get 0 i32.const s1 call_indirect 0 0 local.get 0 i32.const s2 call_indirect 0 0 i32.add global.get 0 i32.add end }
      { 0 local.get 0 call 0 i32.const s1 i32.add end }
      { 0 i32.const s1000 global.set 0 end } }`);
  const imports = { host: { twice: (value) => 2 * value } };
  const run = (bytes) => new Guest(bytes, { imports }).call("run", 5).result;
  assert.equal(run(original), 11 + 10 + 1000);
  assert.equal(run(rewrite(original)), 11 + 10 + 1000);
});

test("what cannot be rewritten is refused", () => {
  const twice = rewrite(guest(sum));
  assert.throws(() => rewrite(twice), /:0x[0-9a-f]+: the guest exports "wasmpair\.meter"/);
});
