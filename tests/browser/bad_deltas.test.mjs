// A server that sends wrong deltas, each in its own way: every visitor has the program within three requests, while the
// fault is there and after it was corrected. The faults of `wasmpair serve` are in deltas.test.mjs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test as nodeTest } from "node:test";
import { launchChromium } from "../support/browser.mjs";
import { publishDeltas, serveDeltas, visit } from "../support/delta_site.mjs";
import { encodeDelta } from "../support/deltas.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const test = (name, run) => nodeTest(name, { timeout: 180_000 }, run);

/// Where the dictionary's digest begins, behind the magic number (RFC 9842, sections 4 and 5).
const headers = { dcb: 4, dcz: 8 };
const digestBytes = 32;

const changed = (body, at, change = (byte) => byte ^ 0xff) => {
  const copy = Buffer.from(body);
  copy[at] = change(copy[at]);
  return copy;
};
const payload = ({ body, coding }) => body.subarray(headers[coding] + digestBytes);
const header = ({ body, coding }) => body.subarray(0, headers[coding] + digestBytes);

/// What is sent in place of a delta; other: the stream of a delta from another dictionary. retried: whether a
/// returning visitor, and a new one, needs more than one request while the fault is there.
const faults = {
  "another dictionary's digest": { alter: (delta) => ({ ...delta, body: changed(delta.body, headers[delta.coding]) }), retried: [true, false] },
  "another magic number": { alter: (delta) => ({ ...delta, body: changed(delta.body, 0) }), retried: [true, false] },
  "the label of another coding": { alter: (delta) => ({ ...delta, coding: delta.coding === "dcz" ? "dcb" : "dcz" }), retried: [true, false] },
  "an empty body": { alter: (delta) => ({ ...delta, body: Buffer.alloc(0) }), retried: [true, false] },
  "a difference to something else": { alter: (delta, other) => ({ ...delta, body: Buffer.concat([header(delta), other]) }), retried: [true, false] },
  "a changed byte": { alter: (delta) => ({ ...delta, body: changed(delta.body, delta.body.length - Math.trunc(payload(delta).length / 2)) }), retried: [true, false] },
  "a stream that ends early": { alter: (delta) => ({ ...delta, body: delta.body.subarray(0, -10) }), retried: [true, false] },
  "garbage after the stream": { alter: (delta) => ({ ...delta, body: Buffer.concat([delta.body, Buffer.from("garbage")]) }) },
  "a delta without Content-Encoding": { alter: (delta) => ({ ...delta, coding: "" }), retried: [true, false] },
  "a delta to everybody": { alter: (delta) => delta, everybody: true, retried: [false, true] },
};

for (const encoding of ["dcb", "dcz"]) suite(`a wrong delta in ${encoding}`, { concurrency: 4 }, () => {
  let browser;
  let states;
  let other;
  before(async (t) => {
    browser = await launchChromium();
    states = publishDeltas(temporaryDirectory(t), { encodings: ["dcz", encoding, encoding], options: ["--page", "app"] });
    const [earlier, later] = states.slice(1).map(({ directory, wasm }) => fs.readFileSync(path.join(directory, wasm.path)));
    // All that it refers to is elsewhere in the dictionary that browsers have.
    other = encodeDelta(encoding, later, Buffer.concat([earlier, Buffer.alloc(1000)]));
  });
  after(() => browser?.close());

  /// The delta of the third release from the second one.
  function rightDelta() {
    const { wasm, directory } = states[2];
    const delta = wasm.deltas.find(({ from }) => from.path === states[1].wasm.path);
    return { body: fs.readFileSync(path.join(directory, delta.path)), coding: delta.encoding };
  }

  for (const [name, { alter, everybody, retried }] of Object.entries(faults)) {
    test(`leaves nobody without the program: ${name}`, async (t) => {
      const root = path.join(temporaryDirectory(t), "site");
      fs.cpSync(states[1].directory, root, { recursive: true });
      let isWrong = true;
      const deltaFor = (asked, request) => {
        const unasked = everybody && !request.url.includes("?") ? rightDelta() : undefined;
        const delta = asked ?? (isWrong ? unasked : undefined);
        return delta && isWrong ? alter(delta, other) : delta;
      };
      const { url, requests } = await serveDeltas(t, root, { deltaFor });
      const contexts = await Promise.all(["returning", "new"].map(() => browser.newContext()));
      t.after(() => Promise.all(contexts.map((context) => context.close())));

      /// Visits the third release, and says how many requests for the module there were.
      async function countRequests(context) {
        requests.length = 0;
        const { fetched } = await visit(context, url, states[2].text);
        const count = requests.filter((request) => /[.]wasm([?]|$)/.test(request.url)).length;
        assert.ok(count <= 3 && fetched.length <= 3, `${name}: ${count} requests, ${JSON.stringify(fetched)}`);
        return count;
      }

      isWrong = false;
      await visit(contexts[0], url, states[1].text);
      isWrong = true;
      fs.cpSync(states[2].directory, root, { recursive: true });
      const during = [await countRequests(contexts[0]), await countRequests(contexts[1])];
      if (retried) assert.deepEqual(during.map((count) => count > 1), retried, `${name}: ${during}`);
      for (const context of contexts) await countRequests(context);
      isWrong = false;
      for (const context of contexts) await countRequests(context);
    });
  }
});
