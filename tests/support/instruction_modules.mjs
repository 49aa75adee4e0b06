// Small modules that show what an instruction takes and gives.

const i32 = 0x7f, i64 = 0x7e, f32 = 0x7d, f64 = 0x7c, v128 = 0x7b, funcref = 0x70, externref = 0x6f;
const types = [i32, i64, f32, f64, v128, funcref, externref];

/// Immediates that are valid for most instructions that have any, tried for every opcode.
const immediates = [[], [0], [0, 0], [3, 0], [5, 0], [0, 0, 1], [0, 0, 200], [0, 0, 0, 0], [1, i64], new Array(4).fill(0), new Array(8).fill(0), new Array(16).fill(1), [i32], [funcref], [0x40, 0x0b], [i64, 0x0b]];

/// Modules { name, bytes }, in which each opcode meets immediates, operands and a result. thorough: every list of three
/// operands instead of those that most instructions with three take.
export function* instructionModules({ thorough }) {
  const triples = listsOf(thorough ? types : [i32, i64, v128], 3).filter((list) => list.length === 3);
  const operandLists = [...listsOf(types, 2), ...triples];
  for (const opcode of opcodes()) {
    for (const after of immediates) {
      const name = `${Buffer.from(opcode).toString("hex")} ${Buffer.from(after).toString("hex")}`;
      // In unreachable code every operand is there: what is invalid even so is so for its immediates.
      const bytes = moduleWith([], [], [0x00, ...opcode, ...after, 0x00, 0x0b]);
      yield { name, bytes };
      if (WebAssembly.validate(bytes)) yield* withOperands(name, [...opcode, ...after], operandLists);
    }
  }
}

function* withOperands(name, instruction, operandLists) {
  for (const operands of operandLists) {
    const body = [...operands.flatMap((_, i) => [0x20, i]), ...instruction];
    const bytes = moduleWith(operands, [], [...body, 0x00, 0x0b]);
    yield { name: `${name} takes ${operands}`, bytes };
    if (!WebAssembly.validate(bytes)) continue;
    for (const results of listsOf(types, 1))
      yield { name: `${name} gives ${results}`, bytes: moduleWith(operands, results, [...body, 0x0b]) };
  }
}

function* opcodes() {
  for (let byte = 0; byte < 256; ++byte) if (byte < 0xfb || byte > 0xfe) yield [byte];
  for (let number = 0; number < 20; ++number) yield [0xfc, number];
  for (let number = 0; number < 280; ++number) yield number < 128 ? [0xfd, number] : [0xfd, 0x80 | (number & 0x7f), number >> 7];
}

/// All lists of up to that many items.
function listsOf(items, longest) {
  if (longest === 0) return [[]];
  const shorter = listsOf(items, longest - 1);
  return [...shorter, ...shorter.filter((list) => list.length === longest - 1).flatMap((list) => items.map((item) => [...list, item]))];
}

/// A module with a memory, two tables, globals, segments, and one function.
function moduleWith(parameters, results, code) {
  const body = [0, ...code];
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, parameters.length, ...parameters, results.length, ...results]),
    ...section(3, [1, 0]),
    ...section(4, [2, funcref, 0, 1, externref, 0, 1]),
    ...section(5, [1, 0, 1]),
    ...section(6, [2, i32, 1, 0x41, 0, 0x0b, i64, 0, 0x42, 0, 0x0b]),
    ...section(9, [2, 1, 0, 1, 0, 5, externref, 0]),
    ...section(12, [1]),
    ...section(10, [1, body.length, ...body]),
    ...section(11, [1, 1, 0]),
  ]);
}

function section(id, content) {
  return [id, ...unsigned(content.length), ...content];
}

function unsigned(value) {
  return value < 128 ? [value] : [0x80 | (value & 0x7f), ...unsigned(value >> 7)];
}
