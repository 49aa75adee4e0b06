// Which changes `wasmpair dev` notices, and what it does then.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { dev, devEnvironment, eventually, goModule, mainFile, served, writtenFiles } from "../support/dev.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { request } from "../support/requests.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const library = (word) => `package library\n\nconst Word = "${word}"\n`;
const usesLibrary = mainFile("library.Word", { imports: ["example.com/app/library"] });
const embeds = (pattern) => mainFile("names()", { imports: ["embed"] }) + `
//go:embed ${pattern}
var files embed.FS

func names() string {
	entries, _ := files.ReadDir(".")
	return entries[0].Name()
}
`;

suite("the changes that wasmpair dev notices", () => {
  test("editors that write by rename, or by a backup", async (t) => {
    const module = goModule();
    const { url } = await dev(t, module);
    await served(url, "first");
    for (const word of ["renamed once", "renamed twice"]) {
      module.write("main.go~new", mainFile(`"${word}"`));
      module.move("main.go~new", "main.go");
      await served(url, word);
    }
    module.move("main.go", "main.go~");
    module.write("main.go", mainFile('"with a backup"'));
    await served(url, "with a backup");
  });

  test("a file that is new in a package, deleted, and there again", async (t) => {
    const module = goModule();
    const { url, printed } = await dev(t, module);
    await printed(/ready in /);
    module.write("main.go", mainFile("word"));
    await printed(/undefined: word/);
    module.write("word.go", 'package main\n\nconst word = "in its own file"\n');
    await served(url, "in its own file");
    module.remove("word.go");
    await printed(/word\.go changed\n[^]*undefined: word/);
    module.write("word.go", 'package main\n\nconst word = "there again"\n');
    await served(url, "there again");
  });

  test("a package that is imported before it exists, edited, and removed", async (t) => {
    const module = goModule();
    const { url, printed } = await dev(t, module);
    await printed(/ready in /);
    module.write("main.go", usesLibrary);
    await printed(/main\.go:\d+:\d+: package example\.com\/app\/library is not in std|main\.go:\d+:\d+: .*library/);
    module.write("library/library.go", library("a new package"));
    await served(url, "a new package");
    module.write("library/library.go", library("an edited package"));
    await served(url, "an edited package");
    module.remove("library");
    await printed(/does not compile/);
    module.write("library/library.go", library("a package restored"));
    await served(url, "a package restored");
  });

  test("go.mod, and a module that it replaces by a directory", async (t) => {
    const module = goModule({
      "main.go": mainFile("library.Word", { imports: ["example.org/library"] }),
      "../library/go.mod": "module example.org/library\n\ngo 1.22\n",
      "../library/library.go": library("a replaced module"),
    });
    const { url, printed } = await dev(t, module);
    await printed(/no required module provides package example\.org\/library/);
    module.write("go.mod", "module example.com/app\n\ngo 1.22\n\nrequire example.org/library v0.0.0\n\nreplace example.org/library => ../library\n");
    await served(url, "a replaced module");
    module.write("../library/library.go", library("edited beside the module"));
    await served(url, "edited beside the module");
    module.write("go.mod", "modul example.com/app\n");
    await printed(/go\.mod:1: unknown directive: modul/);
    module.write("go.mod", "module example.com/app\n\ngo 1.22\n\nrequire example.org/library v0.0.0\n\nreplace example.org/library => ../library\n");
    await printed(/ready in |no change/);
  });

  test("a workspace", async (t) => {
    const module = goModule({
      "main.go": mainFile("library.Word", { imports: ["example.org/library"] }),
      "../library/go.mod": "module example.org/library\n\ngo 1.22\n",
      "../library/library.go": library("a module of the workspace"),
      "../go.work": "go 1.22\n\nuse (\n\t./library\n\t./module\n)\n",
    });
    const { url } = await dev(t, module);
    await served(url, "a module of the workspace");
    module.write("../library/library.go", library("edited in the workspace"));
    await served(url, "edited in the workspace");
  });

  test("embedded files: edited, new, in a new directory", async (t) => {
    const module = goModule({ "main.go": embeds("static"), "static/a.txt": "embedded first" });
    const { url } = await dev(t, module);
    await served(url, "embedded first");
    module.write("static/a.txt", "embedded second");
    await served(url, "embedded second");
    module.write("static/b.txt", "embedded later");
    await served(url, "embedded later");
    module.write("static/more/c.txt", "embedded deeper");
    await served(url, "embedded deeper");
    module.write("static/more/c.txt", "embedded deeper, edited");
    await served(url, "embedded deeper, edited");
  });

  test("templates and assets, which are packed without a build", async (t) => {
    const module = goModule({
      "main.go": mainFile('"first"'),
      "page/index.html": "<!doctype html>\n<title>one</title>\n{{snippet loader}}\n",
      "assets/note.txt": "note one",
    });
    const { url, printed } = await dev(t, module, "--template", "page/index.html", "--asset", "assets");
    await printed(/ready in /);
    const shows = (text, path = "") => eventually(async () => (await request(url + path)).body.includes(text), true, text);
    await shows("<title>one");
    module.write("page/index.html", "<!doctype html>\n<title>two</title>\n{{snippet loader}}\n");
    await printed(/page\/index\.html changed\nready in [\d.]+ s: /);
    await shows("<title>two");
    module.write("page/index.html", "<!doctype html>\n<title>{{text nonsense}}</title>\n");
    await printed(/cannot be packed\n {2}page\/index\.html:2:\d+: .*nonsense/);
    await shows("<title>two");
    module.write("page/index.html", "<!doctype html>\n<title>three</title>\n{{snippet loader}}\n");
    await shows("<title>three");

    const asset = async (name) => {
      const { assets = [] } = JSON.parse((await request(`${url}wasmpair.json`)).body);
      const found = assets.find((other) => other.name === name);
      return found ? (await request(new URL(found.url, url))).body.toString() : "";
    };
    assert.equal(await asset("note.txt"), "note one");
    module.write("assets/note.txt", "note two");
    await eventually(() => asset("note.txt"), "note two", "the asset");
    module.write("assets/deep/new.txt", "new");
    await eventually(() => asset("deep/new.txt"), "new", "the new asset");
    module.remove("assets/deep");
    await eventually(() => asset("deep/new.txt"), "", "the asset that was removed");
  });

  test("a template that does not exist yet", async (t) => {
    const module = goModule();
    const { url, printed } = await dev(t, module, "--template", "page/index.html");
    await printed(/cannot be packed\n {2}page\/index\.html: /);
    module.write("page/index.html", "<!doctype html>\n<title>made later</title>\n{{snippet loader}}\n");
    await printed(/ready in /);
    assert.match((await request(url)).body.toString(), /made later/);
  });

  test("a file among thousands", async (t) => {
    const files = {};
    for (let i = 0; i < 3_000; ++i) files[`static/${i % 150}/${i}.txt`] = `file ${i}`;
    const module = goModule({ "main.go": embeds("static"), ...files });
    const { url, output } = await dev(t, module);
    await served(url, "file 2999");
    module.write("static/100/1000.txt", "one of thousands");
    await served(url, "one of thousands");
    assert.doesNotMatch(output(), /Not every change/);
  });

  test("fifty saves at once, and fifty while builds run: the last one counts", async (t) => {
    const module = goModule();
    const { url, printed, output, forget, temporary } = await dev(t, module);
    await printed(/ready in /);
    forget();
    for (let i = 1; i <= 50; ++i) module.write("main.go", mainFile(`"at once ${i}."`));
    await served(url, "at once 50.");
    const builds = (text) => text.match(/ changed\n/g).length;
    const after = output().length;
    assert.ok(builds(output()) <= 5, output());
    for (let i = 1; i <= 50; ++i) {
      module.write("main.go", mainFile(`"while it builds ${i}."`));
      await pause(i % 3 * 25);
    }
    await served(url, "while it builds 50.");
    const kept = writtenFiles(temporary).filter((file) => /release\/app\.[0-9a-f]+\.wasm /.test(file));
    assert.ok(kept.length <= 2, `old programs fill the disk:\n${kept.join("\n")}`);
    assert.ok(builds(output().slice(after)) <= 50, output());
  });

  test("nothing else: tests, notes, hidden files, other packages, the release", async (t) => {
    const module = goModule({ "main.go": mainFile('"first"'), "other/other.go": "package other\n", "dist/wasmpair.json": "{}", "dist/app.wasm": "the release" });
    const before = writtenFiles(module.directory);
    const { printed, output, url } = await dev(t, module);
    await printed(/ready in /);
    assert.deepEqual(writtenFiles(module.directory), before, "dev wrote into the module");
    for (const file of ["main_test.go", "README.md", ".main.go.swp", "#main.go#", "_draft.go", "other/other.go", "dist/app.wasm", "dist/new.js"])
      module.write(file, "package main\n");
    module.write("main.go", mainFile('"what counts"'));
    await served(url, "what counts");
    assert.equal(output().match(/ changed\n/g).length, 1, output());
    assert.match(output(), /^main\.go changed$/m);
  });
});

