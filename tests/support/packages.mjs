// The Node packages of tests/package.json and of the examples, which are installed outside the tree.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fixturesDirectory } from "./fixtures.mjs";

/// requirePackage("playwright-core"): the same as require() of the package.
export function requirePackage(name) {
  return requireHere()(name);
}

/// The same for a package that is an ES module.
export function importPackage(name) {
  return import(pathToFileURL(requireHere().resolve(name)).href);
}

function requireHere() {
  const modules = process.env.WASMPAIR_NODE_MODULES || path.join(fixturesDirectory(), "node", "node_modules");
  return createRequire(`${modules}/`);
}

/// The node_modules for the package-lock.json of an example: exampleModules("express-handlebars").
export function exampleModules(example) {
  const modules = path.join(fixturesDirectory(), example, "node_modules");
  if (!fs.existsSync(modules)) throw new Error(`${modules} is missing: run tools/test, which fetches the fixtures`);
  return modules;
}
