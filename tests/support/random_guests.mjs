// Random guests: programs that end, as modules and for an interpreter that counts instructions.
//
// A program is a list of functions (i32) -> (i32), each a list of statements; a function calls only those after it, and
// loops take from a common supply of turns, global 0. Locals are i32; local 0 is the parameter.
import { counted, unsigned } from "./module_bytes.mjs";

const locals = 4, turns = 300;
/// The local that jump tables read.
const tableLocal = 2;

/// Numbers from 0 up to a limit, the same for a seed.
function generator(seed) {
  let state = seed * 2654435761;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % limit;
  };
}

export function randomProgram(seed) {
  const next = generator(seed);
  const count = 1 + next(4);
  return Array.from({ length: count }, (_, index) => statements(next, { index, count, labels: ["function"], budget: { left: 60 } }));
}

function statements(next, context) {
  const list = [];
  for (let length = 1 + next(5); length > 0 && context.budget.left > 0; --length) {
    context.budget.left -= 1;
    list.push(statement(next, context));
  }
  return list;
}

function statement(next, context) {
  const within = (label) => ({ ...context, labels: [label, ...context.labels] });
  const local = () => next(locals);
  const depth = (kinds) => {
    const depths = context.labels.flatMap((label, at) => (kinds.includes(label) ? [at] : []));
    return depths.length === 0 ? undefined : depths[next(depths.length)];
  };
  const choices = [
    () => ({ kind: "set", from: local(), add: next(100) - 50, to: local() }),
    () => ({ kind: "nops", count: next(10) === 0 ? 100 + next(300) : next(30) }),
    () => ({ kind: "if", from: local(), below: next(100) - 50, then: statements(next, within("block")), otherwise: next(2) ? statements(next, within("block")) : undefined }),
    () => ({ kind: "block", body: statements(next, within("block")) }),
    () => ({ kind: "loop", body: statements(next, within("loop")) }),
    () => ({ kind: "continue", depth: depth(["loop"]) }),
    () => ({ kind: "br_if", from: local(), depth: depth(["block"]) }),
    () => ({ kind: "br", from: local(), depth: depth(["block"]) }),
    () => ({ kind: "br_table", from: local(), depths: [depth(["block"]), depth(["block"]), depth(["block"])] }),
    () => ({ kind: "jump_table", ...jumpTable(next, context) }),
    () => ({ kind: "jump", local: next(5) === 0 ? local() : tableLocal, value: next(5) - 1, depth: depth(["jump_table"]) }),
    () => ({ kind: "return", from: local() }),
    () => ({ kind: "call", from: local(), to: local(), index: context.index + 1 + next(3) }),
  ];
  const chosen = choices[next(choices.length)]();
  const impossible = ("depth" in chosen && chosen.depth === undefined) || (chosen.depths?.includes(undefined)) || chosen.index >= context.count;
  return impossible ? { kind: "nops", count: 1 } : chosen;
}

/// A loop around blocks and a table, as Go compiles functions. labels: of the table. Behind block i follows codes[i].
function jumpTable(next, context) {
  const count = 1 + next(4);
  const codes = Array.from({ length: count }, (_, index) => {
    const blocks = new Array(count - 1 - index).fill("block of a table");
    return statements(next, { ...context, labels: [...blocks, "jump_table", ...context.labels] });
  });
  return { labels: Array.from({ length: 1 + next(5) }, () => next(count)), codes };
}

const op = { loop: 0x03, block: 0x02, if: 0x04, else: 0x05, end: 0x0b, br: 0x0c, brIf: 0x0d, brTable: 0x0e, return: 0x0f, call: 0x10, get: 0x20, set: 0x21, globalGet: 0x23, globalSet: 0x24, constant: 0x41, ltS: 0x48, gtS: 0x4a, add: 0x6a, sub: 0x6b, and: 0x71, nop: 0x01 };
const empty = 0x40, i32 = 0x7f;

function signed(value) {
  const encoded = [];
  for (; value < -64 || value > 63; value >>= 7) encoded.push((value & 0x7f) | 0x80);
  return [...encoded, value & 0x7f];
}

const constant = (value) => [op.constant, ...signed(value)];
const turnIsLeft = [op.globalGet, 0, ...constant(1), op.sub, op.globalSet, 0, op.globalGet, 0, ...constant(0), op.gtS];
const takeTurn = (depth) => [...turnIsLeft, op.brIf, depth];
const ifTurnIsLeft = [...turnIsLeft, op.if, empty];
const takeTurnInstructions = 8;

/// index: of sched_yield's import, before all functions of the program.
const functionIndex = (index) => index + 1;

