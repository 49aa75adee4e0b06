// What `wasmpair dev` does with processes and files: nothing that it started or wrote is left, however it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { suite, test } from "node:test";
import { dev, devEnvironment, eventually, goModule, mainFile, processesOf } from "../support/dev.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { request } from "../support/requests.mjs";

/// A back end that is a grandchild of the shell: `go run` starts it. It says in a file that it ends in order.
const serverFile = (word) => `package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	fmt.Println("listening: ${word}")
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	<-ended
	fmt.Println("in order")
}
`;
const withServer = () => goModule({ "main.go": mainFile('"first"'), "server/main.go": serverFile("one") });
const runServer = ["--run", "go run ./server"];

async function assertNothingLeft({ temporary, port }) {
  await eventually(() => processesOf(temporary), [], "processes");
  assert.deepEqual(fs.readdirSync(temporary), []);
  await assertClosed(port);
}

async function assertClosed(port) {
  const socket = net.connect(port, "127.0.0.1");
  const outcome = await once(socket, "connect").then(() => "connected", (error) => error.code);
  socket.destroy();
  assert.equal(outcome, "ECONNREFUSED");
}

suite("the end of wasmpair dev", () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    test(`${signal} ends everything that it started`, async (t) => {
      const running = await dev(t, withServer(), ...runServer);
      await running.wrote(/ready in /);
      await running.wrote(/server \| listening: one\n/);
      assert.equal(await running.stop(signal), 0);
      await assertNothingLeft(running);
    });
  }

  test("a signal ends a build that is running", async (t) => {
    const module = goModule();
    const running = await dev(t, module);
    assert.equal(await running.stop("SIGINT"), 0);
    await assertNothingLeft(running);
  });

  test("a terminal that is closed ends everything", async (t) => {
    const module = withServer();
    const temporary = temporaryDirectory();
    const log = path.join(temporaryDirectory(), "log");
    const command = `${program} dev --port 0 --run 'go run ./server'`;
    const terminal = spawn("script", ["--quiet", "--flush", "--command", command, log], {
      cwd: module.directory, env: devEnvironment(temporary), stdio: ["ignore", "ignore", "ignore"],
    });
    t.after(() => terminal.kill("SIGKILL"));
    const logged = () => (fs.existsSync(log) ? fs.readFileSync(log, "utf8") : "");
    await eventually(() => /ready in /.test(logged()) && /listening: one/.test(logged()), true, "the program is ready");
    terminal.kill("SIGKILL");
    await assertNothingLeft({ temporary, port: Number(/127\.0\.0\.1:(\d+)/.exec(logged())[1]) });
  });

  test("SIGKILL ends what it started, and the next run removes its files", async (t) => {
    const module = withServer();
    const killed = await dev(t, module, ...runServer);
    await killed.wrote(/server \| listening: one\n/);
    await killed.wrote(/ready in /);
    assert.equal(await killed.stop("SIGKILL"), "SIGKILL");
    await eventually(() => processesOf(killed.temporary), [], "processes");
    await assertClosed(killed.port);
    const left = fs.readdirSync(killed.temporary);
    assert.equal(left.length, 1);
    assert.equal(fs.statSync(path.join(killed.temporary, left[0])).mode & 0o777, 0o700);

    const next = await dev(t, module, { temporary: killed.temporary });
    await next.printed(/ready in /);
    assert.equal(fs.readdirSync(next.temporary).length, 1);
    assert.ok(!fs.existsSync(path.join(killed.temporary, left[0])));
    await next.stop();
    await assertNothingLeft(next);
  });

  test("the directory of a run that lives stays", async (t) => {
    const first = await dev(t, goModule());
    await first.printed(/ready in /);
    const second = await dev(t, goModule(), { temporary: first.temporary });
    await second.printed(/ready in /);
    assert.equal(fs.readdirSync(first.temporary).length, 2);
    assert.equal((await request(first.url)).status, 200);
    await second.stop();
    assert.equal(fs.readdirSync(first.temporary).length, 1);
  });

  test("a command that ignores SIGTERM is killed", async (t) => {
    const running = await dev(t, goModule(), "--run", "trap '' TERM; echo deaf; while :; do sleep 1; done");
    await running.printed(/server \| deaf\n/);
    await running.stop();
    await assertNothingLeft(running);
  });
});

suite("the command of --run", () => {
  test("starts again, in order, when its sources change, and alone", async (t) => {
    const module = withServer();
    const { printed, wrote, output } = await dev(t, module, ...runServer);
    await wrote(/server \| listening: one\n/);
    await wrote(/ready in /);
    module.write("server/main.go", serverFile("two"));
    await printed(/server \| in order\n[\s\S]*server \| listening: two\n/);
    assert.equal(output().match(/ready in /g).length, 1, "the program was built again");
  });

  test("shows its compile errors, and starts when they are fixed", async (t) => {
    const module = goModule({ "main.go": mainFile('"first"'), "server/main.go": "package main\n\nfunc main() { absent() }\n" });
    const { printed } = await dev(t, module, ...runServer);
    await printed(/server \| .*main\.go:3:15: undefined: absent\n[\s\S]*the command of --run ended with status 1/);
    module.write("server/main.go", serverFile("fixed"));
    await printed(/server \| listening: fixed\n/);
  });

  test("may be any command of the shell", async (t) => {
    const { printed } = await dev(t, goModule(), "--run", "WORD=two; echo \"one $WORD\" && exit 3");
    await printed(/server \| one two\n/);
    await printed(/the command of --run ended with status 3/);
  });
});
