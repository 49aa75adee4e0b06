// node slow_clients.mjs PORT PATH COUNT: clients that request a large file and hardly read it. Half of them read
// nothing beyond what the kernel buffers; the others read a little now and then. Notifies its parent when all requests
// are sent, and answers each message with the number of clients that are still connected.
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const [port, path, count] = process.argv.slice(2);
const sockets = await Promise.all(Array.from({ length: Number(count) }, async (_, index) => {
  const socket = net.connect({ port: Number(port), host: "127.0.0.1", highWaterMark: 4096 });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  if (index % 2 === 1) {
    socket.on("data", async () => {
      socket.pause();
      await sleep(1000 + index);
      socket.resume();
    });
  }
  return socket;
}));
process.on("message", () => process.send(sockets.filter((socket) => !socket.destroyed).length));
process.send("connected");
