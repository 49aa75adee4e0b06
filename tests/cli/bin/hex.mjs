#!/usr/bin/env node
// hex FILE TOKEN…: appends bytes to FILE. A token is two hex digits, or @TEXT for a name as modules write it: its
// length, then its bytes.
import fs from "node:fs";

const [file, ...tokens] = process.argv.slice(2);
for (const token of tokens) {
  if (token.startsWith("@")) {
    const text = Buffer.from(token.slice(1));
    fs.appendFileSync(file, Buffer.concat([Buffer.of(text.length), text]));
  } else if (/^[0-9a-f]{2}$/.test(token)) {
    fs.appendFileSync(file, Buffer.from(token, "hex"));
  } else {
    throw new Error(`hex: '${token}' is neither two hex digits nor @TEXT`);
  }
}
