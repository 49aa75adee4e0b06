// The Node packages of tests/package.json, which are installed outside the tree.
import { createRequire } from "node:module";
import path from "node:path";
import { fixturesDirectory } from "./fixtures.mjs";

/// requirePackage("playwright-core"): what require() gives for it.
export function requirePackage(name) {
  const modules = process.env.WASMPAIR_NODE_MODULES || path.join(fixturesDirectory(), "node", "node_modules");
  return createRequire(`${modules}/`)(name);
}
