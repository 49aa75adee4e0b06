#!/usr/bin/env node
// published STEM PATH FILE: copies a file of a published npm package.
import fs from "node:fs";
import { npmFixture } from "../../support/fixtures.mjs";

const [stem, path, file] = process.argv.slice(2);
fs.copyFileSync(npmFixture(stem, path), file);
