// `wasmpair dev` with a back end in Go beside it, and Chromium: requests and a WebSocket of a page reach it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { dev, eventually, goModule, mainFile, processesOf } from "../support/dev.mjs";
import { freePort } from "../support/ports.mjs";

/// Greets with a word, and returns the first short message of each WebSocket (RFC 6455) in upper case. Only the standard
/// library: nothing is downloaded.
const serverFile = (word) => `package main

import (
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("GET /api/word", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "${word}") })
	http.HandleFunc("POST /api/size", func(w http.ResponseWriter, r *http.Request) {
		size, _ := io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, size)
	})
	http.HandleFunc("GET /api/socket", socket)
	fmt.Println("listening: ${word}")
	fmt.Println(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}

func socket(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") != "http://"+r.Host {
		http.Error(w, "another origin", http.StatusForbidden)
		return
	}
	digest := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	connection, buffered, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer connection.Close()
	fmt.Fprintf(connection, "HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"+
		"Sec-WebSocket-Accept: %s\\r\\n\\r\\n", base64.StdEncoding.EncodeToString(digest[:]))
	head := make([]byte, 6)
	io.ReadFull(buffered, head)
	text := make([]byte, head[1]&0x7f)
	io.ReadFull(buffered, text)
	for i := range text {
		text[i] ^= head[2+i%4]
	}
	connection.Write(append([]byte{head[0], byte(len(text))}, bytes.ToUpper(text)...))
	io.Copy(io.Discard, buffered)
}
`;

/// The program asks its back end itself, as those of users do.
const program = `package main

import (
	"io"
	"net/http"
	"syscall/js"
)

func main() {
	response, err := http.Get("/api/word")
	if err != nil {
		panic(err)
	}
	word, _ := io.ReadAll(response.Body)
	js.Global().Get("document").Get("body").Set("textContent", "the back end says "+string(word))
	select {}
}
`;

suite("wasmpair dev with a back end", () => {
  let browser;
  before(async () => { browser = await launchChromium(); });
  after(() => browser?.close());

  test("forwards a page's requests and its WebSocket, and ends with all of it", async (t) => {
    const module = goModule({ "main.go": program, "server/main.go": serverFile("one") });
    const port = await freePort();
    const running = await dev(t, module, "--run", `go run ./server ${port}`, "--proxy", `/api=http://127.0.0.1:${port}`);
    await running.wrote(/listening: one\n/);
    const { page } = await openPage(t, browser, running.url);
    await page.locator("body", { hasText: "the back end says one" }).waitFor();
    const size = await page.evaluate(async () => (await fetch("/api/size", { method: "POST", body: new Uint8Array(3_000_000) })).text());
    assert.equal(size, "3000000");

    const echoed = await page.evaluate(async () => {
      const socket = new WebSocket(`ws://${location.host}/api/socket`);
      globalThis.socketClosed = new Promise((resolve) => { socket.onclose = () => resolve("closed"); });
      await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
      return new Promise((resolve) => {
        socket.onmessage = ({ data }) => resolve(data);
        socket.send("hello");
      });
    });
    assert.equal(echoed, "HELLO");

    module.write("server/main.go", serverFile("two"));
    assert.equal(await page.evaluate(() => globalThis.socketClosed), "closed");
    await running.wrote(/listening: two\n/);
    assert.equal(await page.evaluate(async () => (await fetch("/api/word")).text()), "two");

    assert.equal(await running.stop("SIGINT"), 0);
    await eventually(() => processesOf(running.temporary), [], "processes");
    assert.deepEqual(fs.readdirSync(running.temporary), []);
  });

  test("serves the page before the back end and the first build", async (t) => {
    const module = goModule({ "main.go": mainFile("undefinedName"), "server/main.go": "package main\n\nfunc main() { absent() }\n" });
    const port = await freePort();
    const { url, wrote } = await dev(t, module, "--run", `go run ./server ${port}`, "--proxy", `/=http://127.0.0.1:${port}`);
    const { page } = await openPage(t, browser, url);
    await page.getByRole("alert").getByText("undefined: undefinedName").first().waitFor();
    module.write("server/main.go", serverFile("fixed"));
    await wrote(/listening: fixed\n/);
    assert.equal(await page.evaluate(async () => (await fetch("/api/word")).text()), "fixed");
  });
});
