#!/usr/bin/env node
// Runs the program in this process, with its streams and its exit status.
import fs from "node:fs";
import { run } from "../host/run.js";

const program = new URL("wasmpair.wasm", import.meta.url);
process.exit(run(fs.readFileSync(program), ["wasmpair", ...process.argv.slice(2)]));
