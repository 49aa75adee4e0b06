// Ports for servers that cannot choose one themselves, and waiting until they listen.
import net from "node:net";

const patience = 15_000;

/// A port of 127.0.0.1 on which nothing listens.
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/// Waits until something listens; false if the child has exited or the time is up.
export async function listens(port, child) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await connects(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

function connects(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => { socket.destroy(); resolve(true); });
    socket.on("error", () => resolve(false));
  });
}
