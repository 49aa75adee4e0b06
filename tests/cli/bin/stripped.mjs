#!/usr/bin/env node
// stripped MODULE FILE: copies a module without its custom sections.
import fs from "node:fs";
import { withoutCustomSections } from "../../support/module_bytes.mjs";

const [module, file] = process.argv.slice(2);
fs.writeFileSync(file, withoutCustomSections(fs.readFileSync(module)));