suite("wasmpair dev", () => {
  test("builds one package of a module, with flags of go build", async (t) => {
    const module = goModule({
      "cmd/tool/main.go": mainFile("word + linked"),
      "cmd/tool/plain.go": "//go:build !special\n\npackage main\n\nconst word = \"plain\"\n",
      "cmd/tool/special.go": "//go:build special\n\npackage main\n\nvar linked string\n\nconst word = \"special one, \"\n",
    });
    const { url, printed } = await dev(t, module, "./cmd/tool", "--", "-tags", "special", "-ldflags=-X main.linked=linked-in");
    await printed(/ready in /);
    await served(url, "special one, ");
    await served(url, "linked-in");
    assert.deepEqual(Object.keys(JSON.parse((await request(`${url}wasmpair.json`)).body).bundles), ["tool"]);
    module.write("cmd/tool/special.go", "//go:build special\n\npackage main\n\nvar linked string\n\nconst word = \"special two, \"\n");
    await served(url, "special two, ");
  });

  test("opens the browser once it listens", async (t) => {
    const tools = temporaryDirectory();
    const opened = path.join(tools, "opened");
    fs.writeFileSync(path.join(tools, "xdg-open"), `#!/bin/sh\necho "$1" >> ${opened}\n`, { mode: 0o755 });
    const { url } = await dev(t, goModule(), "--open", { environment: { PATH: `${tools}:${devEnvironment("").PATH}` } });
    await eventually(() => fs.existsSync(opened) && fs.readFileSync(opened, "utf8"), `${url}\n`, "what was opened");
  });

  test("prints what the compiler says without what a terminal would obey", async (t) => {
    const module = goModule({ "main.go": mainFile('7 + "\u001b[31m\u0007\u202e' + "long".repeat(3_000) + '"') });
    const { printed, output } = await dev(t, module);
    await printed(/does not compile[^]*main\.go:9:\d+/);
    assert.doesNotMatch(output(), /[\u0000-\u0008\u000b-\u001f\u007f\u202e]/);
    assert.ok(output().length < 20_000, `${output().length} characters`);
  });

  test("sleeps while nothing happens", async (t) => {
    const { pid, printed, wrote } = await dev(t, goModule(), "--run", "echo ready to wait; exec sleep 600");
    await printed(/ready in /);
    await wrote(/ready to wait/);
    // It may still list packages; after that, no thread of it or of its guardians wakes up.
    await eventually(async () => {
      const before = wakeUps(pid);
      await pause(600);
      return wakeUps(pid) - before;
    }, 0, "wake-ups in 600 ms");
  });
});

/// How often the threads of a process and of its children have been scheduled.
function wakeUps(pid) {
  const threads = fs.readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) => fs.readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean));
  const count = (status) => [...status.matchAll(/^(?:non)?voluntary_ctxt_switches:\s+(\d+)/gm)].reduce((sum, [, switches]) => sum + Number(switches), 0);
  const own = threads.reduce((sum, thread) => sum + count(fs.readFileSync(`/proc/${pid}/task/${thread}/status`, "utf8")), 0);
  return children.reduce((sum, child) => sum + wakeUps(child), own);
}
