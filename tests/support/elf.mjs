// What a program file says of its protections, as binutils read it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

const read = (program, ...words) => execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 29 });

/// Asserts that a program has every protection that cmake/Hardening.cmake asks for.
export function assertHardened(file) {
  const headers = read("readelf", "--wide", "--file-header", "--program-headers", "--dynamic", "--dyn-syms", file);
  const expect = (pattern, what) => assert.match(headers, pattern, `${file}: ${what}`);
  const refuse = (pattern, what) => assert.doesNotMatch(headers, pattern, `${file}: ${what}`);
  expect(/^ +Type: +DYN /m, "position-independent");
  expect(/\(FLAGS_1\) +Flags:.*\bNOW\b.*\bPIE\b/, "symbols are bound at the start (NOW), PIE");
  expect(/\(FLAGS\) +.*\bBIND_NOW\b|\(BIND_NOW\)/, "BIND_NOW");
  expect(/^ +GNU_RELRO /m, "relocations become read-only");
  expect(/^ +GNU_STACK .* RW +0x/m, "the stack is not executable");
  refuse(/\((?:RPATH|RUNPATH|TEXTREL)\)/, "no search path, no relocations in code");
  expect(/ __stack_chk_fail(?:@|$)/m, "the stack protector");
  expect(/ __(?:mem|str|sn?|vsn?|fd|read|pread|poll)\w*_chk(?:@|$)/m, "_FORTIFY_SOURCE");

  const code = read("objdump", "--disassemble", "--no-show-raw-insn", "--section=.text", file);
  const count = (pattern) => code.match(pattern)?.length ?? 0;
  if (!headers.includes("X86-64")) return;
  // The note that asks the processor for CET is not expected: Debian's start files have none, and the linker writes it
  // only if every object has it. The code itself is ready.
  assert.ok(count(/\tendbr64/g) > 1000, `${file}: -fcf-protection`);
  assert.ok(count(/\torq +\$0x0,(?:0x[0-9a-f]+)?\(%rsp\)/g) > 0, `${file}: -fstack-clash-protection`);
}
