// A page rendered by Handlebars on Express from wasmpair.json: node server.mjs DIRECTORY PORT
import fs from "node:fs";
import path from "node:path";
import express from "express";
import { engine } from "express-handlebars";
import expressStaticGzip from "express-static-gzip";

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";
const [directory, port] = process.argv.slice(2);
const file = path.join(directory, "wasmpair.json");

/// The contents of wasmpair.json and the handler that serves the files; both are renewed when it changes.
let manifest;
let files;
let modified;
function release() {
  const { mtimeMs } = fs.statSync(file);
  if (mtimeMs !== modified) {
    manifest = JSON.parse(fs.readFileSync(file, "utf8"));
    files = serveFiles();
    modified = mtimeMs;
  }
  return manifest;
}

/// Serves the files of all releases in the directory. It looks for siblings only once.
function serveFiles() {
  return expressStaticGzip(directory, {
    enableBrotli: true,
    orderPreference: ["br", "gz"],
    index: false,
    serveStatic: {
      cacheControl: false,
      setHeaders(response, name) {
        const immutable = /\.[0-9a-f]{8,64}\.(wasm|js)(\.(br|gz))?$/.test(name);
        response.setHeader("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
      },
    },
  });
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

app.get("/", (request, response) => {
  response.set({ "Content-Security-Policy": policy, "Cache-Control": "no-cache" });
  response.render("page", { release: release() });
});

app.use(release().base, (request, response, next) => {
  release();
  files(request, response, next);
});

const server = app.listen(Number(port), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
