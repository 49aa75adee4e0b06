// Command-line programs in Chromium: one compiled module, many runs, each with arguments, files and standard input of its
// own.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite } from "node:test";
import { test } from "../support/actor.mjs";
import { buildSource } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { scriptExample } from "../support/documents.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { writePage } from "../support/pages.mjs";
import { pack } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { serve } from "../support/site.mjs";

/// A program with commands that use what command-line programs use.
const source = `package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "failed:", err)
		os.Exit(4)
	}
}

func main() {
	switch os.Args[1] {
	case "args":
		fmt.Print(strings.Join(os.Args, " "), " ", os.Getenv("GREETING"), "\\n")
	case "upper":
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			fmt.Println(strings.ToUpper(lines.Text()))
		}
	case "count":
		n, err := io.Copy(io.Discard, os.Stdin)
		check(err)
		fmt.Println(n)
	case "bytes":
		os.Stdout.Write([]byte{0xff, 0, 0x80})
	case "exit":
		fmt.Fprintln(os.Stderr, "leaving")
		os.Exit(3)
	case "panic":
		panic("at the disco")
	case "slow":
		text, err := os.ReadFile("name.txt")
		check(err)
		for i := 0; i < 3; i++ {
			time.Sleep(5 * time.Millisecond)
			again, err := os.ReadFile("name.txt")
			check(err)
			if string(again) != string(text) {
				panic("another program's file")
			}
		}
		fmt.Print(string(text), os.Args[2])
	case "files":
		files()
	case "-o":
		query, err := os.ReadFile(os.Args[3])
		check(err)
		text, err := io.ReadAll(os.Stdin)
		check(err)
		check(os.WriteFile(os.Args[2], append(query, text...), 0o644))
	}
}

func files() {
	text, err := os.ReadFile("in/note.txt")
	check(err)
	check(os.MkdirAll("out/deep", 0o755))
	check(os.WriteFile("out/deep/copy.txt", text, 0o600))
	log, err := os.OpenFile("out/log.txt", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	check(err)
	for i := 0; i < 1000; i++ {
		fmt.Fprintln(log, i)
	}
	check(log.Close())
	temporary, err := os.CreateTemp("", "draft-*")
	check(err)
	_, err = temporary.WriteString("0123456789")
	check(err)
	_, err = temporary.WriteAt([]byte("abc"), 2)
	check(err)
	check(temporary.Truncate(6))
	_, err = temporary.Seek(1, io.SeekStart)
	check(err)
	rest, err := io.ReadAll(temporary)
	check(err)
	check(temporary.Close())
	check(os.Rename(temporary.Name(), "out/renamed.txt"))
	check(os.Remove("in/note.txt"))
	_, err = os.Stat("in/note.txt")
	_, exists := os.OpenFile("out/log.txt", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	status, err2 := os.Stat("out/deep/copy.txt")
	check(err2)
	fmt.Println(string(rest), errors.Is(err, fs.ErrNotExist), errors.Is(exists, fs.ErrExist), status.Size(), status.Mode(),
		time.Since(status.ModTime()) < time.Hour, os.Remove("out") != nil)
	check(os.Chdir("out"))
	check(filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		fmt.Print(name, entry.IsDir(), " ")
		return err
	}))
	where, err := os.Getwd()
	check(err)
	_, err = os.ReadFile("/out/deep/copy.txt")
	check(err)
	fmt.Println(where)
}
`;

