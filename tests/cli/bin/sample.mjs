#!/usr/bin/env node
// sample APP RELEASE FILE [GOOS [FLAG…]]: compiles a program of tests/apps by a toolchain among the fixtures.
import fs from "node:fs";
import { buildApp } from "../../support/apps.mjs";

const [app, release, file, goos = "js", ...flags] = process.argv.slice(2);
fs.copyFileSync(buildApp(app, release, { goos, flags }), file);
