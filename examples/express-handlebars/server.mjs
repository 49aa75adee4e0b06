// A page rendered by Handlebars on Express from wasmpair.json: node server.mjs DIRECTORY PORT
import fs from "node:fs";
import path from "node:path";
import express from "express";
import { engine } from "express-handlebars";
import { assets } from "./assets.mjs";

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";
const [directory, port] = process.argv.slice(2);
const file = path.join(directory, "wasmpair.json");

/// The contents of wasmpair.json, read again when it has changed.
let manifest;
let modified;
function release() {
  const { mtimeMs } = fs.statSync(file);
  if (mtimeMs !== modified) {
    manifest = JSON.parse(fs.readFileSync(file, "utf8"));
    modified = mtimeMs;
  }
  return manifest;
}

/// JSON for the inside of a <script>: nothing in it can end the element or open a comment.
function scriptJson(value) {
  const escape = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escape);
}

const app = express();
app.engine("handlebars", engine({ defaultLayout: false, helpers: { scriptJson } }));
app.set("view engine", "handlebars");
app.set("views", path.join(import.meta.dirname, "views"));

// What nothing below overrides, such as a 404, is not cached: the next release may have the file.
app.use((request, response, next) => {
  response.set("Cache-Control", "no-store");
  next();
});

app.get("/", (request, response) => {
  response.set({ "Content-Security-Policy": policy, "Cache-Control": "no-cache" });
  response.render("page", { release: release() });
});

app.use(release().base, assets(directory));

const server = app.listen(Number(port), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
