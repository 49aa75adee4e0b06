#!/usr/bin/env node
// sample APP RELEASE FILE [GOOS [FLAG…]]: compiles a program of tests/apps by a toolchain among the fixtures.
import fs from "node:fs";
import path from "node:path";
import { buildApp } from "../../support/apps.mjs";

const [app, release, file, goos = "js", ...flags] = process.argv.slice(2);
fs.renameSync(buildApp(app, path.dirname(file), release, { goos, flags }).module, file);
