// A small web server for a published directory, which can misbehave on request.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const endings = { br: ".br", gzip: ".gz" };

/// Strict, but sufficient for the default page: only its style sheet and its icon are inline.
export const strictPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'; img-src data:";

/// Serves a directory on a free port of 127.0.0.1 until the test ends: { url, requests, queries, misbehave, spoil }.
/// requests: the requested paths, in order; queries: what followed them, such as "?full" or "".
/// spoil(pattern, respond): like a cache that keeps a bad answer, respond(response, file) handles every request for a
/// matching path that has no query.
/// misbehave(pattern, respond): the next request for a matching path is handled by respond(response, file).
export async function serve(test, directory, headers = { "Content-Security-Policy": strictPolicy }) {
  const [requests, queries, faults, spoiled] = [[], [], [], []];
  const server = http.createServer((request, response) => {
    // If a reused connection breaks, the browser itself retries, which would hide the fault.
    response.shouldKeepAlive = false;
    const { pathname, search } = new URL(request.url, "http://host");
    const name = decodeURIComponent(pathname).slice(1) || "index.html";
    requests.push(name);
    queries.push(search);
    const file = path.join(directory, name);
    const fault = faults.findIndex(({ pattern }) => pattern.test(name));
    const kept = search === "" && spoiled.find(({ pattern }) => pattern.test(name));
    if (fault >= 0) faults.splice(fault, 1)[0].respond(response, file);
    else if (kept) kept.respond(response, file);
    else sendFile(request, response, file, headers);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const misbehave = (pattern, respond) => faults.push({ pattern, respond });
  const spoil = (pattern, respond) => spoiled.push({ pattern, respond });
  return { url: `http://127.0.0.1:${server.address().port}/`, requests, queries, misbehave, spoil };
}

function sendFile(request, response, file, headers) {
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const accepted = (request.headers["accept-encoding"] ?? "").split(/, */);
  const encoding = Object.keys(endings).find((name) => accepted.includes(name) && fs.existsSync(file + endings[name]));
  const isHashed = /\.[0-9a-f]{16}\./.test(file);
  response.writeHead(200, {
    "Content-Type": types[path.extname(file)],
    "Cache-Control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    ...(encoding ? { "Content-Encoding": encoding } : {}),
    ...headers,
  });
  response.end(fs.readFileSync(encoding ? file + endings[encoding] : file));
}

/// Responses for misbehave().
export const notFound = (response) => response.writeHead(404, { "Cache-Control": "public, max-age=60" }).end("not found");
export const withStatus = (status) => (response) => response.writeHead(status).end();
export const asContent = (content, type) => (response) => response.writeHead(200, { "Content-Type": type }).end(content);
export const withType = (type) => (response, file) => asContent(fs.readFileSync(file), type)(response);
export const webPage = asContent("<!doctype html><p>Welcome", "text/html");
export const noResponse = (response) => response.destroy();

/// Sends half of the file, then breaks the connection.
export function brokenOff(response, file) {
  const content = fs.readFileSync(file);
  response.writeHead(200, { "Content-Type": types[path.extname(file)], "Content-Length": content.length });
  response.write(content.subarray(0, content.length / 2), () => setTimeout(() => response.destroy(), 50));
}

/// Sends half of the file, and the rest when release() is called: { respond, release }.
export function held() {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  const respond = async (response, file) => {
    const content = fs.readFileSync(file);
    response.writeHead(200, { "Content-Type": types[path.extname(file)] });
    response.write(content.subarray(0, content.length / 2));
    await released;
    response.end(content.subarray(content.length / 2));
  };
  return { respond, release };
}
