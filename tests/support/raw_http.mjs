// HTTP as bytes: requests that no client library would send, responses as received.
import { once } from "node:events";
import net from "node:net";

/// Sends bytes to a port of 127.0.0.1 and returns everything received until the server closes the connection.
export async function exchange(port, bytes) {
  const socket = net.connect(port, "127.0.0.1");
  const received = [];
  socket.on("data", (chunk) => received.push(chunk));
  socket.on("error", () => {}); // everything before the connection broke counts
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(received);
}

/// One request on a new connection: { status, fields, body }. fields: name in lower case -> value.
/// path is sent unchanged. headers: a value of undefined omits the field.
export async function request(port, path, headers = {}, method = "GET") {
  const fields = { Host: `127.0.0.1:${port}`, Connection: "close", ...headers };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\r\n`);
  const [response] = parseResponses(await exchange(port, Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1")), [method]);
  return response;
}

/// The responses in a stream of bytes. methods: of the requests, in order; a response to HEAD has no body.
export function parseResponses(bytes, methods) {
  const responses = [];
  for (const method of methods) {
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) throw new Error(`incomplete response: ${JSON.stringify(bytes.toString("latin1"))}`);
    const [first, ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
    const fields = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]));
    if (new Set(lines.map((line) => line.slice(0, line.indexOf(":")).toLowerCase())).size !== lines.length) throw new Error(`a repeated field: ${lines}`);
    const rest = bytes.subarray(end + 4);
    const status = Number(first.split(" ")[1]);
    const length = method === "HEAD" || status === 304 ? 0 : Number(fields["content-length"] ?? rest.length);
    responses.push({ status, fields, body: rest.subarray(0, length), rest: rest.subarray(length) });
    bytes = rest.subarray(length);
  }
  return responses;
}
