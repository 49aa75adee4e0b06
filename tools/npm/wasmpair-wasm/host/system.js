// WASI's functions of the process: arguments, environment, clocks, random numbers, waiting.
import crypto from "node:crypto";
import { errno, Failure } from "./errors.js";
import { terminated } from "./memory.js";
import { sleep } from "./streams.js";

const clock = { real: 0, monotonic: 1 };

export function system(memory, words) {
  const list = (texts) => ({
    get: (pointers, at) => texts().reduce((sum, text, index) => {
      memory.setU32(pointers + 4 * index, at + sum);
      memory.setBytes(at + sum, text);
      return sum + text.length;
    }, 0) && 0,
    sizes: (count, bytes) => {
      memory.setU32(count, texts().length);
      memory.setU32(bytes, texts().reduce((sum, text) => sum + text.length, 0));
    },
  });
  const parameters = words.map(terminated);
  const variables = Object.entries(process.env).map(([name, value]) => terminated(`${name}=${value}`));
  const [args, environ] = [parameters, variables].map((texts) => list(() => texts));

  return {
    args_get: args.get,
    args_sizes_get: args.sizes,
    environ_get: environ.get,
    environ_sizes_get: environ.sizes,
    clock_time_get(id, _, result) {
      memory.setU64(result, now(id));
    },
    clock_res_get(id, result) {
      now(id);
      memory.setU64(result, id === clock.real ? 1_000_000n : 1n);
    },
    random_get(at, size) {
      crypto.randomFillSync(memory.bytes(at, size));
    },
    sched_yield() {},
    poll_oneoff(subscriptions, events, count, result) {
      if (count !== 1 || memory.u8(subscriptions + 8) !== 0) return errno.NOTSUP; // only clocks
      waitFor(memory, subscriptions);
      memory.setU64(events, memory.u64(subscriptions));
      memory.setU64(events + 8, 0);
      memory.setU32(result, 1);
    },
    proc_raise() {
      return errno.NOSYS;
    },
  };
}

/** In nanoseconds. */
function now(id) {
  if (id === clock.real) return BigInt(Date.now()) * 1_000_000n;
  if (id === clock.monotonic) return process.hrtime.bigint();
  throw new Failure("INVAL");
}

function waitFor(memory, subscription) {
  const [id, time] = [Number(memory.u64(subscription + 16) & 0xffffffffn), memory.u64(subscription + 24)];
  const isAbsolute = (memory.u16(subscription + 40) & 1) !== 0;
  const left = isAbsolute ? time - now(id) : time;
  if (left > 0n) sleep(Number(left / 1_000_000n) + 1);
}
