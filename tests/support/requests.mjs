// Requests by node:http: nothing is decoded, followed or cached, and only Host and Connection are added.
import http from "node:http";
import zlib from "node:zlib";

/// request(url, { method, headers }): { status, headers, all(name), body }. headers: the first field of each name, in
/// lower case; all(name): every field of that name.
export function request(url, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const call = http.request(url, { method, headers, agent: false }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        const raw = response.rawHeaders;
        const all = (name) => raw.filter((_, i) => i % 2 === 1 && raw[i - 1].toLowerCase() === name);
        resolve({ status: response.statusCode, headers: response.headers, all, body: Buffer.concat(pieces) });
      });
    });
    call.on("error", reject);
    call.end();
  });
}

/// The decoded body.
export function decode(encoding, body) {
  if (encoding === "br") return zlib.brotliDecompressSync(body);
  if (encoding === "gzip") return zlib.gunzipSync(body);
  if (encoding === "zstd") return zlib.zstdDecompressSync(body);
  if (encoding) throw new Error(`unknown Content-Encoding '${encoding}'`);
  return body;
}
