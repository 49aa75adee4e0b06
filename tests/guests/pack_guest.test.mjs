// What `wasmpair guest` writes, as a user has it: a package in a Go module of the user's, which a program calls.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { goEnvironment, source } from "../support/go_command.mjs";
import { wasmpair } from "../support/program.mjs";

const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-pack-guest-"));
after(() => fs.rmSync(work, { recursive: true }));

const author = `package main

import (
	"bytes"
	"errors"

	"example.com/author/guest"
)

//go:wasmexport handle
func handle(n uint32) uint32 {
	return guest.Serve(n, func(in []byte) ([]byte, error) {
		if len(in) == 0 {
			return nil, errors.New("nothing\\nto do")
		}
		return bytes.ToUpper(in), nil
	})
}

func main() {}
`;

const embedded = "	return renderguest.New(ctx, config)";
const loaded = `	release, err := renderguest.Load("renderguest")
	if err != nil {
		return nil, err
	}
	return renderguest.NewRelease(ctx, config, release)`;

/// A program that prints what the method gives for each of its arguments. Its limits of time bound nothing here.
const program = (open, method) => `package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"example.com/host/renderguest"
)

func open(ctx context.Context, config renderguest.Config) (*renderguest.Host, error) {
${open}
}

func main() {
	host, err := open(context.Background(), renderguest.Config{Timeout: 10 * time.Minute, StartTimeout: 10 * time.Minute})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = host.Close() }()
	for _, in := range os.Args[1:] {
		out, err := host.${method}(context.Background(), "alice", []byte(in))
		fmt.Printf("%q, refused: %v, %v\\n", out, errors.Is(err, renderguest.ErrRefused), err)
	}
}
`;

/// What a command prints, which must succeed.
function execute(cwd, command, args, env = goEnvironment()) {
  const { status, stdout, stderr } = run(cwd, command, args, env);
  assert.equal(status, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

function run(cwd, command, args, env = goEnvironment()) {
  const result = spawnSync(command, args, { cwd, env: { ...env, XDG_CACHE_HOME: path.join(work, "cache") }, encoding: "utf8" });
  if (result.error) throw result.error;
  return result;
}

/// A guest that uses the package for authors, compiled by a release of Go.
function buildGuest(release) {
  const directory = fs.mkdtempSync(path.join(work, "author-"));
  fs.writeFileSync(path.join(directory, "go.mod"), "module example.com/author\n\ngo 1.24\n");
  fs.writeFileSync(path.join(directory, "main.go"), author);
  packed(["--sdk", path.join(directory, "guest")]);
  assert.equal(execute(directory, "gofmt", ["-l", "."]), "");
  const env = { ...goEnvironment(release), GOOS: "wasip1", GOARCH: "wasm" };
  execute(directory, "go", ["vet", "./..."], env);
  execute(directory, "go", ["build", "-buildmode=c-shared", "-o", "render.wasm", "."], env);
  return path.join(directory, "render.wasm");
}

function packed(args) {
  const { status, stdout, stderr } = wasmpair(["guest", "--quiet", ...args]);
  assert.equal(status, 0, stdout + stderr);
}

/// A Go module with the written package and a program: its directory.
function hostModule(module, options, main) {
  const directory = fs.mkdtempSync(path.join(work, "host-"));
  const template = path.join(source, "templates/guest");
  const requirements = fs.readFileSync(path.join(template, "go.mod"), "utf8").replace(/^module .*/, "module example.com/host");
  fs.writeFileSync(path.join(directory, "go.mod"), requirements);
  fs.copyFileSync(path.join(template, "go.sum"), path.join(directory, "go.sum"));
  fs.writeFileSync(path.join(directory, "main.go"), main);
  packed([module, "--out", path.join(directory, "renderguest"), "--no-cache", ...options]);
  packed(["--check", "--out", path.join(directory, "renderguest")]);
  return directory;
}

/// Checks the module as its user's CI would, and builds its program.
function checkAndBuild(directory) {
  assert.equal(execute(directory, "gofmt", ["-l", "."]), "");
  execute(directory, "go", ["vet", "./..."]);
  assert.match(execute(directory, "go", ["test", "-count=1", "-v", "./renderguest"]), /^--- PASS: .*^ok\s/ms);
  execute(directory, "go", ["build", "-o", "program", "."]);
}

const call = (directory, ...inputs) => execute(directory, path.join(directory, "program"), inputs).trimEnd().split("\n");
const done = (text) => `"${text}", refused: false, <nil>`;
const refused = '"", refused: true, guest "handle", tenant "alice": the guest returned an error: nothing\\nto do';

for (const release of ["1.24", goVersions().at(-1)]) {
  suite(`a guest of Go ${release}`, () => {
    test("answers, or refuses, through the written package", () => {
      const directory = hostModule(buildGuest(release), [], program(embedded, "Handle"));
      checkAndBuild(directory);
      assert.deepEqual(call(directory, "one", "", "two"), [done("ONE"), refused, done("TWO")]);
    });

    test("is loaded from its directory with --no-embed, and not if its bytes were changed", () => {
      const directory = hostModule(buildGuest(release), ["--no-embed"], program(loaded, "Handle"));
      checkAndBuild(directory);
      assert.deepEqual(call(directory, "one", ""), [done("ONE"), refused]);
      const [name] = fs.readdirSync(path.join(directory, "renderguest")).filter((file) => file.endsWith(".wasm"));
      fs.appendFileSync(path.join(directory, "renderguest", name), "\0\0"); // an empty custom section
      const { status, stderr } = run(directory, path.join(directory, "program"), ["one"]);
      assert.equal(status, 1);
      assert.match(stderr, /the module cannot be used: .*SHA-256/);
    });

    test("follows the convention pointer", () => {
      const module = buildApp("renderer", release, { goos: "wasip1", flags: ["-buildmode=c-shared"] });
      const directory = hostModule(module, ["--convention", "pointer"], program(embedded, "RenderPage"));
      checkAndBuild(directory);
      assert.deepEqual(call(directory, "one", "two"), [done("ONE"), done("TWO")]);
      assert.doesNotMatch(fs.readFileSync(path.join(directory, "renderguest/release.go"), "utf8"), /Handle\(/);
    });
  });
}
