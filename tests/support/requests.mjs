// Requests over a plain socket library: nothing is decoded, followed, cached or added but Host and Connection.
import http from "node:http";
import zlib from "node:zlib";

/// request(url, { method, headers }): { status, headers, all(name), body }. headers: the first of each name, in lower case;
/// all(name): every field of that name.
export function request(url, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const call = http.request(url, { method, headers, agent: false }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () => {
        const raw = answer.rawHeaders;
        const all = (name) => raw.filter((_, i) => i % 2 === 1 && raw[i - 1].toLowerCase() === name);
        resolve({ status: answer.statusCode, headers: answer.headers, all, body: Buffer.concat(pieces) });
      });
    });
    call.on("error", reject);
    call.end();
  });
}

/// The body behind its Content-Encoding.
export function decode(encoding, body) {
  if (encoding === "br") return zlib.brotliDecompressSync(body);
  if (encoding === "gzip") return zlib.gunzipSync(body);
  if (encoding === "zstd") return zlib.zstdDecompressSync(body);
  if (encoding) throw new Error(`unknown Content-Encoding '${encoding}'`);
  return body;
}