function encode(list) {
  return list.flatMap((it) => {
    switch (it.kind) {
      case "set": return [op.get, it.from, ...constant(it.add), op.add, op.set, it.to];
      case "nops": return new Array(it.count).fill(op.nop);
      case "if": return [op.get, it.from, ...constant(it.below), op.ltS, op.if, empty, ...encode(it.then), ...(it.otherwise ? [op.else, ...encode(it.otherwise)] : []), op.end];
      case "block": return [op.block, empty, ...encode(it.body), op.end];
      case "loop": return [op.loop, empty, ...encode(it.body), ...takeTurn(0), op.end];
      case "continue": return takeTurn(it.depth);
      case "br_if": return [op.get, it.from, ...constant(1), op.and, op.brIf, it.depth];
      case "br": return [op.br, it.depth];
      case "br_table": return [op.get, it.from, ...constant(3), op.and, op.brTable, it.depths.length - 1, ...it.depths];
      case "jump_table": return [
        op.loop, empty, ...it.codes.flatMap(() => [op.block, empty]),
        op.get, tableLocal, op.brTable, it.labels.length - 1, ...it.labels,
        ...it.codes.flatMap((code) => [op.end, ...encode(code)]), op.end,
      ];
      case "jump": return [...ifTurnIsLeft, ...constant(it.value), op.set, it.local, op.br, it.depth + 1, op.end];
      case "return": return [op.get, it.from, op.return];
      case "call": return [op.get, it.from, op.call, functionIndex(it.index), op.set, it.to];
    }
  });
}

export function moduleOf(program) {
  const section = (id, content) => Buffer.concat([Buffer.of(id), counted(Buffer.from(content))]);
  const bodies = program.map((list) => counted(Buffer.from([1, locals - 1, i32, ...encode(list), op.get, 1, op.end])));
  return Buffer.concat([
    Buffer.from("0061736d01000000", "hex"),
    section(1, [2, 0x60, 0, 1, i32, 0x60, 1, i32, 1, i32]),
    section(2, [1, ...counted("wasi_snapshot_preview1"), ...counted("sched_yield"), 0, 0]),
    section(3, [program.length, ...program.map(() => 1)]),
    section(6, [1, i32, 1, ...constant(turns), op.end]),
    section(7, [2, ...counted("run"), 0, functionIndex(0), ...counted("turns"), 3, 0]),
    section(10, Buffer.concat([unsigned(program.length), ...bodies])),
  ]);
}

/// What outlives a call in an instance.
export const newState = () => ({ turns });

/// { result, instructions } of run(value). Each instruction counts but block, loop, else and end.
export function interpret(program, value, state) {
  let instructions = 0;
  const call = (index, parameter) => {
    const local = [parameter, ...new Array(locals - 1).fill(0)];
    /// undefined, { depth } after a branch, or { result }
    const run = (list) => {
      for (const it of list) {
        const left = step(it);
        if (left) return left;
      }
    };
    const leave = (left) => (left === undefined || "result" in left ? left : left.depth === 0 ? undefined : { depth: left.depth - 1 });
    const takeTurn = () => {
      instructions += takeTurnInstructions;
      state.turns = (state.turns - 1) | 0;
      return state.turns > 0;
    };
    // A jump forward costs what it costs the rewritten module, which goes there directly.
    const jumpThrough = ({ labels, codes }) => {
      const destination = () => labels[Math.min(local[tableLocal] >>> 0, labels.length - 1)];
      let at = destination();
      instructions += 2;
      while (at < codes.length) {
        const left = run(codes[at]);
        const depth = left?.depth - (codes.length - 1 - at);
        if (left && ("result" in left || depth > 0)) return "result" in left ? left : { depth: depth - 1 };
        if (left && destination() <= at) instructions += 2;
        at = left ? destination() : at + 1;
      }
    };
    const step = (it) => {
      switch (it.kind) {
        case "set":
          instructions += 4;
          local[it.to] = (local[it.from] + it.add) | 0;
          return;
        case "nops":
          instructions += it.count;
          return;
        case "if":
          instructions += 4;
          return leave(run(local[it.from] < it.below ? it.then : it.otherwise ?? []));
        case "block":
          return leave(run(it.body));
        case "loop":
          for (;;) {
            const left = run(it.body);
            if (left && ("result" in left || left.depth > 0)) return leave(left);
            if (!left && !takeTurn()) return;
          }
        case "continue":
          return takeTurn() ? { depth: it.depth } : undefined;
        case "br_if":
          instructions += 4;
          return local[it.from] & 1 ? { depth: it.depth } : undefined;
        case "br":
          instructions += 1;
          return { depth: it.depth };
        case "br_table":
          instructions += 4;
          return { depth: it.depths[Math.min(local[it.from] & 3, it.depths.length - 1)] };
        case "jump_table":
          return jumpThrough(it);
        case "jump":
          if (!takeTurn()) return;
          instructions += 3;
          local[it.local] = it.value;
          return { depth: it.depth };
        case "return":
          instructions += 2;
          return { result: local[it.from] };
        case "call":
          instructions += 2;
          local[it.to] = call(it.index, local[it.from]);
          instructions += 1;
          return;
      }
    };
    const left = run(program[index]);
    if (left && "result" in left) return left.result;
    instructions += 1;
    return local[1];
  };
  return { result: call(0, value), instructions };
}