for (const release of ["1.19", "1.24", "1.27"]) {
  suite(`a command of Go ${release}`, () => {
    let browser;
    const site = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-commands-"));

    before(async () => {
      pack(buildSource("command", source, release), "--name", "command", "--goroot", goRoot(release), "--out", site);
      writePage(site, "empty.html", "");
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      fs.rmSync(site, { recursive: true, force: true });
    });

    /// Evaluates use(loader, bundle, value) in a page, or in a worker of the page's.
    async function inPage(t, use, { value, where = "page", headers } = {}) {
      const server = await serve(t, site, headers ?? {});
      const { page } = await openPage(t, browser, `${server.url}empty.html`);
      const bundle = readManifest(site).bundles.command;
      const result = await page.evaluate(async ({ bundle, use, value, where }) => {
        const code = `const bundle = ${JSON.stringify(bundle)};
          for (const file of [bundle.wasm, bundle.shim, bundle.loader, bundle.runner]) file.url = new URL(file.url, ${JSON.stringify(location.href)}).href;
          const result = await (${use})(await import(bundle.loader.url), bundle, ${JSON.stringify(value)});`;
        const AsyncFunction = (async () => {}).constructor;
        if (where === "page") return new AsyncFunction(`${code} return result;`)();
        const script = new Blob([`${code} postMessage(result);`], { type: "text/javascript" });
        const worker = new Worker(URL.createObjectURL(script), { type: "module" });
        return new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        });
      }, { bundle, use: String(use), value, where });
      return { result, requests: server.requests };
    }

    const runAll = async ({ prepare }, bundle, runs) => {
      const command = await prepare(bundle, { name: "command" });
      const results = [];
      for (const run of runs) {
        const { code, stdout, stderr, files } = await command.run(run);
        results.push({ code, stdout, stderr, files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])) });
      }
      return results;
    };

    for (const where of ["page", "worker"]) {
      test(`runs again and again from one module (in a ${where})`, async (t) => {
        const { result, requests } = await inPage(t, runAll, { where, value: [
          { args: ["args", "a b"], env: { GREETING: "hello" } },
          { args: ["upper"], stdin: "one\ntwo\nthree" },
          { args: ["exit"] },
          { args: ["files"], files: { "in/note.txt": "a note" } },
          { args: ["args"] },
        ] });
        const numbers = Array.from({ length: 1000 }, (_, i) => `${i}\n`).join("");
        assert.deepEqual(result, [
          { code: 0, stdout: "command args a b hello\n", stderr: "", files: {} },
          { code: 0, stdout: "ONE\nTWO\nTHREE\n", stderr: "", files: {} },
          { code: 3, stdout: "", stderr: "leaving\n", files: {} },
          {
            code: 0, stderr: "",
            stdout: "1abc5 true true 6 -rw------- true true\n.true deeptrue deep/copy.txtfalse log.txtfalse renamed.txtfalse /out\n",
            files: { "out/deep/copy.txt": "a note", "out/log.txt": numbers, "out/renamed.txt": "01abc5" },
          },
          { code: 0, stdout: "command args \n", stderr: "", files: {} },
        ]);
        assert.equal(requests.filter((name) => name.endsWith(".wasm")).length, 1, `${requests}`);
      });
    }

    test("says how it panicked, and with which status", async (t) => {
      const { result: [{ code, stderr }] } = await inPage(t, runAll, { value: [{ args: ["panic"] }] });
      assert.equal(code, 2);
      assert.match(stderr, /^panic: at the disco\n\ngoroutine 1/);
    });

    test("does not share files with another run at the same time", async (t) => {
      const { result } = await inPage(t, async ({ prepare }, bundle) => {
        const command = await prepare(bundle);
        const runs = ["first", "second", "third"].map((name) => command.run({ args: ["slow", name], files: { "name.txt": `${name} is ` } }));
        return (await Promise.all(runs)).map(({ stdout, stderr }) => stdout + stderr);
      });
      assert.deepEqual(result, ["first is first", "second is second", "third is third"]);
    });

    test("reads bytes, blobs and streams, and writes bytes", async (t) => {
      const { result } = await inPage(t, async ({ prepare }, bundle) => {
        const command = await prepare(bundle);
        const large = new Uint8Array(3_000_000);
        const sources = [large, new Blob([large, "and more"]), new Blob([large]).stream(), new TextEncoder().encode("ä").buffer, ""];
        const counts = [];
        for (const stdin of sources) counts.push((await command.run({ args: ["count"], stdin })).stdout);
        const heard = [];
        const { stdoutBytes } = await command.run({ args: ["bytes"], onOutput: ({ stream, text }) => heard.push(stream, text) });
        return [...counts, [...stdoutBytes], heard];
      });
      assert.deepEqual(result, ["3000000\n", "3000008\n", "3000000\n", "2\n", "0\n", [255, 0, 128], ["stdout", "\ufffd\0\ufffd"]]);
    });

    test("leaves the page's own globals as they were, and its console alone", async (t) => {
      const { result } = await inPage(t, async ({ prepare }, bundle) => {
        const command = await prepare(bundle);
        const lines = [];
        const { log } = console;
        console.log = (...words) => lines.push(words);
        const before = [globalThis.fs, globalThis.process, globalThis.path, globalThis.Go];
        await command.run({ args: ["files"], files: { "in/note.txt": "a note" } });
        console.log = log;
        return [lines, before.map((value, i) => value === [globalThis.fs, globalThis.process, globalThis.path, globalThis.Go][i])];
      });
      assert.deepEqual(result, [[], [true, true, true, true]]);
    });

    for (const worker of [false, true]) {
      test(`gets files and standard input from load() (${worker ? "in a worker" : "in the page"})`, async (t) => {
        const { result } = await inPage(t, async ({ load }, bundle, { worker }) => {
          const heard = [];
          const start = (options) => load(bundle, { worker, ...options, onOutput: ({ text }) => heard.push(text) });
          const stream = new Blob(["shout"]).stream();
          const programs = [await start({ args: ["upper"], stdin: "text" }), await start({ args: ["upper"], stdin: stream })];
          programs.push(await start({ args: ["slow", "it"], files: { "name.txt": "this is " } }));
          for (const program of programs) await program.exited;
          await new Promise((resolve) => setTimeout(resolve));
          const files = programs[2].files?.();
          return [heard.sort(), files && new TextDecoder().decode(files["name.txt"])];
        }, { value: { worker } });
        assert.deepEqual(result, [["SHOUT\n", "TEXT\n", "this is it"], worker ? null : "this is "].map((each) => each ?? undefined));
      });
    }

    test("is another program for load() if its arguments differ", async (t) => {
      const { result } = await inPage(t, async ({ load }, bundle) => {
        const heard = [];
        const start = (...args) => load(bundle, { args, onOutput: ({ text }) => heard.push(text) });
        const programs = await Promise.all([start("args", "a"), start("args", "b"), start("args", "a")]);
        for (const program of programs) await program.exited;
        return [heard.sort(), programs[0] === programs[2]];
      });
      assert.deepEqual(result, [["js args a \n", "js args a \n", "js args b \n"], true]); // both who asked for "a" are told
    });

    test("runs the example of the document", async (t) => {
      const code = `${scriptExample("Command-line programs")}\nreturn [code, stdout, stderr, new TextDecoder().decode(files["result.json"])];`;
      const { result } = await inPage(t, async (loader, bundle, code) => new (async () => {}).constructor("bundle", code)(bundle), { value: code });
      assert.deepEqual(result, [0, "", "", ".items[]text, bytes, a Blob or a stream"]);
    });

    test("needs the manifest's bundle, with its runner", async (t) => {
      const { result } = await inPage(t, async ({ prepare, load }, { runner: _, ...bundle }) => {
        const problem = (promise) => promise.then(() => "none", ({ code, message }) => `${code}: ${message}`);
        return [await problem(prepare(bundle)), await problem(load(bundle, { stdin: "" })), await problem(prepare({}))];
      });
      const text = (name) => `page-state: This needs a bundle of the manifest: ${name} with url and bytes.`;
      assert.deepEqual(result, [text("runner"), text("runner"), text("wasm")]);
    });
  });
}
